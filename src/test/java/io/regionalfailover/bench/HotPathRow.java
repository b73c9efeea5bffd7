package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the last probe that a failover needs to its request at the provider: some policies, each in a zone of its own, whose
 * traffic goes to and fro between two regions, one policy after the other.
 */
final class HotPathRow implements Row {
    private static final int POLICIES = 12;
    private static final int FAILURES = 2;

    /** Of sixty the 99th percentile would be the longest of all. */
    private static final int MOVES = 200;

    private static final double MOST_MILLIS = 25;

    /** One is to be on its way at a time: what follows a move takes the cores for a while. */
    private static final Duration APART = Duration.ofMillis(500);

    /** The first moves run code that is not compiled yet, as after any start; they are told apart. */
    private static final int WARM_UP = 2;

    private static final Map<String, String> SETTINGS = Map.of(
            "REGIONAL_FAILOVER_VELOCITY_MAX_REGIONS_DRAINING", "2",
            "REGIONAL_FAILOVER_DNS_ROUTE53_REQUESTS_PER_SECOND", "500",
            "REGIONAL_FAILOVER_DNS_ROUTE53_BURST", "500");

    @Override
    public String name() {
        return "hot-path";
    }

    @Override
    public Report run(Setting setting) throws Exception {
        Shape shape = new Shape(POLICIES, 1, "1s", FAILURES, "10s");
        Options options = Options.defaults().requestBucket(1000, 1000).latency(Duration.ofMillis(20));
        try (Place place = new Place(setting.folder(), shape, options)) {
            place.growTo(POLICIES);
            List<Double> first = new ArrayList<>();
            List<Double> later = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            try (OperatorProcess operator = place.operator("operator", Image.OPTIONS, SETTINGS);
                    BareReconcile reconcile = new BareReconcile(place.kube())) {
                operator.start();
                Waiting.until(
                        "all policies are published", Duration.ofMinutes(2), () -> place.allServedBy(FrontEnds.EAST));
                place.frontEnds().watch();
                well(operator, FrontEnds.EAST, FrontEnds.WEST);
                Instant end = Instant.now().plus(setting.time());
                String from = FrontEnds.EAST;
                for (int round = 0; later.size() < MOVES || Instant.now().isBefore(end); round++) {
                    String to = from.equals(FrontEnds.EAST) ? FrontEnds.WEST : FrontEnds.EAST;
                    (round < WARM_UP ? first : later).addAll(moveAll(place, operator, from, to));
                    // In turns, since the machine is not the same from one minute to the next.
                    bare.addAll(reconcile.roundTrips(POLICIES));
                    from = to;
                }
            }
            return report(setting, Times.of(first), Times.of(later), Times.of(bare));
        }
    }

    private static List<Double> moveAll(Place place, OperatorProcess operator, String from, String to) {
        Instant began = Instant.now();
        for (int policy = 0; policy < POLICIES; policy++) {
            place.frontEnds().forget(Shape.policy(policy));
            place.frontEnds().fail(from + "/" + Shape.policy(policy));
            Waiting.window(APART);
        }
        List<Double> millis = new ArrayList<>();
        for (int policy = 0; policy < POLICIES; policy++) {
            String zone = place.zoneIds().get(policy);
            Waiting.until(
                    Shape.policy(policy) + " has left " + from,
                    Duration.ofSeconds(30),
                    () -> sent(place, zone, began).isPresent());
            Instant reason = place.frontEnds()
                    .reasonToMove(Shape.policy(policy), from, to, FAILURES)
                    .orElseThrow();
            millis.add(Duration.between(reason, sent(place, zone, began).orElseThrow())
                            .toNanos()
                    / 1e6);
            place.frontEnds().heal(from + "/" + Shape.policy(policy));
        }
        well(operator, from);
        return millis;
    }

    /** Waits until the operator finds these regions well, for every policy. */
    private static void well(OperatorProcess operator, String... regions) {
        for (String region : regions) {
            Waiting.until(
                    region + " is well for all policies",
                    Duration.ofMinutes(1),
                    Duration.ofMillis(500),
                    () -> Metrics.of(operator.metrics())
                                    .sum("regional_failover_region_health", "region=\"" + region + "\"")
                            == POLICIES);
        }
    }

    private static Optional<Instant> sent(Place place, String zone, Instant after) {
        List<ApiRequest> all = place.route53().requests();
        for (int i = all.size() - 1; i >= 0 && all.get(i).at().isAfter(after); i--) {
            ApiRequest request = all.get(i);
            if (request.operation() == Operation.CHANGE_RECORD_SETS
                    && request.zoneId().filter(zone::equals).isPresent()) {
                return Optional.of(request.at());
            }
        }
        return Optional.empty();
    }

    private Report report(Setting setting, Times first, Times later, Times bare) throws Exception {
        Picture.line(
                        "From the last failing probe's answer to the request at the provider",
                        "percent of moves",
                        "ms",
                        false,
                        later.curve("this operator"),
                        bare.curve("bare reconcile round trip"))
                .write(setting.folder().resolve("hot-path.svg"));
        String work = "one policy: last failing probe answered → DNS request sent";
        String bareName = "bare reconcile round trip of the SDK, ";
        return new Report(
                name(),
                List.of(
                        Figure.of(work, "p99", later.quantile(0.99), "ms")
                                .atMost(MOST_MILLIS)
                                .against(bareName + "p99", bare.quantile(0.99)),
                        Figure.of(work, "median", later.quantile(0.5), "ms")
                                .against(bareName + "median", bare.quantile(0.5)),
                        Figure.of(
                                work,
                                "longest of the first " + first.count() + " after the start",
                                first.most(),
                                "ms")),
                List.of(later.count() + " moves of " + POLICIES + " policies, each in a zone of its own; "
                        + bare.count() + " round trips"));
    }
}
