package io.regionalfailover.testing.kubectl;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A policy of two regions, us-east-1 with all of the traffic and us-west-2 as its standby, in good health. Immutable; each
 * method gives another one.
 */
public final class PolicyFixture {
    /** The moment at which all of this is. */
    public static final Instant NOW = Instant.parse("2026-11-23T04:10:00Z");

    private final String namespace;
    private final String name;
    private final Map<String, String> spec;
    private final Map<String, String> status;

    private PolicyFixture(String namespace, String name, Map<String, String> spec, Map<String, String> status) {
        this.namespace = namespace;
        this.name = name;
        this.spec = spec;
        this.status = status;
    }

    /** One that is steady. */
    public static PolicyFixture steady(String namespace, String name) {
        return new PolicyFixture(
                        namespace,
                        name,
                        Map.of(
                                "dns",
                                "{zone: example-com, records: [{name: %s.example.com, type: A}]}".formatted(name),
                                "regions",
                                "[{name: us-east-1, weight: 100, parameters: {db: dynamodb.us-east-1.amazonaws.com},"
                                        + " endpoints: [{addresses: [\"198.51.100.10\"]}]},"
                                        + " {name: us-west-2, weight: 0, parameters: {db: dynamodb.us-west-2.amazonaws.com},"
                                        + " endpoints: [{addresses: [\"203.0.113.10\"]}]}]",
                                "checks",
                                "[{name: frontend, http: {url: \"https://{target}/healthz\"}},"
                                        + " {name: orders-database, dns: {name: \"{db}\"}}]"),
                        Map.of())
                .phase(
                        "Steady",
                        "AllRegionsHealthy",
                        "all regions are healthy; traffic is as the spec wants it: us-east-1=100")
                .regions(100, "Healthy", 0, "Healthy")
                .conditions(
                        condition(
                                "Ready", "True", "AllRegionsHealthy", "the spec is accepted and DNS carries the plan"),
                        condition("FailoverActive", "False", "AllRegionsHealthy", "all regions are healthy"),
                        condition(
                                "FailoverReady",
                                "True",
                                "AllRegionsHealthy",
                                "2 regions are Healthy and DNS can be written"));
    }

    /** One whose traffic left us-east-1 because its database's name does not resolve. */
    public static PolicyFixture failedOver(String namespace, String name) {
        String why =
                "us-east-1 is unhealthy (orders-database: NXDOMAIN for dynamodb.us-east-1.amazonaws.com (3 of 3 vantage"
                        + " points))";
        return steady(namespace, name)
                .phase("FailedOver", "RegionUnhealthy", why + "; traffic is at us-west-2=100")
                .regions(0, "Unhealthy", 100, "Healthy")
                .status("unhealthy", "us-east-1")
                .status(
                        "plan",
                        "{epoch: 2, reason: RegionUnhealthy, decidedAt: \"2026-11-23T04:00:05Z\", writtenAt: \"2026-11-23T04:00:06Z\","
                                + " inSyncAt: \"2026-11-23T04:00:20Z\", observedAt: \"2026-11-23T04:00:22Z\", by: us-west-2/pod-x}")
                .status(
                        "lastFailover",
                        "{from: [us-east-1], to: [us-west-2], reason: RegionUnhealthy, firstFailureAt: \"2026-11-23T03:59:54Z\","
                                + " decidedAt: \"2026-11-23T04:00:05Z\", capacityReadyAt: \"2026-11-23T04:00:05.800Z\","
                                + " writtenAt: \"2026-11-23T04:00:06Z\", inSyncAt: \"2026-11-23T04:00:20Z\","
                                + " observedAt: \"2026-11-23T04:00:22Z\"}")
                .status(
                        "history",
                        "[{epoch: 2, at: \"2026-11-23T04:00:05Z\", reason: RegionUnhealthy, message: \"us-east-1 is unhealthy\","
                                + " weights: {us-east-1: 0, us-west-2: 100}, by: us-west-2/pod-x},"
                                + " {epoch: 1, at: \"2026-11-20T09:30:00Z\", reason: Published, message: the first plan,"
                                + " weights: {us-east-1: 100, us-west-2: 0}, by: us-east-1/pod-y}]")
                .conditions(
                        condition("Ready", "True", "RegionUnhealthy", "the spec is accepted and DNS carries the plan"),
                        condition("FailoverActive", "True", "RegionUnhealthy", why),
                        condition("FailoverReady", "False", "NoHealthyRegion", "no other region is Healthy"));
    }

    /** The same with a field of the spec, in YAML's flow style. */
    public PolicyFixture spec(String field, String yaml) {
        return new PolicyFixture(namespace, name, with(spec, field, yaml), status);
    }

    /** The same with a field of the status, in YAML's flow style. */
    public PolicyFixture status(String field, String yaml) {
        return new PolicyFixture(namespace, name, spec, with(status, field, yaml));
    }

    /** The same in another phase. */
    public PolicyFixture phase(String phase, String reason, String message) {
        return status("phase", phase).status("reason", reason).status("message", "\"" + message + "\"");
    }

    /** The same with other weights and another health, as the operator would show them. */
    public PolicyFixture regions(int east, String eastHealth, int west, String westHealth) {
        int sum = Math.max(1, east + west);
        return status(
                        "regions",
                        "[" + region("us-east-1", east, 100, sum, eastHealth) + ", "
                                + region("us-west-2", west, 0, sum, westHealth) + "]")
                .status("serving", "\"" + serving(east, west) + "\"");
    }

    private static String serving(int east, int west) {
        String first = east > 0 ? "us-east-1=" + east : "";
        String second = west > 0 ? "us-west-2=" + west : "";
        return first + (first.isEmpty() || second.isEmpty() ? "" : ",") + second;
    }

    private static String region(String region, int weight, int steady, int sum, String health) {
        boolean fails = health.equals("Unhealthy");
        String checks = fails
                ? "[{name: orders-database, result: Failing, severity: Critical, since: \"2026-11-23T03:59:54Z\","
                        + " vantagePointsFailing: 3, vantagePoints: 3, message: \"NXDOMAIN for dynamodb." + region
                        + ".amazonaws.com\"}]"
                : "[]";
        return ("{name: %s, health: %s, since: \"%s\", reason: %s, weight: %d, share: %d, steadyWeight: %d,"
                        + " checksPassing: %d, checksFailing: %d, checksUnknown: 0, checks: %s}")
                .formatted(
                        region,
                        health,
                        fails ? "2026-11-23T04:00:04Z" : "2026-11-20T09:30:00Z",
                        fails ? "CheckFailing" : "ChecksPassing",
                        weight,
                        Math.round(100f * weight / sum),
                        steady,
                        fails ? 1 : 2,
                        fails ? 1 : 0,
                        checks);
    }

    /** The same with exactly these conditions. */
    public PolicyFixture conditions(String... conditions) {
        return status("conditions", "[" + String.join(", ", conditions) + "]");
    }

    /** The same with one condition more, or another of that type. */
    public PolicyFixture held(String reason, String message) {
        String before = status.getOrDefault("conditions", "[]");
        return status(
                "conditions",
                before.substring(0, before.length() - 1) + (before.equals("[]") ? "" : ", ")
                        + condition("Held", "True", reason, message) + "]");
    }

    /** A condition in YAML's flow style, which changed ten minutes ago. */
    public static String condition(String type, String status, String reason, String message) {
        return "{type: %s, status: \"%s\", reason: %s, message: \"%s\", lastTransitionTime: \"2026-11-23T04:00:05Z\"}"
                .formatted(type, status, reason, message);
    }

    /** Places 20 copies of one workload for all of the traffic and at least two in each region, and takes them back. */
    public PolicyFixture placing() {
        return spec(
                "placement",
                "[{name: web, workload: {apiVersion: apps/v1, kind: Deployment, name: checkout},"
                        + " replicas: {total: 20, minPerRegion: 2}, scaleDown: AfterDrain}]");
    }

    /** As the API server has it. */
    public FailoverPolicy policy() {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverPolicy
                metadata: {name: %s, namespace: %s, creationTimestamp: "2026-11-20T09:30:00Z"}
                spec:
                """.formatted(name, namespace));
        spec.forEach((field, value) ->
                yaml.append("  ").append(field).append(": ").append(value).append('\n'));
        yaml.append("status:\n  observedGeneration: 1\n");
        status.forEach((field, value) ->
                yaml.append("  ").append(field).append(": ").append(value).append('\n'));
        return Serialization.unmarshal(yaml.toString(), FailoverPolicy.class);
    }

    /** A drain that is in force until six o'clock. */
    public static RegionDrain drain(String name, String region) {
        return Serialization.unmarshal("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: RegionDrain
                metadata: {name: %s, creationTimestamp: "2026-11-23T04:05:00Z"}
                spec: {region: %s, reason: kernel roll-out, until: "2026-11-23T06:00:00Z", requestedBy: jane}
                status: {phase: Active, expiresAt: "2026-11-23T06:00:00Z"}
                """.formatted(name, region), RegionDrain.class);
    }

    /** A shift that is not given yet, until six o'clock; {@code what} is its order in YAML's flow style. */
    public static TrafficShift shift(String namespace, String policy, String what) {
        return Serialization.unmarshal("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: TrafficShift
                metadata: {name: new, namespace: %s}
                spec: {policies: [%s], %s, reason: the vendor asked us to, until: "2026-11-23T06:00:00Z"}
                """.formatted(namespace, policy, what), TrafficShift.class);
    }

    /** A drill that leaves us-east-1; {@code run} is its last run in YAML's flow style. */
    public static FailoverDrill drill(String namespace, String policy, String run) {
        return Serialization.unmarshal("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverDrill
                metadata: {name: tuesdays, namespace: %s, creationTimestamp: "2026-11-20T09:30:00Z"}
                spec: {policy: %s, region: us-east-1, duration: 20m}
                status: {phase: Running, lastRun: %s}
                """.formatted(namespace, policy, run), FailoverDrill.class);
    }

    private static Map<String, String> with(Map<String, String> fields, String field, String yaml) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, yaml);
        return more;
    }
}
