package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.route53.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 1,000 policies in one zone, with the settings as they come: a quiet time, and a region that dies. */
final class FleetRow implements Row {
    private static final int POLICIES = 1000;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int FAILURES = 3;
    private static final double REQUESTS_PER_SECOND = 5;
    private static final int BURST = 20;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int COMPILES_FOR_MINUTES = 10;
    private static final Duration SETTLES = Duration.ofSeconds(75);

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public Report run(Setting setting) throws Exception {
        Shape shape = new Shape(1, 1, "5s", FAILURES, "60s");
        List<Figure> figures = new ArrayList<>();
        try (Place place = new Place(setting.folder(), shape, Options.defaults().latency(LATENCY))) {
            place.growTo(POLICIES);
            Quiet quiet;
            List<Figure> death;
            try (OperatorProcess operator = place.operator("operator", Image.OPTIONS, Map.of())) {
                operator.start();
                double published = Waiting.until(
                        "all policies are published", Duration.ofMinutes(5), () -> place.allServedBy(FrontEnds.EAST));
                figures.add(Figure.of("1,000 new policies", "start → all published", published, "s"));
                Quiet.settled(place, SETTLES);
                Quiet.compiled(operator, COMPILES_FOR_MINUTES);
                quiet = Quiet.watch(place, operator, setting);
                death = death(setting, place);
            }
            place.frontEnds().heal(FrontEnds.EAST);
            place.frontEnds().ignore();
            double bare = BareProbes.micros(setting.folder(), place.frontEnds(), POLICIES, INTERVAL, TICK);
            figures.addAll(quiet.figures("idle, 1,000 policies", bare));
            figures.addAll(death);
        }
        return new Report(
                name(),
                figures,
                List.of(
                        "2 regions, one http check every 5 s × 3 failures, one zone; the operator's own limits as they come: 5"
                                + " requests a second, burst 20; each request takes the provider 20 ms"));
    }

    private static List<Figure> death(Setting setting, Place place) throws Exception {
        Death death = Death.of(place, FAILURES, LATENCY);
        Picture.line(
                        "A region with 1,000 policies dies",
                        "s since it died",
                        "policies",
                        false,
                        death.left(),
                        oneEach(death.left().points().getFirst().x()))
                .write(setting.folder().resolve("region-death.svg"));
        String work = "1,000 policies, one zone, a region dies";
        return List.of(
                Figure.of(work, "last policy's last probe → last change accepted", death.seconds(), "s")
                        .atMost(2)
                        .against(
                                "one request per policy at the same limits (computed)",
                                Death.oneRequestEach(POLICIES, REQUESTS_PER_SECOND, BURST)),
                Figure.of(work, "change requests", death.changes(), "")
                        .atMost(25)
                        .against("one request per policy", POLICIES),
                Figure.of(
                        work,
                        "each policy's last probe → its change accepted, p99",
                        death.lags().quantile(0.99),
                        "ms"),
                Figure.of(work, "the same, median", death.lags().quantile(0.5), "ms"),
                Figure.of(work, "refused change requests", death.refused(), "").atMost(0));
    }

    /** How far one request per policy would have come by then. */
    private static Picture.Series oneEach(double from) {
        List<Picture.Point> points = new ArrayList<>();
        for (double second = 0; second <= 8; second += 0.5) {
            points.add(new Picture.Point(from + second, Math.min(POLICIES, BURST + second * REQUESTS_PER_SECOND)));
        }
        return new Picture.Series("one request per policy", points);
    }
}
