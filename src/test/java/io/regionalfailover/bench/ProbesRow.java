package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.route53.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 10,000 HTTP checks every 5 s: 1,000 policies with 5 checks in 2 regions, in a process that has 512 MB. */
final class ProbesRow implements Row {
    private static final int POLICIES = 1000;
    private static final int CHECKS = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofMillis(25);
    private static final String LAG = "regional_failover_probe_lag_seconds";
    private static final String ENDED = "regional_failover_check_duration_seconds_count";

    @Override
    public String name() {
        return "probes";
    }

    private record Window(Usage from, Usage to, Metrics before, Metrics after) {
        double probes() {
            return after.sum(ENDED) - before.sum(ENDED);
        }

        double failed() {
            return after.sum(ENDED, "result=\"Failing\"") - before.sum(ENDED, "result=\"Failing\"");
        }

        double lagMillis(double part) {
            return after.quantileSince(before, LAG, part) * 1000;
        }
    }

    @Override
    public Report run(Setting setting) throws Exception {
        Shape shape = new Shape(4, CHECKS, "5s", 3, "60s");
        Map<String, String> settings = Map.of(
                "REGIONAL_FAILOVER_DNS_ROUTE53_REQUESTS_PER_SECOND", "10",
                "REGIONAL_FAILOVER_DNS_ROUTE53_BURST", "50");
        try (Place place = new Place(setting.folder(), shape, Options.defaults().latency(Duration.ofMillis(20)))) {
            place.growTo(POLICIES);
            Window window;
            List<Picture.Point> cores = new ArrayList<>();
            try (OperatorProcess operator = place.operator("operator", Image.OPTIONS, settings)) {
                operator.start();
                Waiting.until(
                        "all policies are published", Duration.ofMinutes(5), () -> place.allServedBy(FrontEnds.EAST));
                Quiet.settled(place, Duration.ofSeconds(30));
                window = watch(setting, operator, cores);
            }
            double bare = BareProbes.micros(setting.folder(), place.frontEnds(), POLICIES * CHECKS, INTERVAL, TICK);
            Picture.line(
                            "Cores in use with 2,000 probes a second",
                            "s",
                            "cores",
                            false,
                            new Picture.Series("operator", cores))
                    .write(setting.folder().resolve("probes.svg"));
            return report(window, bare);
        }
    }

    private static Window watch(Setting setting, OperatorProcess operator, List<Picture.Point> cores) {
        Metrics before = Metrics.of(operator.metrics());
        Usage from = Usage.of(operator);
        Usage last = from;
        while (last.secondsSince(from) < setting.time().toSeconds()) {
            Waiting.window(Duration.ofSeconds(5));
            Usage now = Usage.of(operator);
            cores.add(new Picture.Point(now.secondsSince(from), now.coresSince(last)));
            last = now;
        }
        return new Window(from, last, before, Metrics.of(operator.metrics()));
    }

    private Report report(Window window, double bareMicros) {
        double perSecond = window.probes() / window.to().secondsSince(window.from());
        String work = "10,000 http checks every 5 s";
        return new Report(
                name(),
                List.of(
                        Figure.of(work, "probes per second", perSecond, "").atLeast(1_980),
                        Figure.of(work, "start lag, p99", window.lagMillis(0.99), "ms")
                                .atMost(50),
                        Figure.of(work, "cores", window.to().coresSince(window.from()), "")
                                .atMost(1),
                        Figure.of(
                                        work,
                                        "processor time for a probe with all that follows it",
                                        window.to().cpuSecondsSince(window.from()) * 1e6 / window.probes(),
                                        "µs")
                                .against("a bare loop of the same HTTP client", bareMicros),
                        Figure.of(work, "false failures", window.failed(), "").atMost(0),
                        Figure.of(work, "resident memory", window.to().residentMb(), "MB")
                                .atMost(512)),
                List.of(
                        POLICIES + " policies × 2 regions × " + CHECKS + " checks, each with a URL of its own, for "
                                + Math.round(window.to().secondsSince(window.from()))
                                + " s, -XX:MaxRAM=512m; BENCH_SECONDS=1800 for half an hour; the front ends answer on the same cores"));
    }
}
