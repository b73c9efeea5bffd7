package io.regionalfailover.dns.route53;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * How far one request got: whether a failure came before a byte could have left. A client without the interceptor leaves
 * the request unwatched, and an unwatched request counts as sent.
 */
final class Transmission {
    static final ExecutionAttribute<Transmission> ATTRIBUTE = new ExecutionAttribute<>("Transmission");

    private volatile boolean watched;
    private volatile boolean begun;

    /** True when it is certain that no attempt to send was made: credentials, signing or marshalling failed. */
    boolean neverBegun() {
        return watched && !begun;
    }

    void watch() {
        watched = true;
    }

    void begin() {
        begun = true;
    }

    /** Notes how far requests get that carry a transmission. */
    static final class Watch implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            Transmission transmission = attributes.getAttribute(ATTRIBUTE);
            if (transmission != null) {
                transmission.watch();
            }
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            Transmission transmission = attributes.getAttribute(ATTRIBUTE);
            if (transmission != null) {
                transmission.begin();
            }
        }
    }
}
