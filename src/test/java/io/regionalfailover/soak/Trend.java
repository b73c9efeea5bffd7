package io.regionalfailover.soak;

import java.util.List;

/**
 * The straight line through points, by least squares.
 *
 * @param slope per unit of x
 * @param error the standard error of the slope
 * @param mean of all y
 */
record Trend(double slope, double error, double mean) {
    /** A point. */
    record Point(double x, double y) {}

    /** @param points at least three, not all at one x */
    static Trend of(List<Point> points) {
        int n = points.size();
        double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
        double sxx =
                points.stream().mapToDouble(p -> Math.pow(p.x() - meanX, 2)).sum();
        double sxy = points.stream()
                .mapToDouble(p -> (p.x() - meanX) * (p.y() - meanY))
                .sum();
        double slope = sxy / sxx;
        double rest = points.stream()
                .mapToDouble(p -> Math.pow(p.y() - meanY - slope * (p.x() - meanX), 2))
                .sum();
        return new Trend(slope, Math.sqrt(rest / (n - 2) / sxx), meanY);
    }

    /** Whether it rises by more than chance explains, and by more than a twentieth of the mean for each unit of x. */
    boolean grows() {
        return slope > 2 * error && slope > mean / 20;
    }
}
