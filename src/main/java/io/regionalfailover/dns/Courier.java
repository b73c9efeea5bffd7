package io.regionalfailover.dns;

import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.WriteQueue.Entry;
import java.util.List;

/** Hands batches to the provider, and learns from its answers how many requests the account takes. */
final class Courier {
    private static final int LONGEST_COMMENT = 200;

    private final DnsProvider provider;
    private final Budget budget;
    private final DnsMetrics metrics;

    Courier(DnsProvider provider, Budget budget, DnsMetrics metrics) {
        this.provider = provider;
        this.budget = budget;
        this.metrics = metrics;
    }

    /** Asks once, and learns from the answer. */
    ApplyResult apply(List<Change> changes, String comment) {
        ApplyResult result;
        try {
            result = provider.apply(changes, comment);
        } catch (RuntimeException e) {
            result = new ApplyResult.OutcomeUnknown("The request broke off: " + e);
        }
        metrics.request("apply", Aftermath.outcome(result));
        pace(result);
        return result;
    }

    /** Learns from an answer how many requests the account takes. */
    private void pace(ApplyResult answer) {
        switch (answer) {
            case ApplyResult.Throttled throttled -> {
                if (throttled.account()) {
                    budget.throttled();
                }
            }
            case ApplyResult.Applied ignored -> budget.answered();
            case ApplyResult.Fenced ignored -> budget.answered();
            case ApplyResult.Refused ignored -> budget.answered();
            case ApplyResult.Unreachable ignored -> {}
            case ApplyResult.OutcomeUnknown ignored -> {}
        }
    }

    /** What the provider's own log shows of a batch. */
    static String comment(List<Entry> batch) {
        StringBuilder text = new StringBuilder("regional-failover:");
        for (Entry entry : batch) {
            String label = " " + entry.changes().owner().label();
            if (text.length() + label.length() > LONGEST_COMMENT) {
                return text.append(" and more").toString();
            }
            text.append(label);
        }
        return text.toString();
    }
}
