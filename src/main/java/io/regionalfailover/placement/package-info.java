/**
 * Room for traffic before it comes: what runs in a region's cluster, how much of it is ready, and the two writes that change
 * how many there are. A scale-up leaves a {@link io.regionalfailover.placement.Stamp}; a scale-down that finds a newer one
 * does nothing. Everything stands behind {@link io.regionalfailover.placement.Cluster}.
 */
@NullMarked
package io.regionalfailover.placement;

import org.jspecify.annotations.NullMarked;
