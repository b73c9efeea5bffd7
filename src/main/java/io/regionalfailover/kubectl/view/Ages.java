package io.regionalfailover.kubectl.view;

import java.time.Duration;
import java.time.Instant;

/** Durations as kubectl shows ages: the two largest units that say something. */
public final class Ages {
    private static final int TWO_UNITS_BELOW = 10;

    private Ages() {}

    /** {@code 45s}, {@code 3m20s}, {@code 2h5m}, {@code 4d}; {@code 0.4s} below ten seconds when there are fractions. */
    public static String of(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        long seconds = shown.toSeconds();
        if (seconds < TWO_UNITS_BELOW && shown.toMillisPart() > 0) {
            return seconds + "." + shown.toMillisPart() / 100 + "s";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (shown.toHours() == 0) {
            return two(shown.toMinutes(), "m", shown.toSecondsPart(), "s");
        }
        return shown.toDays() == 0
                ? two(shown.toHours(), "h", shown.toMinutesPart(), "m")
                : two(shown.toDays(), "d", shown.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        boolean both = small > 0 && large < TWO_UNITS_BELOW;
        return large + largeUnit + (both ? small + smallUnit : "");
    }

    /** From then to now. */
    public static String since(Instant then, Instant now) {
        return of(Duration.between(then, now));
    }
}
