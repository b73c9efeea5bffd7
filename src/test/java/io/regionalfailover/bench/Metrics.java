package io.regionalfailover.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in Prometheus' text form, at one moment. */
record Metrics(List<Sample> samples) {
    private static final Pattern LINE =
            Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([0-9.eE+-]+|NaN|\\+Inf)$");
    private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

    /** One line. */
    record Sample(String name, String labels, double value) {}

    private record Bucket(double bound, double count) {}

    static Metrics of(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                String labels = found.group(2) == null ? "" : found.group(2);
                samples.add(new Sample(found.group(1), labels, number(found.group(3))));
            }
        });
        return new Metrics(samples);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The sum over all samples of a name whose labels contain all of these texts. */
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> List.of(labels).stream().allMatch(sample.labels()::contains))
                .mapToDouble(Sample::value)
                .sum();
    }

    /**
     * The quantile of what a histogram was told since an earlier moment, in seconds; straight between its bounds.
     *
     * @param name without {@code _bucket}
     */
    double quantileSince(Metrics earlier, String name, double part) {
        List<Bucket> buckets = samples.stream()
                .filter(sample -> sample.name().equals(name + "_bucket"))
                .map(sample -> new Bucket(bound(sample), sample.value() - earlier.at(sample)))
                .sorted(Comparator.comparingDouble(Bucket::bound))
                .toList();
        double wanted = buckets.getLast().count() * part;
        double below = 0;
        double from = 0;
        for (Bucket bucket : buckets) {
            if (bucket.count() >= wanted) {
                double share = bucket.count() == below ? 1 : (wanted - below) / (bucket.count() - below);
                return Double.isInfinite(bucket.bound()) ? from : from + (bucket.bound() - from) * share;
            }
            below = bucket.count();
            from = bucket.bound();
        }
        return from;
    }

    private double at(Sample same) {
        return samples.stream()
                .filter(sample ->
                        sample.name().equals(same.name()) && sample.labels().equals(same.labels()))
                .mapToDouble(Sample::value)
                .findFirst()
                .orElse(0);
    }

    private static double bound(Sample sample) {
        Matcher found = BOUND.matcher(sample.labels());
        return found.find() ? number(found.group(1)) : Double.POSITIVE_INFINITY;
    }
}
