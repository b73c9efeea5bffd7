package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.regionalfailover.decision.QuotaLine;
import io.regionalfailover.placement.ApiCall.Act;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The ResourceQuotas of a namespace, as far as they bound pods.
 *
 * @param items as the cluster has them
 * @param unknown why they could not be read, for a person; empty when they were
 */
record Quotas(List<JsonNode> items, String unknown) {
    private static final String REQUESTS = "requests.";
    private static final String LIMITS = "limits.";

    Quotas {
        items = List.copyOf(items);
    }

    /** Reads them. A cluster that does not answer is an obstacle, one that does not allow it is told as unknown. */
    static Quotas of(String namespace, ApiCall call) throws Obstacle {
        try {
            String path =
                    "/api/v1/namespaces/" + URLEncoder.encode(namespace, StandardCharsets.UTF_8) + "/resourcequotas";
            List<JsonNode> items = new ArrayList<>();
            call.get(path, namespace, new Act("list", "resourcequotas"))
                    .path("items")
                    .forEach(items::add);
            return new Quotas(items, "");
        } catch (Obstacle e) {
            if (e.kind() == Obstacle.Kind.REFUSED) {
                return new Quotas(List.of(), String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** What one more pod of this template takes of each quota that counts it. */
    List<QuotaLine> lines(JsonNode template) {
        PodDemand pod = new PodDemand(template.path("spec"));
        List<QuotaLine> lines = new ArrayList<>();
        for (JsonNode quota : items) {
            if (pod.isCountedBy(quota.path("spec"))) {
                String name = quota.path("metadata").path("name").asText();
                JsonNode used = quota.path("status").path("used");
                for (var hard : quota.path("status").path("hard").properties()) {
                    BigDecimal perPod = perPod(hard.getKey(), pod);
                    if (perPod.signum() > 0) {
                        lines.add(new QuotaLine(
                                name,
                                hard.getKey(),
                                amount(hard.getValue()),
                                amount(used.path(hard.getKey())),
                                perPod));
                    }
                }
            }
        }
        return lines;
    }

    private static BigDecimal perPod(String resource, PodDemand pod) {
        return switch (resource) {
            case "pods", "count/pods" -> BigDecimal.ONE;
            case "cpu", "memory", "ephemeral-storage" -> pod.requests(resource);
            default -> {
                if (resource.startsWith(REQUESTS)) {
                    yield pod.requests(resource.substring(REQUESTS.length()));
                }
                if (resource.startsWith(LIMITS)) {
                    yield pod.limits(resource.substring(LIMITS.length()));
                }
                yield resource.startsWith("hugepages-") ? pod.requests(resource) : BigDecimal.ZERO;
            }
        };
    }

    /** An amount as manifests write it: {@code 500m}, {@code 2Gi}. What is none counts as 0. */
    static BigDecimal amount(JsonNode written) {
        String text = written.asText("");
        if (text.isEmpty()) {
            return BigDecimal.ZERO;
        }
        try {
            return Quantity.getAmountInBytes(new Quantity(text));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return BigDecimal.ZERO;
        }
    }
}
