package io.regionalfailover.decision;

import java.time.Instant;

/**
 * What is held of one check in one region.
 *
 * @param key which
 * @param rule how it counts
 * @param verdict in force; {@code UNKNOWN} before the first
 * @param judged true when the verdict rests on attempts
 * @param blind true when no vantage point has been able to tell for long enough
 * @param disputed true from when somebody sees it failing for long enough until those who see it passing for long enough are as
 *     many as a verdict needs, or are all who answer: until then it may be passing by an earlier verdict
 * @param since of the verdict, on the own steady clock
 * @param failing how many vantage points see it failing now
 * @param failingVotes how many of them for long enough
 * @param vantagePoints of how many
 * @param message what was seen last
 * @param commonCause true when it fails and nobody else was seen well since, so that it says nothing about this region
 */
record CheckState(
        CheckKey key,
        CheckRule rule,
        Outcome verdict,
        boolean judged,
        boolean blind,
        boolean disputed,
        Instant since,
        int failing,
        int failingVotes,
        int vantagePoints,
        String message,
        boolean commonCause) {

    boolean critical() {
        return rule.severity() == Severity.CRITICAL;
    }

    /** Fails, by attempts and not by what was taken over, and counts. */
    boolean failsCritically() {
        return critical() && judged && verdict == Outcome.FAILING;
    }

    /** Passes, by attempts, and nobody sees anything else of it now: what is not a pass has a message. */
    boolean isAtRest() {
        return verdict == Outcome.PASSING && judged && !blind && !disputed && failing == 0 && message.isEmpty();
    }

    /** What decisions rest on. */
    Outcome inForce() {
        return commonCause ? Outcome.UNKNOWN : verdict;
    }

    /** What is shown. */
    Outcome shown() {
        return commonCause || !judged || blind ? Outcome.UNKNOWN : verdict;
    }

    /** Whether as many see it failing for long enough as a verdict needs. */
    boolean isSeenFailing(Quorum quorum) {
        return failingVotes >= quorum.needed(vantagePoints);
    }

    CheckState asCommonCause() {
        return new CheckState(
                key,
                rule,
                verdict,
                judged,
                blind,
                disputed,
                since,
                failing,
                failingVotes,
                vantagePoints,
                message,
                true);
    }

    /** For a person: {@code orders-database: NXDOMAIN for db.example.com (1 of 1 vantage points)}. */
    String sentence() {
        return rule.name() + ": " + (message.isEmpty() ? verdict.text() : message) + " (" + failing + " of "
                + vantagePoints + " vantage points)";
    }
}
