package io.regionalfailover.soak;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.HistoryEntry;
import io.regionalfailover.testing.operator.Estate;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.route53.RecordSet;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The policies, their zones and what is applied of them. Policies of one group fail together. */
final class Fleet {
    static final String NAMESPACE = "soak";
    static final int GROUPS = 50;
    private static final int ZONES = 4;
    private static final int LONGEST_HISTORY = 20;
    private static final List<HistoryEntry> PAST = past();

    private final KubernetesClient kube;
    private final Route53StandIn route53;
    private final Endpoints endpoints;
    private final List<String> zoneIds = new ArrayList<>();
    private final Map<Integer, PolicyDraft> drafts = new HashMap<>();
    private final Set<Integer> deleted = new HashSet<>();
    private final int size;

    Fleet(KubernetesClient kube, Route53StandIn route53, Endpoints endpoints, int size) {
        this.kube = kube;
        this.route53 = route53;
        this.endpoints = endpoints;
        this.size = size;
    }

    /** Applies kinds, regions, zones and policies, each with as long a history as a status ever has: that takes hours to come about. */
    void install() {
        zoneIds.addAll(Estate.lay(
                kube,
                route53,
                NAMESPACE,
                Endpoints.ADDRESSES.keySet(),
                IntStream.range(0, ZONES).mapToObj(Fleet::apex).toList()));
        for (int policy = 0; policy < size; policy++) {
            drafts.put(policy, draft(policy));
            apply(drafted(policy).yaml());
            remember(policy);
        }
    }

    private void remember(int policy) {
        Map<String, Object> history = Map.of("status", Map.of("history", PAST));
        kube.resources(FailoverPolicy.class)
                .inNamespace(NAMESPACE)
                .withName(name(policy))
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(history));
    }

    private static List<HistoryEntry> past() {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        return IntStream.range(0, LONGEST_HISTORY)
                .mapToObj(age -> new HistoryEntry(
                        (long) LONGEST_HISTORY - age,
                        yesterday.minus(Duration.ofMinutes(10L * age)),
                        age % 2 == 0 ? "AllRegionsHealthy" : "RegionUnhealthy",
                        age % 2 == 0
                                ? "every region is healthy; traffic is where the spec wants it"
                                : "us-east-1 is unhealthy: check frontend failed 2 times, the last with status 503; traffic goes to us-west-2",
                        Map.of("us-east-1", age % 2 == 0 ? 100 : 0, "us-west-2", age % 2 == 0 ? 0 : 100),
                        "cluster-of-us-east-1/" + age))
                .toList();
    }

    private static String apex(int zone) {
        return "zone-" + zone + ".example";
    }

    private PolicyDraft draft(int policy) {
        return new PolicyDraft(NAMESPACE, name(policy), Map.of(), Map.of())
                .with(
                        "dns",
                        "{zone: zone-%d, records: [{name: %s, type: A, ttl: 5s}]}"
                                .formatted(policy % ZONES, recordName(policy)))
                .with(
                        "regions",
                        Endpoints.ADDRESSES.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(region -> "{name: %s, weight: %d, endpoints: [{addresses: [\"%s\"]}]}"
                                        .formatted(region.getKey(), steady(region.getKey()), region.getValue()))
                                .collect(Collectors.joining(", ", "[", "]")))
                .with(
                        "checks",
                        "[{name: frontend, interval: 20s, timeout: 5s, failureThreshold: 2, successThreshold: 2, http: {url: \"%s\"}}]"
                                .formatted(endpoints.url(policy, policy % GROUPS)))
                .with("failover", "{cooldown: 10s}")
                .with("failback", "{stableFor: 30s, steps: [50, 100], stepInterval: 10s}");
    }

    private static int steady(String region) {
        return region.equals("us-east-1") ? 100 : 0;
    }

    private static String name(int policy) {
        return "app-" + policy;
    }

    private static String recordName(int policy) {
        return name(policy) + "." + apex(policy % ZONES);
    }

    private void apply(String yaml) {
        GenericKubernetesResource resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        kube.resource(resource).fieldManager("soak").forceConflicts().serverSideApply();
    }

    private PolicyDraft drafted(int policy) {
        return Objects.requireNonNull(drafts.get(policy), "every policy has a draft");
    }

    /** Changes something in a policy's spec. */
    void change(Random random) {
        int policy = random.nextInt(size);
        PolicyDraft next = random.nextBoolean()
                ? drafted(policy).with("failover", "{cooldown: %ds}".formatted(10 + random.nextInt(50)))
                : drafted(policy)
                        .with(
                                "dns",
                                "{zone: zone-%d, records: [{name: %s, type: A, ttl: %ds}]}"
                                        .formatted(policy % ZONES, recordName(policy), 5 + random.nextInt(20)));
        drafts.put(policy, next);
        if (!deleted.contains(policy)) {
            apply(next.yaml());
        }
    }

    /** Deletes a policy. */
    void delete(Random random) {
        int policy = random.nextInt(size);
        deleted.add(policy);
        kube.resources(FailoverPolicy.class)
                .inNamespace(NAMESPACE)
                .withName(name(policy))
                .delete();
    }

    /** Applies those that were deleted and are gone. */
    void recreate() {
        Set<String> there = names();
        for (int policy : List.copyOf(deleted)) {
            if (!there.contains(name(policy))) {
                apply(drafted(policy).yaml());
                deleted.remove(policy);
            }
        }
    }

    boolean isComplete() {
        return deleted.isEmpty();
    }

    private Set<String> names() {
        return kube.resources(FailoverPolicy.class).inNamespace(NAMESPACE).list().getItems().stream()
                .map(policy -> policy.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    /** How many there are. */
    int count() {
        return names().size();
    }

    /** The names of those whose traffic is not where the spec wants it, by their status or by the zone. */
    Set<String> astray() {
        Map<String, Map<String, Long>> weights = new HashMap<>();
        for (String id : zoneIds) {
            for (RecordSet set : route53.inForce(id)) {
                if (set.type().equals("A")) {
                    weights.computeIfAbsent(set.name(), name -> new HashMap<>())
                            .put(set.values().getFirst(), set.weight().orElse(-1L));
                }
            }
        }
        Map<String, Long> right = Endpoints.ADDRESSES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, region -> (long) steady(region.getKey())));
        Set<String> steady = new HashSet<>();
        for (FailoverPolicy policy : kube.resources(FailoverPolicy.class)
                .inNamespace(NAMESPACE)
                .list()
                .getItems()) {
            FailoverPolicyStatus status = policy.getStatus();
            if (status != null && "Steady".equals(status.phase())) {
                steady.add(policy.getMetadata().getName());
            }
        }
        Set<String> astray = new HashSet<>();
        for (int policy = 0; policy < size; policy++) {
            if (!steady.contains(name(policy)) || !right.equals(weights.get(recordName(policy) + "."))) {
                astray.add(name(policy));
            }
        }
        return astray;
    }
}
