package io.regionalfailover.decision;

import java.util.List;
import java.util.OptionalInt;

/** What a region's cluster said when the scale-up of a workload was tried there without being made. */
public sealed interface RoomTrial {
    /** How many replicas were asked for. */
    int asked();

    /**
     * The cluster would do it. That says nothing of what pods use up: they are made later, by others.
     *
     * @param asked how many replicas were asked for
     * @param pods how many there are
     * @param most what an autoscaler allows at most; empty where none is asked
     * @param quotas what more pods use up of the namespace's quotas
     * @param quotasUnknown why nothing is known of quotas, for a person; empty when all is
     */
    record Accepted(int asked, int pods, OptionalInt most, List<QuotaLine> quotas, String quotasUnknown)
            implements RoomTrial {
        public Accepted {
            quotas = List.copyOf(quotas);
        }
    }

    /**
     * The cluster said no, to this identity or this count.
     *
     * @param asked how many replicas were asked for
     * @param message what it said, for a person
     */
    record Refused(int asked, String message) implements RoomTrial {}

    /**
     * The cluster said nothing that could be used.
     *
     * @param asked how many replicas were asked for
     * @param message what happened, for a person
     */
    record Unknown(int asked, String message) implements RoomTrial {}
}
