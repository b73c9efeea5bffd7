package io.regionalfailover.dns;

import java.time.Instant;

/** What became of a write. */
public sealed interface WriteResult {
    /**
     * Accepted, and so will be in force.
     *
     * @param changeId to ask the provider whether it is in force; empty when the reply was lost and a read showed the plan
     * @param acceptedAt on the steady clock
     * @param after what the zone holds at the policy's names now
     */
    record Applied(String changeId, Instant acceptedAt, Reading.Owned after) implements WriteResult {}

    /**
     * The policy's hold on the zone has ended, or there was none. Only a release comes to this.
     *
     * @param changeId to ask the provider whether it is in force; empty when nothing had to be changed or the reply was lost
     */
    record Released(String changeId) implements WriteResult {}

    /**
     * Somebody else changed the zone since it was read: nothing was written, read again.
     *
     * @param message what the provider said
     */
    record Fenced(String message) implements WriteResult {}

    /** A newer plan of the same policy took its place, or it was cancelled, before it was sent. */
    record Superseded() implements WriteResult {}

    /**
     * Not written.
     *
     * @param failure which way
     * @param message for a person
     * @param retryAt not before this moment, on the steady clock
     */
    record Failed(Failure failure, String message, Instant retryAt) implements WriteResult {}

    /**
     * There was no answer, and the zone still is what the write believed: it was not made so far, and may be yet, until another
     * write changes the fence.
     *
     * @param message for a person
     * @param retryAt not before this moment, on the steady clock
     */
    record Unanswered(String message, Instant retryAt) implements WriteResult {}

    /**
     * The writer's own guard refused it: it would have left a name without an answer, or cannot fit one batch.
     *
     * @param message what is wrong
     */
    record Impossible(String message) implements WriteResult {}
}
