package io.regionalfailover.kubectl.preview;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PlacementStatus;
import io.regionalfailover.api.v1alpha1.RecordSpec;
import io.regionalfailover.decision.CapacityJudgement;
import io.regionalfailover.decision.Decider;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Hold;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Past;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.kubectl.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a policy would do with an order: the decision is asked again and again, each of its proposals taken as published, until
 * the order is carried out or waits for something that no time ends. Room is taken to come at once, and health to stay.
 *
 * @param policy {@code namespace/name}
 * @param steps what is written to DNS, in order; empty when nothing moves
 * @param before replicas that are made before traffic comes
 * @param after replicas that are taken back when traffic has left
 * @param held why it goes no further, empty when the order is carried out
 */
public record Preview(
        String policy, List<Step> steps, List<ReplicaChange> before, List<ReplicaChange> after, Optional<Hold> held) {
    private static final int MOST_TURNS = 100;

    /**
     * One write to DNS.
     *
     * @param after how long after the order it may come at the earliest
     * @param changes of each record in each region whose weight changes
     * @param serving the weights from then on, as {@code us-east-1=100}
     */
    public record Step(Duration after, List<WeightChange> changes, String serving) {}

    /**
     * A record's weight in a region.
     *
     * @param record the name
     * @param type A, AAAA or CNAME
     * @param region whose answer it is
     * @param from the published weight
     * @param to the weight that would be published
     */
    public record WeightChange(String record, String type, String region, int from, int to) {}

    /**
     * A workload's replicas in a region, by the policy's rule: the larger of {@code minPerRegion} and the share of {@code total}.
     *
     * @param placement the entry of spec.placement
     * @param region where
     * @param from what the present share needs
     * @param to what the share then needs
     */
    public record ReplicaChange(String placement, String region, int from, int to) {}

    /**
     * What would follow for a policy.
     *
     * @param present the orders in force without the new one
     * @param then with it
     */
    public static Preview of(FailoverPolicy policy, List<Order> present, List<Order> then, Instant now) {
        return new Walk(policy, then, now).preview(present);
    }

    /** True when the policy's traffic and replicas stay as they are, and nothing is withheld. */
    public boolean isUnchanged() {
        return steps.isEmpty() && before.isEmpty() && after.isEmpty() && held.isEmpty();
    }

    /** One policy's way. */
    private static final class Walk {
        private final FailoverPolicy policy;
        private final KnownFacts known;
        private final List<Order> orders;
        private final Instant start;
        private final List<Step> steps = new ArrayList<>();
        private Instant now;
        private Weights weights;
        private Stage stage = new Stage.Settled();
        private Instant writtenAt = Instant.EPOCH;
        private Past past;

        Walk(FailoverPolicy policy, List<Order> orders, Instant now) {
            this.policy = policy;
            this.known = new KnownFacts(policy);
            this.orders = orders;
            this.start = now;
            this.now = now;
            this.weights = known.published();
            this.past = known.past();
        }

        Preview preview(List<Order> present) {
            if (isDone()) {
                return new Preview(Words.nameOf(policy), List.of(), List.of(), List.of(), Optional.empty());
            }
            List<CapacityJudgement> needed = decide(present).capacities();
            Decision decision = decide(orders);
            List<CapacityJudgement> most = decision.capacities();
            for (int turn = 0; turn < MOST_TURNS && !isDone(); turn++) {
                if (decision.proposal().isPresent()) {
                    publish(decision.proposal().get());
                } else if (wait(decision).isPresent()) {
                    now = wait(decision).get();
                } else {
                    break;
                }
                decision = decide(orders);
            }
            Optional<Hold> held =
                    isDone() ? Optional.empty() : decision.holds().stream().findFirst();
            Set<String> elsewhere = elsewhere();
            List<ReplicaChange> before = new ArrayList<>();
            List<ReplicaChange> after = new ArrayList<>();
            changes(needed, most, false, elsewhere, before);
            changes(needed, decision.capacities(), true, elsewhere, after);
            return new Preview(Words.nameOf(policy), steps, before, after, held);
        }

        private Decision decide(List<Order> given) {
            return Decider.decide(known.at(now, weights, stage, writtenAt, past, given));
        }

        private void publish(Proposal proposal) {
            List<WeightChange> changes = new ArrayList<>();
            Set<String> regions = new LinkedHashSet<>(weights.byRegion().keySet());
            regions.addAll(proposal.weights().byRegion().keySet());
            for (RecordSpec record : policy.getSpec().dns().records()) {
                for (String region : regions) {
                    int from = weights.of(region);
                    int to = proposal.weights().of(region);
                    if (from != to) {
                        changes.add(
                                new WeightChange(record.name(), record.type().name(), region, from, to));
                    }
                }
            }
            weights = proposal.weights();
            stage = proposal.stage();
            writtenAt = now;
            past = proposal.kind() == Proposal.Kind.EVACUATE
                    ? new Past(Optional.of(now), past.lastReturnAt(), past.lookingSince())
                    : new Past(past.lastEvacuationAt(), Optional.of(now), past.lookingSince());
            steps.add(new Step(Duration.between(start, now), changes, weights.serving()));
        }

        /** When the first thing that waits for time alone goes on, before the orders end. */
        private Optional<Instant> wait(Decision decision) {
            Instant end = orders.stream()
                    .map(Order::expiresAt)
                    .max(Instant::compareTo)
                    .orElse(now);
            return decision.holds().stream()
                    .flatMap(hold -> hold.until().stream())
                    .filter(until -> until.isAfter(now) && until.isBefore(end))
                    .min(Instant::compareTo);
        }

        /** Whether everybody whom people want out is out, and everybody whom they want back has all of its part. */
        private boolean isDone() {
            boolean returns = false;
            for (Order order : orders) {
                if (order.kind() == Order.Kind.RETURN_TO) {
                    returns = true;
                } else if (weights.of(order.region()) > 0) {
                    return false;
                }
            }
            return !returns && !(stage instanceof Stage.Evacuating);
        }

        /** Regions whose workloads the operator does not scale, with the name of the placement. */
        private Set<String> elsewhere() {
            Set<String> elsewhere = new LinkedHashSet<>();
            Words.status(policy).regions().forEach(region -> {
                for (PlacementStatus placement : region.placement()) {
                    if (placement.desired() == null && placement.message() != null) {
                        elsewhere.add(region.name() + "/" + placement.name());
                    }
                }
            });
            return elsewhere;
        }

        private static void changes(
                List<CapacityJudgement> present,
                List<CapacityJudgement> then,
                boolean lowers,
                Set<String> elsewhere,
                List<ReplicaChange> into) {
            for (int i = 0; i < then.size(); i++) {
                OptionalInt from = present.get(i).wanted();
                OptionalInt to = then.get(i).wanted();
                String region = then.get(i).key().region();
                String placement = then.get(i).key().rule();
                if (from.isEmpty() || to.isEmpty() || elsewhere.contains(region + "/" + placement)) {
                    continue;
                }
                boolean changes = lowers
                        ? to.getAsInt() < from.getAsInt() && then.get(i).mayLower()
                        : to.getAsInt() > from.getAsInt();
                if (changes) {
                    into.add(new ReplicaChange(placement, region, from.getAsInt(), to.getAsInt()));
                }
            }
        }
    }
}
