package io.regionalfailover.decision;

import java.time.Instant;
import java.util.Optional;

/** What the zone says of a policy. */
public sealed interface Published {
    /**
     * The zone could not be read yet, so nothing can be said and nothing may be written.
     *
     * @param reason why
     * @param message what was seen
     */
    record Unread(Reason reason, String message) implements Published {}

    /** The zone was read and nothing of this policy is there. */
    record Absent() implements Published {}

    /**
     * A plan is there.
     *
     * @param plan as its fence says; a lost fence is replaced by what the record sets say
     * @param drifted true when the record sets differ from what the plan and its spec say, or the fence is lost
     * @param driftMessage what differs, empty when nothing does
     * @param reason why the plan was made, where that is known
     * @param writtenAt when it was accepted, where that is known
     * @param inForce true when the provider said that it is in force
     */
    record Present(
            Plan plan,
            boolean drifted,
            String driftMessage,
            Optional<Reason> reason,
            Optional<Instant> writtenAt,
            boolean inForce)
            implements Published {}
}
