package io.regionalfailover.operator.orders;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.decision.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Whether somebody would be left to serve every policy. */
final class Remaining {
    private final OrderBook book;
    private final Supplier<List<FailoverPolicy>> policies;

    /** @param policies all that are followed, as they stand at the API server */
    Remaining(OrderBook book, Supplier<List<FailoverPolicy>> policies) {
        this.book = book;
        this.policies = policies;
    }

    /** Why an order must not be carried out, in a sentence; empty when it may. */
    Optional<String> refusal(Asked asked) {
        if (!asked.kind().excludes()) {
            return Optional.empty();
        }
        for (FailoverPolicy policy : policies.get()) {
            String namespace = policy.getMetadata().getNamespace();
            String name = policy.getMetadata().getName();
            Map<String, String> labels =
                    Optional.ofNullable(policy.getMetadata().getLabels()).orElse(Map.of());
            if (policy.getSpec() == null || !asked.whom().includes(namespace, name, labels)) {
                continue;
            }
            Optional<String> why =
                    refusal(asked, policy, book.excluding(namespace, name, labels, asked.kind() == Order.Kind.DRILL));
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(Asked asked, FailoverPolicy policy, Map<String, Set<String>> excluding) {
        Set<String> regions = new TreeSet<>();
        policy.getSpec().regions().stream().map(PolicyRegionSpec::name).forEach(regions::add);
        Set<String> left = new TreeSet<>(regions);
        left.removeAll(asked.regions());
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, Set<String>> other : excluding.entrySet()) {
            if (!other.getKey().equals(asked.name()) && left.removeAll(other.getValue())) {
                others.add(other.getKey());
            }
        }
        boolean concerns = regions.stream().anyMatch(asked.regions()::contains);
        if (!concerns || !left.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "FailoverPolicy " + policy.getMetadata().getNamespace() + "/"
                        + policy.getMetadata().getName() + " serves from " + String.join(", ", regions)
                        + (others.isEmpty() ? "" : ", and " + String.join(", ", others) + " keeps it from the rest")
                        + ": no region would be left. Nothing is moved; delete this order, and give it again when another region may serve");
    }
}
