package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Program;
import io.regionalfailover.testing.route53.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process starts where policies are published already: until each has been judged once. */
final class StartRow implements Row {
    private static final int MANY = 1000;
    private static final int STARTS = 3;

    /** The moment stands in the log; to read a thousand lines of it more often would slow what is measured. */
    private static final Duration LOOKS = Duration.ofMillis(500);

    private static final Duration SETTLES = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "start";
    }

    private record Start(double seconds, double residentMb) {}

    @Override
    public Report run(Setting setting) throws Exception {
        Shape shape = new Shape(1, 1, "5s", 3, "60s");
        List<Figure> figures = new ArrayList<>();
        try (Place place = new Place(setting.folder(), shape, Options.defaults().latency(Duration.ofMillis(20)))) {
            Path cache = Program.cache();
            place.growTo(1);
            figures.addAll(figures(place, cache, "start, 1 policy", 1.5, 200));
            place.growTo(MANY);
            once(place, "published", List.of(), Duration.ofSeconds(30));
            figures.addAll(figures(place, cache, "start, 1,000 policies", 5, 512));
        }
        return new Report(
                name(),
                figures,
                List.of(
                        "from the start of the process until the last policy has been judged once, by the log; the median of "
                                + STARTS + " starts; memory " + SETTLES.toSeconds()
                                + " s after the last status was written"));
    }

    private static List<Figure> figures(Place place, Path cache, String work, double mostSeconds, double mostMb) {
        Start plain = median(place, List.of());
        Start cached = median(place, List.of("-XX:AOTCache=" + cache));
        return List.of(
                Figure.of(work, "start → every policy judged", cached.seconds(), "s")
                        .atMost(mostSeconds)
                        .against("plain java -jar", plain.seconds()),
                Figure.of(work, "resident memory", cached.residentMb(), "MB")
                        .atMost(mostMb)
                        .against("plain java -jar", plain.residentMb()));
    }

    private static Start median(Place place, List<String> java) {
        List<Double> seconds = new ArrayList<>();
        List<Double> megabytes = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            Start start = once(place, "start-" + java.size() + "-" + place.policies() + "-" + i, java, SETTLES);
            seconds.add(start.seconds());
            megabytes.add(start.residentMb());
        }
        return new Start(Times.of(seconds).quantile(0.5), Times.of(megabytes).quantile(0.5));
    }

    /** Starts it, and ends it again once it has written no status for a time. */
    private static Start once(Place place, String name, List<String> java, Duration quiet) {
        List<String> options = new ArrayList<>(Image.OPTIONS);
        options.addAll(java);
        try (OperatorProcess operator = place.operator(name, options, Map.of())) {
            Instant began = Instant.now();
            operator.start();
            Waiting.until(
                    "every policy is judged",
                    Duration.ofMinutes(3),
                    LOOKS,
                    () -> Judged.all(operator, place.policies()).isPresent());
            Waiting.until("every policy is published", Duration.ofMinutes(5), () -> place.allServedBy(FrontEnds.EAST));
            Instant judged = Judged.all(operator, place.policies()).orElseThrow();
            Quiet.settled(place, quiet);
            return new Start(
                    Duration.between(began, judged).toMillis() / 1000.0,
                    Usage.of(operator).residentMb());
        }
    }
}
