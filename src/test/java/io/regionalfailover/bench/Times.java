package io.regionalfailover.bench;

import java.util.ArrayList;
import java.util.List;

/** Times that were measured, in one unit, the shortest first. At least one. */
record Times(List<Double> sorted) {
    static Times of(List<Double> times) {
        return new Times(times.stream().sorted().toList());
    }

    /** The time that this part of them, 0-1, does not exceed. */
    double quantile(double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.max(0, Math.ceil(part * sorted.size()) - 1)));
    }

    double most() {
        return sorted.getLast();
    }

    int count() {
        return sorted.size();
    }

    /** For a picture: which part in percent took at most how long. */
    Picture.Series curve(String name) {
        List<Picture.Point> points = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            points.add(new Picture.Point(100.0 * (i + 1) / sorted.size(), sorted.get(i)));
        }
        return new Picture.Series(name, points);
    }
}
