/** What goes wrong in the simulated world, and when. */
@NullMarked
package io.regionalfailover.simulation.scenario;

import org.jspecify.annotations.NullMarked;
