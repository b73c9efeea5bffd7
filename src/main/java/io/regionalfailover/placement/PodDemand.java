package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * What a pod takes, counted as quotas count it: the larger of what its containers take together and what its greediest init
 * container takes, and its overhead. What a LimitRange or a webhook would add is not seen.
 *
 * @param spec the pod template's
 */
record PodDemand(JsonNode spec) {

    /** What it requests of a resource; 0 when it says nothing. */
    BigDecimal requests(String resource) {
        return sum("requests", resource);
    }

    /** What it is limited to; 0 when it says nothing. */
    BigDecimal limits(String resource) {
        return sum("limits", resource);
    }

    private BigDecimal sum(String list, String resource) {
        BigDecimal overhead = Quotas.amount(spec.path("overhead").path(resource));
        if (has(spec, list, resource)) {
            return of(spec, list, resource).add(overhead);
        }
        BigDecimal running = BigDecimal.ZERO;
        BigDecimal greediest = BigDecimal.ZERO;
        for (JsonNode init : spec.path("initContainers")) {
            BigDecimal takes = of(init, list, resource);
            if (init.path("restartPolicy").asText().equals("Always")) {
                running = running.add(takes);
                greediest = greediest.max(running);
            } else {
                greediest = greediest.max(running.add(takes));
            }
        }
        for (JsonNode container : spec.path("containers")) {
            running = running.add(of(container, list, resource));
        }
        return running.max(greediest).add(overhead);
    }

    /** A limit without a request is a request, too. */
    private static BigDecimal of(JsonNode owner, String list, String resource) {
        JsonNode resources = owner.path("resources");
        JsonNode said = resources.path(list).path(resource);
        return Quotas.amount(
                said.isMissingNode() && list.equals("requests")
                        ? resources.path("limits").path(resource)
                        : said);
    }

    private static boolean has(JsonNode owner, String list, String resource) {
        JsonNode resources = owner.path("resources");
        return resources.path(list).has(resource)
                || list.equals("requests") && resources.path("limits").has(resource);
    }

    /** Whether a quota counts such a pod, by its scopes. */
    boolean isCountedBy(JsonNode quotaSpec) {
        for (JsonNode scope : quotaSpec.path("scopes")) {
            if (!isIn(scope.asText(), "Exists", scope)) {
                return false;
            }
        }
        for (JsonNode expression : quotaSpec.path("scopeSelector").path("matchExpressions")) {
            if (!isIn(
                    expression.path("scopeName").asText(),
                    expression.path("operator").asText(),
                    expression.path("values"))) {
                return false;
            }
        }
        return true;
    }

    private boolean isIn(String scope, String operator, JsonNode values) {
        return switch (scope) {
            case "Terminating" -> spec.has("activeDeadlineSeconds");
            case "NotTerminating" -> !spec.has("activeDeadlineSeconds");
            case "BestEffort" -> isBestEffort();
            case "NotBestEffort" -> !isBestEffort();
            case "PriorityClass" -> isOfPriority(operator, values);
            case "CrossNamespacePodAffinity" -> false;
            default -> true;
        };
    }

    private boolean isOfPriority(String operator, JsonNode values) {
        String priority = spec.path("priorityClassName").asText("");
        boolean listed = false;
        for (JsonNode value : values) {
            listed |= value.asText().equals(priority);
        }
        return switch (operator) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "DoesNotExist" -> priority.isEmpty();
            default -> !priority.isEmpty();
        };
    }

    private boolean isBestEffort() {
        boolean asks = !spec.path("resources").isEmpty();
        for (String list : new String[] {"containers", "initContainers"}) {
            for (JsonNode container : spec.path(list)) {
                JsonNode resources = container.path("resources");
                asks |= !resources.path("requests").isEmpty()
                        || !resources.path("limits").isEmpty();
            }
        }
        return !asks;
    }
}
