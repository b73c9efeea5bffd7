package io.regionalfailover.simulation.timeline;

import java.time.Duration;

/**
 * One line of a timeline.
 *
 * @param at since the start
 * @param kind what it tells of
 * @param region whom it is about; empty for all
 * @param text for a person
 */
public record Entry(Duration at, Kind kind, String region, String text) {
    /** What a line tells of. */
    public enum Kind {
        /** The world changed. */
        WORLD("world"),
        /** A check was judged. */
        CHECK("check"),
        /** A region was judged. */
        REGION("region"),
        /** A plan was decided on. */
        DECIDED("decided"),
        /** Something wanted is withheld. */
        HELD("held"),
        /** There is something with the zone. */
        DNS("dns"),
        /** Replicas are raised or lowered. */
        ROOM("room"),
        /** The provider accepted a plan. */
        WRITTEN("written"),
        /** Every server answers as the plan says. */
        SERVED("served"),
        /** Where it ends. */
        END("end");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** One word. */
        public String text() {
            return text;
        }
    }
}
