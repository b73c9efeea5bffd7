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
import java.util.function.Function;

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
        List<Start> plain = new ArrayList<>();
        List<Start> cached = new ArrayList<>();
        // In turns, since the machine is not the same from one minute to the next.
        for (int i = 0; i < STARTS; i++) {
            String name = place.policies() + "-" + i;
            plain.add(once(place, "plain-" + name, List.of(), SETTLES));
            cached.add(once(place, "cached-" + name, List.of("-XX:AOTCache=" + cache), SETTLES));
        }
        return List.of(
                Figure.of(work, "start → every policy judged", median(cached, Start::seconds), "s")
                        .atMost(mostSeconds)
                        .against("plain java -jar", median(plain, Start::seconds)),
                Figure.of(work, "resident memory", median(cached, Start::residentMb), "MB")
                        .atMost(mostMb)
                        .against("plain java -jar", median(plain, Start::residentMb)));
    }

    private static double median(List<Start> starts, Function<Start, Double> of) {
        return Times.of(starts.stream().map(of).toList()).quantile(0.5);
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
