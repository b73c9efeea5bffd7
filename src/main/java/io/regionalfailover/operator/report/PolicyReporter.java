package io.regionalfailover.operator.report;

import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Reporter;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Spreads what one policy's loop tells to status, log, events and metrics. */
public final class PolicyReporter implements Reporter {
    private final String namespace;
    private final String name;
    private final StatusWriter statuses;
    private final DecisionLog log;
    private final PolicyMetrics metrics;
    private final BiConsumer<String, PolicySnapshot> orders;
    private @Nullable PolicySnapshot told;

    /** @param orders is told {@code namespace/name} and what there is to report */
    public PolicyReporter(
            String namespace,
            String name,
            StatusWriter statuses,
            DecisionLog log,
            PolicyMetrics metrics,
            BiConsumer<String, PolicySnapshot> orders) {
        this.namespace = namespace;
        this.name = name;
        this.statuses = statuses;
        this.log = log;
        this.metrics = metrics;
        this.orders = orders;
    }

    @Override
    public void report(PolicySnapshot snapshot) {
        // Hardly any turn has something new to tell.
        boolean isNew = told == null || !snapshot.saysTheSame(told);
        if (isNew) {
            metrics.turn(namespace, name, snapshot);
            log.turn(namespace, name, snapshot);
            statuses.offer(namespace, name, snapshot);
        }
        // Once it is told. Also where it says the same: the next one is made of the same parts, which need no look into
        // them.
        told = snapshot;
        orders.accept(namespace + "/" + name, snapshot);
    }

    @Override
    public void written(PastPlan plan, Reason reason, Shifted shifted) {
        log.written(namespace, name, plan, reason, shifted);
        if (shifted != Shifted.NEITHER) {
            metrics.shifted(namespace, name, reason.text());
        }
    }

    @Override
    public void fenced(String message) {
        log.fenced(namespace, name, message);
    }
}
