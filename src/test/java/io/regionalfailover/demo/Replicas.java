package io.regionalfailover.demo;

import java.time.Instant;

/**
 * What was seen of the application in one region.
 *
 * @param at when
 * @param site where
 * @param desired replicas that it should have
 * @param ready replicas that are ready
 */
record Replicas(Instant at, Site site, int desired, int ready) {
    /** The same, whenever it was seen. */
    boolean isLike(Replicas other) {
        return site == other.site && desired == other.desired && ready == other.ready;
    }
}
