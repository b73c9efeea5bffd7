package io.regionalfailover.acceptance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What there may be to see, written to the API server as the operator that acts would. Times are counted from now. */
final class ConsoleScenes {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    /** {@code @-90@}: a minute and a half ago. */
    private static final Pattern TIME = Pattern.compile("@(-?[0-9]+)@");

    private static final int DAY = 86_400;

    private static final String CHECK_FAILS = """
            message: "orders-database: NXDOMAIN for dynamodb.us-east-1.amazonaws.com (3 of 3 vantage points)",
            checks: [{name: orders-database, result: Failing, severity: Critical, since: @-14@, vantagePointsFailing: 3,
              vantagePoints: 3, message: "NXDOMAIN for dynamodb.us-east-1.amazonaws.com (3 of 3 vantage points)"}]""";

    private static final String STEADY_HISTORY =
            """
            {epoch: 41, at: @%d@, reason: FailbackStep, message: us-east-1 has its steady share, weights: {us-east-1: 100, us-west-2: 0}},
            {epoch: 40, at: @%d@, reason: FailbackStep, message: step 2 of 3, weights: {us-east-1: 50, us-west-2: 50}},
            {epoch: 39, at: @%d@, reason: FailbackStep, message: step 1 of 3, weights: {us-east-1: 25, us-west-2: 75}},
            {epoch: 38, at: @%d@, reason: RegionUnhealthy, message: "us-east-1: frontend: 503", weights: {us-east-1: 0, us-west-2: 100}},
            {epoch: 1, at: @%d@, reason: AllRegionsHealthy, message: the first plan, weights: {us-east-1: 100, us-west-2: 0}}""".formatted(-12 * DAY, -12 * DAY - 60, -12 * DAY - 120, -12 * DAY - 5_400, -40 * DAY);

    private static final String READY =
            "{type: Ready, status: \"True\", reason: AllRegionsHealthy, message: DNS carries the plan, lastTransitionTime: @-9000@}";
    private static final String FAILOVER_READY =
            "{type: FailoverReady, status: \"True\", reason: AllRegionsHealthy, message: 2 regions are Healthy and DNS can be written, lastTransitionTime: @-9000@}";
    private static final String NOT_READY =
            "{type: FailoverReady, status: \"False\", reason: NoHealthyRegion, message: no other region is Healthy, lastTransitionTime: @-14@}";

    private static final List<String> THREE = List.of("shop/checkout", "shop/catalog", "payments/ledger");

    private final ConsoleWorld world;

    ConsoleScenes(ConsoleWorld world) {
        this.world = world;
    }

    private record Region(String name, String health, int since, int weight, int steady, String more) {
        String yaml() {
            return "- {name: %s, health: %s, since: @%d@, weight: %d, share: %d, steadyWeight: %d, checksPassing: %d, checksFailing: %d, checksUnknown: 0%s}"
                    .formatted(
                            name,
                            health,
                            since,
                            weight,
                            weight,
                            steady,
                            health.equals("Healthy") ? 4 : 3,
                            health.equals("Healthy") ? 0 : 1,
                            more.isEmpty() ? "" : ", " + more);
        }
    }

    private record Policy(
            String namespace,
            String name,
            String phase,
            String reason,
            String message,
            List<Region> regions,
            List<String> conditions,
            String history,
            String more) {}

    private static Region east(String health, int since, int weight) {
        return new Region(EAST, health, since, weight, 100, health.equals("Healthy") ? "" : CHECK_FAILS);
    }

    private static Region west(String health, int since, int weight, String more) {
        return new Region(WEST, health, since, weight, 0, more);
    }

    /** Everything serves from where it should. */
    void steady() {
        world.keepOnly(Set.copyOf(THREE));
        region(EAST);
        region(WEST);
        for (String name : THREE) {
            policy(steady(name));
        }
    }

    private static Policy steady(String name) {
        return new Policy(
                name.split("/")[0],
                name.split("/")[1],
                "Steady",
                "AllRegionsHealthy",
                "all regions are Healthy; traffic is at us-east-1=100",
                List.of(east("Healthy", -9_000, 100), west("Healthy", -9_000, 0, "")),
                List.of(READY, FAILOVER_READY),
                STEADY_HISTORY,
                "");
    }

    /** A region fails; one policy waits for room, the others have left. */
    void failingOver() {
        steady();
        String room = "placement: [{name: web, desired: 20, ready: 11, message: 9 of 20 are not ready yet}]";
        policy(new Policy(
                "shop",
                "checkout",
                "FailingOver",
                "AwaitingCapacity",
                "room is made before traffic comes: us-west-2/web has 11 of 20 ready; traffic moves without it after 5m",
                List.of(east("Unhealthy", -14, 100), west("Healthy", -9_000, 0, room)),
                List.of(READY, NOT_READY),
                STEADY_HISTORY,
                "nextCheckAt: @286@"));
        for (String name : List.of("shop/catalog", "payments/ledger")) {
            policy(new Policy(
                    name.split("/")[0],
                    name.split("/")[1],
                    "FailedOver",
                    "RegionUnhealthy",
                    "us-east-1 is Unhealthy; traffic is at us-west-2=100 and returns once us-east-1 was healthy for 5m",
                    List.of(east("Unhealthy", -14, 0), west("Healthy", -9_000, 100, "")),
                    List.of(READY, NOT_READY),
                    """
                    {epoch: 42, at: @-13@, reason: RegionUnhealthy, message: "us-east-1: orders-database: NXDOMAIN", weights: {us-east-1: 0, us-west-2: 100}},
                    """ + STEADY_HISTORY,
                    """
                    lastFailover: {from: [us-east-1], to: [us-west-2], reason: RegionUnhealthy, firstFailureAt: @-25@, decidedAt: @-14@, writtenAt: @-13@, observedAt: @-11@}"""));
        }
    }

    /** A region fails while people keep the other one empty: nothing may be moved. */
    void held() {
        steady();
        drain("us-west-2-kernel", WEST, "kernel roll-out, CHG-4711", 4_120);
        for (String name : List.of("shop/catalog", "shop/checkout")) {
            policy(new Policy(
                    name.split("/")[0],
                    name.split("/")[1],
                    "Steady",
                    "TooFewRegions",
                    "us-east-1 is Unhealthy and us-west-2 is drained: traffic stays at us-east-1=100",
                    List.of(east("Unhealthy", -95, 100), west("Healthy", -9_000, 0, "")),
                    List.of(
                            READY,
                            NOT_READY,
                            "{type: Held, status: \"True\", reason: TooFewRegions, lastTransitionTime: @-95@, message: \"a shift would leave 0 regions serving, and failover.minHealthyRegions is 1; it goes on when us-west-2 is not drained any more, or by a TrafficShift with force\"}"),
                    STEADY_HISTORY,
                    ""));
        }
    }

    /** No region is well. */
    void failedOpen() {
        steady();
        for (String name : List.of("shop/catalog", "shop/checkout")) {
            policy(new Policy(
                    name.split("/")[0],
                    name.split("/")[1],
                    "FailedOpen",
                    "NoHealthyRegion",
                    "no region is Healthy: the last published answers stay, us-east-1=100; traffic moves to the first region that is well",
                    List.of(
                            east("Unhealthy", -65, 100),
                            west("Unhealthy", -40, 0, CHECK_FAILS.replace("us-east-1", "us-west-2"))),
                    List.of(READY, NOT_READY),
                    STEADY_HISTORY,
                    ""));
        }
    }

    /** Two hundred, of which some are away. */
    void twoHundred() {
        world.keepOnly(Set.of());
        region(EAST);
        region(WEST);
        drain("us-east-1-kernel", EAST, "kernel roll-out", 7_300);
        List<String> namespaces = List.of("shop", "payments", "search", "media", "identity");
        List<Policy> policies = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            Policy policy = steady(namespaces.get(number % namespaces.size()) + "/service-%03d".formatted(number));
            policies.add(number % 31 == 3 ? drained(policy) : policy);
        }
        policies.parallelStream().forEach(this::policy);
    }

    private static Policy drained(Policy policy) {
        return new Policy(
                policy.namespace(),
                policy.name(),
                "FailedOver",
                "RegionDrained",
                "RegionDrain us-east-1-kernel of jane: kernel roll-out; traffic is at us-west-2=100",
                List.of(east("Healthy", -9_000, 0), west("Healthy", -9_000, 100, "")),
                policy.conditions(),
                "{epoch: 42, at: @-300@, reason: RegionDrained, message: drained, weights: {us-east-1: 0, us-west-2: 100}}, "
                        + policy.history(),
                "");
    }

    private void region(String name) {
        world.apply("""
                {apiVersion: regionalfailover.io/v1alpha1, kind: Region, metadata: {name: %s}, spec: {}}
                """.formatted(name), timed("""
                {message: no checks of its own, conditions: [
                  {type: ClusterReachable, status: "True", reason: Reachable, message: it answers, lastTransitionTime: @-9000@}]}
                """));
    }

    private void drain(String name, String region, String reason, int seconds) {
        world.apply(
                timed("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: RegionDrain
                metadata: {name: %s}
                spec: {region: %s, reason: "%s", requestedBy: jane, until: "@%d@"}
                """.formatted(name, region, reason, seconds)),
                timed("{phase: Active, expiresAt: \"@%d@\", message: policies that leave %s have left it}"
                        .formatted(seconds, region)));
    }

    private void policy(Policy policy) {
        world.namespace(policy.namespace());
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverPolicy
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  dns: {zone: example-com, records: [{name: %1$s.example.com, type: A, ttl: 30s}]}
                  regions:
                  - {name: us-east-1, weight: 100, endpoints: [{addresses: ["198.51.100.10"]}]}
                  - {name: us-west-2, weight: 0, endpoints: [{addresses: ["203.0.113.10"]}]}
                  checks: [{name: frontend, http: {url: "https://{target}/healthz"}}]
                """.formatted(policy.name(), policy.namespace()), timed("""
                phase: %s
                reason: %s
                message: "%s"
                %s
                regions:
                %s
                conditions: [%s]
                history: [%s]
                """.formatted(
                policy.phase(),
                policy.reason(),
                policy.message(),
                policy.more(),
                String.join("\n", policy.regions().stream().map(Region::yaml).toList()),
                String.join(", ", policy.conditions()),
                policy.history())));
    }

    private static String timed(String yaml) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return TIME.matcher(yaml)
                .replaceAll((MatchResult time) ->
                        now.plusSeconds(Long.parseLong(time.group(1))).toString());
    }
}
