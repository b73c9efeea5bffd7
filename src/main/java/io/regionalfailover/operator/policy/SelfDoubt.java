package io.regionalfailover.operator.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether this observer has reason to doubt itself: when for two intervals no probe of any policy passed and no provider
 * answered, it may well be the observer who is cut off.
 */
public final class SelfDoubt {
    private volatile Instant lastSign;

    /** @param start when the process began to look: nothing is doubted before it has looked for two intervals */
    public SelfDoubt(Instant start) {
        lastSign = start;
    }

    /** The world answered: a probe passed, or a provider said something. */
    public void sign(Instant at) {
        if (at.isAfter(lastSign)) {
            lastSign = at;
        }
    }

    /**
     * True when nothing answered for two intervals.
     *
     * @param interval the longest between two attempts of a check
     */
    public boolean isolated(Instant now, Duration interval) {
        return lastSign.plus(interval).plus(interval).isBefore(now);
    }
}
