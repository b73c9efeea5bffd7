package io.regionalfailover.decision;

import java.math.BigDecimal;

/**
 * One resource that a quota bounds, as one workload's pods use it up.
 *
 * @param quota the quota's name, unique in a region
 * @param resource as the quota names it: {@code pods}, {@code requests.cpu}
 * @param hard how much there may be
 * @param used how much is used, by whomever
 * @param perPod how much one more pod of the workload takes; above 0
 */
public record QuotaLine(String quota, String resource, BigDecimal hard, BigDecimal used, BigDecimal perPod) {
    /** What is left; below 0 where more is used than there may be. */
    BigDecimal left() {
        return hard.subtract(used);
    }
}
