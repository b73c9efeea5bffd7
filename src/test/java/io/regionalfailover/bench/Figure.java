package io.regionalfailover.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param work what was done
 * @param what what of it was measured
 * @param value the figure, in the unit
 * @param unit of value, limit and the compared figure; empty for counts
 * @param limit what is to be reached; absent where there is only something to know
 * @param comparedWith what the figure is compared with; empty for nothing
 * @param compared its figure, in the same unit, of the same run
 */
record Figure(
        String work,
        String what,
        double value,
        String unit,
        @Nullable Limit limit,
        String comparedWith,
        @Nullable Double compared) {

    /**
     * What is to be reached.
     *
     * @param most true: the figure is to be at most this; false: at least
     */
    record Limit(boolean most, double value) {}

    /** A figure without a limit and without company. */
    static Figure of(String work, String what, double value, String unit) {
        return new Figure(work, what, value, unit, null, "", null);
    }

    /** The same, to be at most this. */
    Figure atMost(double most) {
        return new Figure(work, what, value, unit, new Limit(true, most), comparedWith, compared);
    }

    /** The same, to be at least this. */
    Figure atLeast(double least) {
        return new Figure(work, what, value, unit, new Limit(false, least), comparedWith, compared);
    }

    /** The same, only to know. */
    Figure withoutLimit() {
        return new Figure(work, what, value, unit, null, comparedWith, compared);
    }

    /** The same, beside another figure of the same run. */
    Figure against(String with, double other) {
        return new Figure(work, what, value, unit, limit, with, other);
    }

    /** Whether it is as it is to be; true where nothing is asked. */
    boolean met() {
        Limit asked = limit;
        return asked == null || (asked.most() ? value <= asked.value() : value >= asked.value());
    }

    /** Value over the figure it is compared with; empty text without one. */
    String ratio() {
        Double other = compared;
        return other == null || other == 0 ? "" : number(value / other);
    }

    /** The value with its unit. */
    String shown() {
        return shown(value);
    }

    /** The limit with its unit; empty text without one. */
    String asked() {
        Limit asked = limit;
        return asked == null ? "" : (asked.most() ? "≤ " : "≥ ") + shown(asked.value());
    }

    /** What it is compared with, and the figure of that. */
    String company() {
        Double other = compared;
        return other == null ? comparedWith : comparedWith + ": " + shown(other);
    }

    private String shown(double number) {
        return unit.isEmpty() ? number(number) : number(number) + " " + unit;
    }

    private static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e12) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        double size = Math.abs(number);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", number);
    }
}
