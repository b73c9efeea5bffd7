package io.regionalfailover.decision;

import java.time.Instant;

/**
 * A person's order in force for a policy.
 *
 * @param kind what is ordered
 * @param region which region it is about
 * @param force true: skips capacity waits, cooldown and the least number of healthy regions; never the rule that somebody must serve
 * @param expiresAt wall-clock expiry
 * @param text for a person: the order's name, its author and reason
 */
public record Order(Kind kind, String region, boolean force, Instant expiresAt, String text) {
    /** What is ordered. */
    public enum Kind {
        /** A drain of the region: every policy leaves it. */
        DRAIN,
        /** This policy leaves the region. */
        AWAY_FROM,
        /** This policy leaves the region to see that it can: a rehearsal, of which one cluster has the lead. */
        DRILL,
        /** This policy's return to the region is approved, at once. */
        RETURN_TO,
        /** A rehearsal is over: the region gets its traffic back as by a person's return, and nobody else's order ends. */
        DRILL_OVER,
        /** A rehearsal was broken off: as when it is over, and without cooldown and in one step. */
        GIVE_BACK;

        /** Whether its region must not serve. */
        public boolean excludes() {
            return switch (this) {
                case DRAIN, AWAY_FROM, DRILL -> true;
                case RETURN_TO, DRILL_OVER, GIVE_BACK -> false;
            };
        }
    }
}
