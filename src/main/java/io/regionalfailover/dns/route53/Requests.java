package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.RequestGate;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Sends requests about one hosted zone: each passes the gate once and is sent once. */
final class Requests {
    private final RequestGate gate;
    private final Faults faults;

    Requests(String zoneId, RequestGate gate) {
        this.gate = gate;
        this.faults = new Faults(zoneId);
    }

    /**
     * Sends one.
     *
     * @param operation as IAM names it, such as {@code GetChange}
     * @param request sends it with what it is handed
     */
    <T> T send(
            RequestGate.Kind kind,
            String operation,
            Function<Consumer<AwsRequestOverrideConfiguration.Builder>, T> request)
            throws Faulted {
        try {
            gate.pass(kind);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Faulted(new Fault.NotSent(operation + " was called off before it was sent"));
        } catch (RuntimeException e) {
            throw new Faulted(new Fault.NotSent(operation + " was not let through: " + e));
        }
        Transmission transmission = new Transmission();
        try {
            return request.apply(override -> override.putExecutionAttribute(Transmission.ATTRIBUTE, transmission));
        } catch (RuntimeException e) {
            throw new Faulted(faults.of(e, "route53:" + operation, transmission));
        }
    }
}
