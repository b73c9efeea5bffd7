package io.regionalfailover.simulation.input;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.ClusterSpec;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionSpec;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A policy with what it refers to, from the user's files. What is missing there is assumed, and said. */
public final class PolicyFiles {
    /** The installation of the simulated fleet. */
    public static final String INSTALLATION = "simulated";

    private static final String GROUP = "regionalfailover.io/";
    private static final Set<String> SECRETS = Set.of("headersSecretRef", "caSecretRef");
    private static final Map<String, String> PLURALS =
            new TreeMap<>(Map.of("FailoverPolicy", "failoverpolicies", "DnsZone", "dnszones", "Region", "regions"));

    private final KubernetesSerialization yaml = new KubernetesSerialization();
    private final Map<String, Document> policies = new LinkedHashMap<>();
    private final Map<String, DnsZone> zones = new HashMap<>();
    private final Map<String, Region> regions = new HashMap<>();
    private final Set<String> assumptions = new TreeSet<>();
    private final Set<String> skipped = new TreeSet<>();
    private final String named;

    /**
     * A policy that can be played.
     *
     * @param key its {@code namespace/name}
     * @param apex of the zone
     * @param models what the spec means for the instance in each region, in the spec's order
     * @param clusters regions whose workloads every instance reaches
     * @param assumptions what was not in the files
     */
    public record Policy(
            String key,
            DnsName apex,
            Map<String, PolicyModel> models,
            Set<String> clusters,
            List<String> assumptions) {}

    private PolicyFiles(List<Path> files) {
        named = Fields.list(files.stream().map(Path::toString).toList());
        for (Path file : files) {
            Document.in(file).forEach(this::take);
        }
    }

    /**
     * The policy in these files.
     *
     * @param wanted its name, or {@code namespace/name}, where there are several
     * @throws UnfitInputException when something is not as it should be
     */
    public static Policy read(List<Path> files, Optional<String> wanted) {
        return new PolicyFiles(files).policy(wanted);
    }

    private void take(Document document) {
        String kind = String.valueOf(document.content().get("kind"));
        String version = String.valueOf(document.content().get("apiVersion"));
        String plural = PLURALS.get(kind);
        if (plural == null || !version.startsWith(GROUP)) {
            skipped.add(kind);
            return;
        }
        String name = new Fields(document.file(), kind, document.content())
                .part("metadata")
                .text("name", Optional.empty());
        String label = kind + " " + name;
        Schema.of(plural).check(document, label);
        Document plain = new Document(document.file(), withoutSecrets(document.content(), label));
        switch (kind) {
            case "DnsZone" -> zones.put(name, converted(plain, DnsZone.class));
            case "Region" -> regions.put(name, converted(plain, Region.class));
            default -> policies.put(namespaceOf(document) + "/" + name, plain);
        }
    }

    private static String namespaceOf(Document document) {
        Object metadata = document.content().get("metadata");
        Object namespace = metadata instanceof Map<?, ?> map ? map.get("namespace") : null;
        return namespace == null ? "default" : String.valueOf(namespace);
    }

    /** Nothing is tried for real, so that nothing of a Secret is needed. */
    private Map<?, ?> withoutSecrets(Map<?, ?> map, String label) {
        Map<Object, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (SECRETS.contains(String.valueOf(key))) {
                assumptions.add("the Secrets that " + label + " names are there");
            } else {
                plain.put(key, plain(value, label));
            }
        });
        return plain;
    }

    private Object plain(Object value, String label) {
        return switch (value) {
            case Map<?, ?> map -> withoutSecrets(map, label);
            case List<?> list -> {
                List<Object> plain = new ArrayList<>();
                list.forEach(each -> plain.add(plain(each, label)));
                yield plain;
            }
            case null, default -> value;
        };
    }

    private <T> T converted(Document document, Class<T> type) {
        try {
            return yaml.convertValue(document.content(), type);
        } catch (IllegalArgumentException e) {
            throw new UnfitInputException(document.file() + ": " + e.getMessage());
        }
    }

    private Policy policy(Optional<String> wanted) {
        List<String> fitting = policies.keySet().stream()
                .filter(key -> wanted.isEmpty() || key.equals(wanted.get()) || key.endsWith("/" + wanted.get()))
                .toList();
        if (fitting.size() != 1) {
            throw new UnfitInputException(named + ": "
                    + (policies.isEmpty()
                            ? "there is no FailoverPolicy"
                                    + (skipped.isEmpty() ? "" : " (only " + Fields.list(skipped) + ")")
                            : "there are the FailoverPolicies " + Fields.list(policies.keySet()))
                    + ": exactly one is played; " + (policies.isEmpty() ? "put one in" : "name it with --policy"));
        }
        String key = fitting.getFirst();
        Document document = Objects.requireNonNull(policies.get(key), key);
        FailoverPolicy resource = converted(document, FailoverPolicy.class);
        resource.getMetadata().setNamespace(key.substring(0, key.indexOf('/')));
        if (resource.getMetadata().getGeneration() == null) {
            resource.getMetadata().setGeneration(1L);
        }
        DnsZone zone = zoneOf(resource);
        Set<String> clusters = new HashSet<>();
        Map<String, Region> known = regionsOf(resource, clusters);
        Map<String, PolicyModel> models = new LinkedHashMap<>();
        for (PolicyRegionSpec region : resource.getSpec().regions()) {
            models.put(region.name(), model(document, resource, zone, known, region.name()));
        }
        int weights = resource.getSpec().regions().stream()
                .mapToInt(PolicyRegionSpec::weight)
                .sum();
        if (weights == 0) {
            throw new UnfitInputException(document.file() + ": FailoverPolicy " + key
                    + ": spec.regions: every weight is 0: some region must have more");
        }
        return new Policy(key, DnsName.of(zone.getSpec().domainName()), models, clusters, List.copyOf(assumptions));
    }

    private DnsZone zoneOf(FailoverPolicy policy) {
        String name = policy.getSpec().dns().zone();
        DnsZone there = zones.get(name);
        if (there != null) {
            return there;
        }
        String apex = apexOf(policy.getSpec().dns().records().getFirst().name());
        assumptions.add("DnsZone " + name + " is not in the files: " + apex
                + " at Route 53 is assumed, and that the policy may publish there");
        String namespace = policy.getMetadata().getNamespace();
        return converted(
                new Document(
                        "the assumed DnsZone",
                        Map.of(
                                "metadata", Map.of("name", name),
                                "spec",
                                        Map.of(
                                                "domainName", apex,
                                                "provider", Map.of("route53", Map.of("hostedZoneId", "Z0123456789")),
                                                "grants",
                                                        List.of(Map.of(
                                                                "name",
                                                                "assumed",
                                                                "namespaces",
                                                                Map.of("names", List.of(namespace))))))),
                DnsZone.class);
    }

    /** All of a name but its first label. */
    private static String apexOf(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        int dot = plain.indexOf('.');
        return plain.indexOf('.', dot + 1) < 0 ? plain : plain.substring(dot + 1);
    }

    private Map<String, Region> regionsOf(FailoverPolicy policy, Set<String> clusters) {
        Map<String, Region> known = new HashMap<>();
        boolean places = !policy.getSpec().placement().isEmpty();
        List<String> missing = new ArrayList<>();
        for (PolicyRegionSpec each : policy.getSpec().regions()) {
            Region region = regions.get(each.name());
            if (region == null) {
                missing.add(each.name());
                region = new Region();
                region.getMetadata().setName(each.name());
                clusters.add(each.name());
            } else {
                RegionSpec spec = region.getSpec();
                ClusterSpec cluster = spec == null ? null : spec.cluster();
                if (cluster != null) {
                    clusters.add(each.name());
                }
            }
            known.put(each.name(), region);
        }
        if (!missing.isEmpty()) {
            assumptions.add((missing.size() == 1 ? "Region " : "Regions ") + Fields.list(missing)
                    + (missing.size() == 1 ? " is" : " are") + " not in the files: no checks of "
                    + (missing.size() == 1 ? "its" : "their") + " own are assumed"
                    + (places ? ", and clusters that every instance reaches" : ""));
        }
        return known;
    }

    private static PolicyModel model(
            Document document, FailoverPolicy policy, DnsZone zone, Map<String, Region> regions, String region) {
        String namespace = policy.getMetadata().getNamespace();
        Translation translation = new PolicyTranslator(INSTALLATION, namespace, Optional.of(region))
                .translate(policy, new References(Optional.of(zone), regions, Map.of(), Map.of()));
        return switch (translation) {
            case Translation.Accepted(PolicyModel model) -> model;
            case Translation.Refused refused ->
                throw new UnfitInputException(document.file() + ": FailoverPolicy " + namespace + "/"
                        + policy.getMetadata().getName() + ": " + refused.message());
        };
    }
}
