package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** What every order needs, and how it is agreed to. */
final class OrderOptions {
    private static final Duration LONGEST = Duration.ofHours(72);
    private static final int LONGEST_REASON = 500;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who see it in status and history.")
    String reason;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask; needed where input is no terminal.")
    boolean yes;

    @Option(
            names = "--dry-run",
            description =
                    "Shows what would change, asks the API server whether it would accept it, and changes nothing.")
    boolean dryRun;

    /**
     * When an order ends.
     *
     * @param duration as it was given
     */
    static Instant until(String duration, Instant now) {
        Duration wanted;
        try {
            wanted = Durations.parse(duration);
        } catch (IllegalArgumentException e) {
            throw new Failure("--for: " + e.getMessage() + ". Nothing was changed");
        }
        if (wanted.isZero() || wanted.compareTo(LONGEST) > 0) {
            throw new Failure("--for " + duration
                    + ": an order lasts more than nothing and at most 72h. Nothing was changed; give a shorter one now and another"
                    + " when it ends");
        }
        return now.plus(wanted).truncatedTo(ChronoUnit.SECONDS);
    }

    String reason() {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Failure("--reason has " + reason.strip().length()
                    + " characters: allowed are 1 to 500. Nothing was changed");
        }
        return reason;
    }
}
