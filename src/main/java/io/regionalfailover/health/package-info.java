/**
 * Probes: what one vantage point sees of the things a region depends on. Targets come fully resolved from the wiring;
 * every finished attempt is pushed as an {@link io.regionalfailover.decision.Observation}. The room owns no clock and no
 * threads: both are handed in.
 */
@NullMarked
package io.regionalfailover.health;

import org.jspecify.annotations.NullMarked;
