package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Program;
import io.regionalfailover.testing.route53.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What grows with the number of policies, from 100 to 10,000 in 20 zones, and then their region dies. There are 1,000 of them first:
 * 100 would take a quarter of an hour until what each probe does is compiled.
 */
final class LargeRow implements Row {
    private static final int WARMS_UP_WITH = 1_000;
    private static final List<Integer> SIZES = List.of(100, 1_000, 10_000);
    private static final int ZONES = 20;

    /** A policy in each zone: what a zone costs by itself is none of what grows. */
    private static final int FEWEST = ZONES;

    private static final int FAILURES = 2;
    private static final double REQUESTS_PER_SECOND = 10;
    private static final int BURST = 50;
    private static final Duration LATENCY = Duration.ofMillis(20);

    /** Few policies cost little: a minute of them is told from another one by what else the process does. */
    private static final int LONGER_WHEN_FEW = 3;

    private static final int COMPILES_FOR_MINUTES = 5;
    private static final Duration SETTLES = Duration.ofSeconds(30);

    /** As in a container with 3 GB: with 2 GB the process was seen to stand still for seconds, four times while a region died. */
    private static final List<String> JAVA = Program.imageOptions("3g");

    @Override
    public String name() {
        return "large-fleet";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    private record Size(int policies, double cpuSecondsPerSecond, double probesPerSecond, double residentMb) {}

    @Override
    public Report run(Setting setting) throws Exception {
        Shape shape = new Shape(ZONES, 1, "10s", FAILURES, "60s");
        Map<String, String> settings = Map.of(
                "REGIONAL_FAILOVER_DNS_ROUTE53_REQUESTS_PER_SECOND", "10",
                "REGIONAL_FAILOVER_DNS_ROUTE53_BURST", "50");
        List<Size> sizes = new ArrayList<>();
        try (Place place = new Place(setting.folder(), shape, Options.defaults().latency(LATENCY));
                OperatorProcess operator = place.operator("operator", JAVA, settings)) {
            operator.start();
            operator.awaitReady();
            double emptyMb = Usage.of(operator).residentMb();
            place.growTo(WARMS_UP_WITH);
            settle(place);
            Quiet.compiled(operator, COMPILES_FOR_MINUTES);
            // All of them: the moments of a probe are chosen by how many there are when it begins.
            place.shrinkTo(0);
            settle(place);
            place.growTo(FEWEST);
            settle(place);
            Size fewest = measure(place, operator, setting);
            for (int size : SIZES) {
                place.growTo(size);
                settle(place);
                sizes.add(measure(place, operator, setting));
            }
            Death death = Death.of(place, FAILURES, LATENCY);
            picture(setting, fewest, sizes, death);
            List<Figure> figures = new ArrayList<>(growth(fewest, sizes));
            figures.addAll(memory(emptyMb, sizes));
            figures.addAll(death(death, sizes));
            return new Report(
                    name(),
                    figures,
                    List.of(
                            "2 regions, one http check every 10 s × 2 failures: at every 5 s, 4,000 probes a second and their"
                                    + " answers do not fit on two cores; -XX:MaxRAM=3g",
                            "processor time per probe is of what is beyond one policy in each zone, without the compilers;"
                                    + " a check is probed in two regions"));
        }
    }

    private static void settle(Place place) {
        Waiting.until(
                place.policies() + " policies are published",
                Duration.ofMinutes(15),
                Duration.ofSeconds(1),
                () -> place.allServedBy(FrontEnds.EAST));
        Quiet.settled(place, SETTLES);
    }

    /** Without the compilers: with a hundred policies they were seen to take more than all that these cost. */
    private static Size measure(Place place, OperatorProcess operator, Setting setting) {
        Duration time =
                place.policies() < WARMS_UP_WITH ? setting.time().multipliedBy(LONGER_WHEN_FEW) : setting.time();
        long probes = place.frontEnds().requests();
        double compilers = Usage.ofCompilers(operator.pid());
        Usage from = Usage.of(operator);
        Waiting.window(time);
        Usage to = Usage.of(operator);
        compilers = Usage.ofCompilers(operator.pid()) - compilers;
        double seconds = to.secondsSince(from);
        return new Size(
                place.policies(),
                (to.cpuSecondsSince(from) - compilers) / seconds,
                (place.frontEnds().requests() - probes) / seconds,
                to.residentMb());
    }

    private static List<Figure> growth(Size fewest, List<Size> sizes) {
        List<Figure> figures = new ArrayList<>();
        double thousand = perProbe(fewest, sizes.get(1));
        for (Size size : sizes) {
            String many = String.format(Locale.ROOT, "%,d policies", size.policies());
            figures.add(Figure.of("cost growth", many + ": processor time per probe", perProbe(fewest, size), "µs")
                    .against("1,000 policies", thousand));
        }
        figures.add(Figure.of(
                        "cost growth",
                        "farthest from the cost at 1,000 policies",
                        100
                                * sizes.stream()
                                        .mapToDouble(size -> Math.abs(perProbe(fewest, size) / thousand - 1))
                                        .max()
                                        .orElse(0),
                        "%")
                .atMost(15));
        return figures;
    }

    private static List<Figure> memory(double emptyMb, List<Size> sizes) {
        return List.of(Figure.of(
                        "cost growth",
                        "10,000 policies: memory of a policy",
                        kbPerPolicy(emptyMb, sizes.getLast()),
                        "KB")
                .against("1,000 policies", kbPerPolicy(emptyMb, sizes.get(1))));
    }

    private static double perProbe(Size fewest, Size size) {
        return (size.cpuSecondsPerSecond() - fewest.cpuSecondsPerSecond())
                * 1e6
                / (size.probesPerSecond() - fewest.probesPerSecond());
    }

    private static double kbPerPolicy(double emptyMb, Size size) {
        return (size.residentMb() - emptyMb) * 1024 / size.policies();
    }

    private static List<Figure> death(Death death, List<Size> sizes) {
        String work = "10,000 policies, 20 zones, a region dies";
        int policies = sizes.getLast().policies();
        return List.of(
                Figure.of(work, "last policy's last probe → last change accepted", death.seconds(), "s")
                        .atMost(15)
                        .against(
                                "one request per policy at the same limits (computed)",
                                Death.oneRequestEach(policies, REQUESTS_PER_SECOND, BURST)),
                Figure.of(work, "change requests", death.changes(), "").against("one request per policy", policies),
                Figure.of(work, "refused change requests", death.refused(), ""),
                Figure.of(work, "resident memory before", sizes.getLast().residentMb(), "MB"));
    }

    private static void picture(Setting setting, Size fewest, List<Size> sizes, Death death) throws Exception {
        Picture.line("A region with 10,000 policies dies", "s since it died", "policies", false, death.left())
                .write(setting.folder().resolve("region-death-10000.svg"));
        Picture.line(
                        "Processor time per probe, by how many policies there are",
                        "policies",
                        "µs",
                        true,
                        new Picture.Series(
                                "processor time of a probe",
                                sizes.stream()
                                        .map(size -> new Picture.Point(size.policies(), perProbe(fewest, size)))
                                        .toList()))
                .write(setting.folder().resolve("growth.svg"));
    }
}
