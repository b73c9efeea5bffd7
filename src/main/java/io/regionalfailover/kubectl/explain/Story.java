package io.regionalfailover.kubectl.explain;

import io.regionalfailover.api.v1alpha1.FailbackMode;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.kubectl.view.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A policy as sentences need it.
 *
 * @param policy spec and status
 * @param orders people's orders in force for it
 */
record Story(FailoverPolicy policy, List<Order> orders) {
    Story {
        orders = List.copyOf(orders);
    }

    FailoverPolicySpec spec() {
        return policy.getSpec();
    }

    FailoverPolicyStatus status() {
        return Words.status(policy);
    }

    Phase phase() {
        return Words.phase(status());
    }

    /** How commands name it: {@code checkout -n shop}. */
    String reference() {
        return policy.getMetadata().getName() + " -n " + policy.getMetadata().getNamespace();
    }

    /** The regions with weight, or that nobody has any. */
    String serving() {
        List<String> names = status().regions().stream()
                .filter(region -> weight(region) > 0)
                .map(region -> region.name() + " (" + Words.orEmpty(region.share()) + " %)")
                .toList();
        return names.isEmpty() ? "no region" : list(names);
    }

    static int weight(PolicyRegionStatus region) {
        return region.weight() == null ? 0 : region.weight();
    }

    /** Regions that hold less of the traffic than the spec gives them. */
    List<String> away() {
        int sum = status().regions().stream().mapToInt(Story::weight).sum();
        int steadySum =
                spec().regions().stream().mapToInt(PolicyRegionSpec::weight).sum();
        List<String> away = new ArrayList<>();
        for (PolicyRegionSpec region : spec().regions()) {
            long has = status().regions().stream()
                    .filter(each -> each.name().equals(region.name()))
                    .mapToLong(Story::weight)
                    .sum();
            if (has * steadySum < (long) region.weight() * sum) {
                away.add(region.name());
            }
        }
        return away;
    }

    /** The regions that are away from home, for a sentence. */
    String awayNames() {
        List<String> away = away();
        return away.isEmpty() ? "the region that was left" : list(away);
    }

    /** Those of the spec's regions that could take over: with another name than those that serve. */
    String others() {
        List<String> others = status().regions().stream()
                .filter(region -> weight(region) == 0)
                .map(PolicyRegionStatus::name)
                .toList();
        return others.isEmpty() ? "the other regions" : list(others);
    }

    boolean failbackIsManual() {
        return spec().failback().mode() == FailbackMode.MANUAL;
    }

    /** An order that keeps one of the regions away from which traffic is now. */
    Optional<Order> keepingAway() {
        return orders.stream()
                .filter(order -> order.kind() != Order.Kind.RETURN_TO)
                .findFirst();
    }

    /** When the decision changes by time alone: {@code at 04:05:00 UTC on 2026-11-23}. */
    Optional<String> nextAt() {
        return Optional.ofNullable(status().nextCheckAt()).map(Story::time);
    }

    static String time(Instant at) {
        String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return "at " + text.substring(11, 19) + " UTC on " + text.substring(0, 10);
    }

    static String list(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    static String percents(List<Integer> steps) {
        return steps.equals(List.of(100))
                ? "all of it at once"
                : "in steps of " + list(steps.stream().map(String::valueOf).collect(Collectors.toList())) + " %";
    }
}
