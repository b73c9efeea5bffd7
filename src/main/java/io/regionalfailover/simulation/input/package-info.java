/** Reads what a user hands in, and says what is wrong with it: resources as the API server would take them, and scenarios. */
@NullMarked
package io.regionalfailover.simulation.input;

import org.jspecify.annotations.NullMarked;
