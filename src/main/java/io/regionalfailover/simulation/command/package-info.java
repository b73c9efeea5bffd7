/** The command line of simulate. */
@NullMarked
package io.regionalfailover.simulation.command;

import org.jspecify.annotations.NullMarked;
