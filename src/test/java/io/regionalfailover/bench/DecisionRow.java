package io.regionalfailover.bench;

import static java.util.Objects.requireNonNull;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Decider;
import io.regionalfailover.decision.Facts;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.VantagePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The decision alone: a pure function, called again and again with the same facts. */
final class DecisionRow implements Row {
    private static final int CALLS = 4_000;
    private static final double MOST_MICROS = 5;
    private static final double MOST_BYTES = 2048;

    @Override
    public String name() {
        return "decision";
    }

    @Override
    public Report run(Setting setting) throws Exception {
        Map<String, Cost> costs = DecisionBenchmark.run();
        List<Figure> figures = new ArrayList<>();
        figures.addAll(figures("decision, all is well", cost(costs, "calm"), cost(costs, "looking")));
        for (Figure figure : figures("decision, a region fails", cost(costs, "failing"), cost(costs, "looking"))) {
            figures.add(figure.withoutLimit());
        }
        Picture.line("Time of one decision, by how much it looks at", "observations", "µs", false, curve())
                .write(setting.folder().resolve("decision.svg"));
        return new Report(
                name(),
                figures,
                List.of(
                        "4 regions × 10 checks × 3 vantage points; by JMH, in a process of its own: the mean of ten seconds,"
                                + " after five to warm up; the curve by the thread's own processor time"));
    }

    private static Cost cost(Map<String, Cost> costs, String of) {
        return requireNonNull(costs.get(of), of);
    }

    private static List<Figure> figures(String work, Cost decision, Cost looking) {
        return List.of(
                Figure.of(work, "time", decision.nanos() / 1000, "µs")
                        .atMost(MOST_MICROS)
                        .against(
                                "reading each of the " + BusyFacts.usual().observations() + " observations",
                                looking.nanos() / 1000),
                Figure.of(work, "allocated", decision.bytes(), "B").atMost(MOST_BYTES));
    }

    /** What a decision cannot do without: it looks at every observation once. */
    static long latest(Facts facts) {
        long latest = 0;
        for (VantagePoints.View view : facts.vantagePoints().views()) {
            for (var region : facts.policy().regions()) {
                for (var check : region.checks()) {
                    Observation seen = view.of(new CheckKey(region.name(), check.name()));
                    latest = Math.max(latest, seen.lastEndedAt().getNano() + seen.streak());
                }
            }
        }
        return latest;
    }

    private static Picture.Series curve() {
        List<Picture.Point> points = new ArrayList<>();
        for (int checks : new int[] {1, 2, 5, 10, 20}) {
            BusyFacts busy = new BusyFacts(4, checks, 3);
            Facts facts = busy.calm();
            points.add(new Picture.Point(
                    busy.observations(),
                    Cost.of(() -> Decider.decide(facts), CALLS).nanos() / 1000));
        }
        return new Picture.Series("a decision", points);
    }
}
