package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every order needs. */
final class OrderOptions {
    private static final Duration LONGEST = Duration.ofHours(72);
    private static final int LONGEST_REASON = 500;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who see it in status and history.")
    String reason;

    @Mixin
    final Agreement agreement = new Agreement();

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
