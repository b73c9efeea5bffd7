/** Puts a policy and a scenario together and lets time pass. */
@NullMarked
package io.regionalfailover.simulation.play;

import org.jspecify.annotations.NullMarked;
