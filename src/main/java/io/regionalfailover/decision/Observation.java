package io.regionalfailover.decision;

import java.time.Instant;

/**
 * What one vantage point has seen of one check in one region: its newest streak of equal outcomes. Times are of that
 * vantage point's own steady clock and are compared only with each other.
 *
 * @param outcome of the newest finished attempt
 * @param streak how many attempts in a row had this outcome; 0 before the first
 * @param streakSeenAt when the first attempt of this streak <em>ended</em>
 * @param lastBeganAt when the newest attempt began
 * @param lastEndedAt when the newest attempt ended
 * @param attempts finished attempts since this vantage point began to look
 * @param message what was seen, for a person; empty when it passes
 */
public record Observation(
        Outcome outcome,
        int streak,
        Instant streakSeenAt,
        Instant lastBeganAt,
        Instant lastEndedAt,
        int attempts,
        String message) {

    /** Nothing seen yet. */
    public static final Observation NONE =
            new Observation(Outcome.UNKNOWN, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, 0, "not tried yet");

    /**
     * This observation with one more attempt.
     *
     * @param result of the attempt
     * @param beganAt when it began
     * @param endedAt when it ended, not before it began
     * @param text what was seen
     */
    public Observation then(Outcome result, Instant beganAt, Instant endedAt, String text) {
        boolean same = streak > 0 && result == outcome;
        return new Observation(
                result, same ? streak + 1 : 1, same ? streakSeenAt : endedAt, beganAt, endedAt, attempts + 1, text);
    }
}
