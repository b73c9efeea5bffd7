package io.regionalfailover.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The moments at which everybody reads a zone back: the same for all its policies, so that one reading serves them, and others
 * for each zone and each process, so that zones do not ask for the same request at the same time.
 */
final class Rounds {
    private final double phase;

    /** @param random where between two full rounds the moments are */
    Rounds(RandomGenerator random) {
        phase = random.nextDouble();
    }

    /**
     * The first round later than a moment.
     *
     * @param every between two rounds, above 0
     */
    Instant after(Instant moment, Duration every) {
        long round = every.toNanos();
        long into = Math.floorMod(Duration.between(Instant.EPOCH, moment).toNanos() - (long) (round * phase), round);
        return moment.plusNanos(round - into);
    }
}
