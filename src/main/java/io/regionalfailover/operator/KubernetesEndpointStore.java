package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.externaldns.Endpoint;
import io.regionalfailover.dns.externaldns.EndpointStore;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@code DNSEndpoint} object of a zone at an API server. What people added to the object stays. */
final class KubernetesEndpointStore implements EndpointStore {
    private static final String API = "externaldns.k8s.io/v1alpha1";
    private static final String KIND = "DNSEndpoint";
    private static final Map<String, String> LABELS =
            Map.of("app.kubernetes.io/managed-by", "regional-failover-operator");
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;

    private final Supplier<Where> where;
    private final String namespace;
    private final String name;

    /** Which API server is asked. */
    sealed interface Where {
        /** @param client is closed by whoever made it */
        record Here(KubernetesClient client) implements Where {}

        /** @param message why none can be asked, what is allowed */
        record Nowhere(Failure failure, String message) implements Where {}
    }

    /** @param where is asked before every request; does not block */
    KubernetesEndpointStore(Supplier<Where> where, String namespace, String name) {
        this.where = where;
        this.namespace = namespace;
        this.name = name;
    }

    @Override
    public String label() {
        return KIND + " " + namespace + "/" + name;
    }

    @Override
    public Reading read() {
        return switch (where.get()) {
            case Where.Nowhere(Failure failure, String message) -> new Reading.NotRead(failure, message);
            case Where.Here(KubernetesClient client) -> {
                try {
                    GenericKubernetesResource found = object(client).get();
                    yield found == null ? new Reading.Missing() : found(found);
                } catch (KubernetesClientException e) {
                    yield new Reading.NotRead(failure(e), sentence("read", e));
                }
            }
        };
    }

    /** An object as it was read, whoever wrote it. */
    static Reading.Found found(GenericKubernetesResource object) {
        List<Endpoint> endpoints = new ArrayList<>();
        if (object.get("spec", "endpoints") instanceof List<?> entries) {
            entries.stream().filter(Map.class::isInstance).forEach(entry -> endpoints.add(endpoint((Map<?, ?>) entry)));
        }
        Object seen = object.get("status", "observedGeneration");
        boolean lagging = !(seen instanceof Number number)
                || number.longValue() != object.getMetadata().getGeneration();
        return new Reading.Found(endpoints, object.getMetadata().getResourceVersion(), lagging);
    }

    private static Endpoint endpoint(Map<?, ?> entry) {
        Map<String, String> properties = new TreeMap<>();
        if (entry.get("providerSpecific") instanceof List<?> list) {
            for (Object property : list) {
                if (property instanceof Map<?, ?> pair) {
                    properties.put(text(pair.get("name")), text(pair.get("value")));
                }
            }
        }
        List<String> targets = entry.get("targets") instanceof List<?> list
                ? list.stream().map(KubernetesEndpointStore::text).toList()
                : List.of();
        return new Endpoint(
                text(entry.get("dnsName")),
                text(entry.get("recordType")),
                targets,
                entry.get("recordTTL") instanceof Number ttl ? ttl.longValue() : 0,
                text(entry.get("setIdentifier")),
                properties);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    @Override
    public Keeping keep(Optional<String> version, List<Endpoint> endpoints) {
        return switch (where.get()) {
            case Where.Nowhere(Failure failure, String message) -> new Keeping.NotKept(failure, message);
            case Where.Here(KubernetesClient client) -> keep(client, version, endpoints);
        };
    }

    private Keeping keep(KubernetesClient client, Optional<String> version, List<Endpoint> endpoints) {
        GenericKubernetesResource object = new GenericKubernetesResourceBuilder()
                .withApiVersion(API)
                .withKind(KIND)
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(LABELS)
                .withResourceVersion(version.orElse(null))
                .endMetadata()
                .withAdditionalProperties(Map.of(
                        "spec",
                        Map.of(
                                "endpoints",
                                endpoints.stream()
                                        .map(KubernetesEndpointStore::entry)
                                        .toList())))
                .build();
        try {
            if (version.isPresent()) {
                // The version is asserted, and what the patch does not name stays.
                object(client).patch(PatchContext.of(PatchType.JSON_MERGE), object);
            } else {
                object(client, object).create();
            }
            return new Keeping.Kept();
        } catch (KubernetesClientException e) {
            return notKept(e);
        }
    }

    private static Map<String, Object> entry(Endpoint endpoint) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("dnsName", endpoint.dnsName());
        entry.put("recordType", endpoint.recordType());
        entry.put("targets", endpoint.targets());
        if (endpoint.recordTtl() > 0) {
            entry.put("recordTTL", endpoint.recordTtl());
        }
        if (!endpoint.setIdentifier().isEmpty()) {
            entry.put("setIdentifier", endpoint.setIdentifier());
        }
        if (!endpoint.providerSpecific().isEmpty()) {
            entry.put(
                    "providerSpecific",
                    new TreeMap<>(endpoint.providerSpecific())
                            .entrySet().stream()
                                    .map(property -> Map.of("name", property.getKey(), "value", property.getValue()))
                                    .toList());
        }
        return entry;
    }

    private Keeping notKept(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_CONFLICT -> new Keeping.Outdated();
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Keeping.NotKept(
                        Failure.REFUSED,
                        label() + " cannot be written: the API server has no kind " + KIND + " of " + API
                                + ", or no namespace \"" + namespace + "\"; install ExternalDNS with its CRD there");
            case 0 ->
                wasSent(e)
                        ? new Keeping.Unknown(sentence("write", e))
                        : new Keeping.NotKept(Failure.UNREACHABLE, sentence("write", e));
            default ->
                e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR
                        ? new Keeping.Unknown(sentence("write", e))
                        : new Keeping.NotKept(failure(e), sentence("write", e));
        };
    }

    private static boolean wasSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return false;
            }
        }
        return true;
    }

    private static Failure failure(KubernetesClientException e) {
        int code = e.getCode();
        if (code == TOO_MANY_REQUESTS) {
            return Failure.THROTTLED;
        }
        return code >= HttpURLConnection.HTTP_BAD_REQUEST && code < HttpURLConnection.HTTP_INTERNAL_ERROR
                ? Failure.REFUSED
                : Failure.UNREACHABLE;
    }

    private String sentence(String act, KubernetesClientException e) {
        String why = switch (e.getCode()) {
            case 0 -> "the API server does not answer";
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "the API server does not accept the operator's credentials";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "the operator has no right to; get, create and patch on dnsendpoints of externaldns.k8s.io in namespace \""
                        + namespace + "\" are needed";
            default ->
                "the API server answers with status " + e.getCode()
                        + Optional.ofNullable(e.getStatus())
                                .map(status -> ": " + status.getMessage())
                                .orElse("");
        };
        return label() + " cannot be " + (act.equals("read") ? "read" : "written") + ": " + why;
    }

    private Resource<GenericKubernetesResource> object(KubernetesClient client) {
        return once(client)
                .genericKubernetesResources(API, KIND)
                .inNamespace(namespace)
                .withName(name);
    }

    private static Resource<GenericKubernetesResource> object(
            KubernetesClient client, GenericKubernetesResource resource) {
        return once(client).resource(resource);
    }

    /** A write that is tried again by the client would lose to itself. */
    private static KubernetesClient once(KubernetesClient client) {
        return client.newClient(new RequestConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout((int) ANSWERS_WITHIN.toMillis())
                        .build())
                .adapt(KubernetesClient.class);
    }
}
