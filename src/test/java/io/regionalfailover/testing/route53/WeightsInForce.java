package io.regionalfailover.testing.route53;

import java.time.Instant;
import java.util.SortedMap;

/**
 * What the weighted sets of one name and type said from one moment on.
 *
 * @param since when it came in force
 * @param changeId the change that brought it, or {@code initial} or {@code hand-edit-n}
 * @param weights the weight by set identifier; a simple record set stands under the empty identifier with weight 1
 */
public record WeightsInForce(Instant since, String changeId, SortedMap<String, Long> weights) {

    /** Returns the sum of the weights; 0 when there is no set at all. */
    public long sum() {
        return weights.values().stream().mapToLong(Long::longValue).sum();
    }
}
