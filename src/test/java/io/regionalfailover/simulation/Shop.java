package io.regionalfailover.simulation;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is published, in several variants of its spec. Each is translated once, whatever the number of simulations. */
enum Shop {
    /** One region serves, the other stands by. */
    PAIR(
            List.of("east 100", "west 0"),
            "failover: {cooldown: 60s}",
            "failback: {stableFor: 90s, stepInterval: 20s}",
            Duration.ofSeconds(60),
            Duration.ofSeconds(90)),
    /** Two regions serve alike, and are slow to take traffic back. */
    EVEN(
            List.of("east 100", "west 100"),
            "failover: {cooldown: 4m}",
            "failback: {stableFor: 1m, steps: [100]}",
            Duration.ofMinutes(4),
            Duration.ofMinutes(1)),
    /** Three regions, and steps in both directions. */
    THREE(
            List.of("east 50", "west 30", "south 20"),
            "failover: {steps: [50, 100], stepInterval: 15s, cooldown: 90s}",
            "failback: {stableFor: 1m, steps: [50, 100], stepInterval: 30s}",
            Duration.ofSeconds(90),
            Duration.ofMinutes(1));

    /** Variants of the spec: as it was, weights, endpoint and TTL, a region more or less, a name more. */
    static final int VARIANTS = 5;

    static final int OTHER_WEIGHTS = 1;
    static final int OTHER_ADDRESS = 2;
    /** One that is refused. */
    static final int REFUSED = 5;

    static final DnsName APEX = DnsName.of("example.com");
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    static final int THRESHOLD = 3;
    static final List<String> REGIONS = List.of("east", "west", "south");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Map<String, Translation> TRANSLATED = new ConcurrentHashMap<>();
    private static final Map<Integer, List<DnsName>> NAMES = new ConcurrentHashMap<>();

    private final List<String> regions;
    private final String failover;
    private final String failback;
    private final Duration cooldown;
    private final Duration stableFor;

    Shop(List<String> regions, String failover, String failback, Duration cooldown, Duration stableFor) {
        this.regions = regions;
        this.failover = failover;
        this.failback = failback;
        this.cooldown = cooldown;
        this.stableFor = stableFor;
    }

    Duration cooldown() {
        return cooldown;
    }

    Duration stableFor() {
        return stableFor;
    }

    /** A policy's names, of all variants. */
    static List<DnsName> names(int policy) {
        return NAMES.computeIfAbsent(
                policy,
                number -> List.of(
                        DnsName.of("shop" + number + ".example.com"),
                        DnsName.of("more.shop" + number + ".example.com")));
    }

    static String key(int policy) {
        return "shop/shop" + policy;
    }

    /** What a policy's spec means. */
    Translation translated(int policy, int variant) {
        return TRANSLATED.computeIfAbsent(this + " " + policy + " " + variant, key -> translate(policy, variant));
    }

    private Translation translate(int policy, int variant) {
        FailoverPolicy resource = YAML.unmarshal(spec(policy, variant), FailoverPolicy.class);
        DnsZone zone = YAML.unmarshal("""
                metadata: {name: example-com}
                spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1}}}
                """, DnsZone.class);
        return new PolicyTranslator("fleet", "shop", Optional.empty())
                .translate(
                        resource,
                        new References(
                                Optional.of(zone),
                                Map.of("east", new Region(), "west", new Region(), "south", new Region()),
                                Map.of(),
                                Map.of()));
    }

    private String spec(int policy, int variant) {
        StringBuilder text = new StringBuilder();
        text.append("metadata: {name: shop").append(policy).append(", namespace: shop, generation: ");
        text.append(variant + 1).append("}\nspec:\n  dns:\n    zone: example-com\n    records:\n");
        List<DnsName> names = names(policy);
        String ttl = variant == OTHER_ADDRESS ? "60s" : "30s";
        for (DnsName name : variant == 4 ? names : names.subList(0, 1)) {
            text.append("    - {name: ")
                    .append(name)
                    .append(", type: A, ttl: ")
                    .append(ttl)
                    .append("}\n");
        }
        text.append("  regions:\n");
        regionsOf(variant).forEach(region -> {
            String[] parts = region.split(" ");
            text.append("  - {name: ").append(parts[0]).append(", weight: ").append(parts[1]);
            text.append(", endpoints: [{addresses: [\"")
                    .append(address(parts[0], variant))
                    .append("\"]}]}\n");
        });
        text.append("  checks:\n");
        check(text, "frontend", "{target}:443");
        check(text, "database", "{region}.db.internal:5432");
        check(text, "payments", "payments.internal:443");
        text.append("  ").append(failover).append("\n  ").append(failback).append('\n');
        return text.toString();
    }

    private static void check(StringBuilder text, String name, String address) {
        text.append("  - {name: ").append(name);
        text.append(", interval: 10s, timeout: 2s, tcp: {address: \"")
                .append(address)
                .append("\"}}\n");
    }

    private List<String> regionsOf(int variant) {
        return switch (variant) {
            case OTHER_WEIGHTS ->
                this == THREE ? List.of("east 60", "west 60", "south 80") : List.of("east 80", "west 20");
            case 3 -> this == THREE ? regions.subList(0, 2) : List.of(regions.get(0), regions.get(1), "south 40");
            case REFUSED -> List.of("east 100", "nowhere 100");
            default -> regions;
        };
    }

    private static String address(String region, int variant) {
        return "192.0.2."
                + (Math.max(0, REGIONS.indexOf(region))
                        + 1
                        + (variant == OTHER_ADDRESS && region.equals("west") ? 10 : 0));
    }

    /** The region of an endpoint; empty for what all share. */
    static String regionOf(String host) {
        if (host.startsWith("192.0.2.")) {
            return REGIONS.get((Integer.parseInt(host.substring(8)) - 1) % 10);
        }
        return host.endsWith(".db.internal") ? host.substring(0, host.indexOf('.')) : "";
    }
}
