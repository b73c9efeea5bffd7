/**
 * A fleet on virtual time: the shipped prober, decision, loop and fenced writer, put together as the wiring does, on a zone
 * with the provider's rules and a network between instances. What goes wrong is handed in.
 */
@NullMarked
package io.regionalfailover.simulation.engine;

import org.jspecify.annotations.NullMarked;
