package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.GateSpec;
import io.regionalfailover.api.v1alpha1.Mode;
import io.regionalfailover.decision.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a policy hangs on the gate of its zone, which can only do what the policy would do by itself. */
final class GateTranslator {
    private static final String FIELD = "spec.dns.gate";

    private GateTranslator() {}

    static boolean isGated(FailoverPolicySpec spec, DnsZone zone) {
        if (!spec.dns().gate()) {
            return false;
        }
        String name = zone.getMetadata().getName();
        GateSpec gate = gateOf(zone)
                .orElseThrow(() -> new RefusedException(
                        Reason.INVALID_REFERENCE,
                        FIELD,
                        "true, and DnsZone \"" + name + "\" has no gate",
                        "a DnsZone with spec.provider.route53.gate is allowed"));
        spec.regions().stream()
                .filter(region -> gate.instances().stream()
                        .noneMatch(instance -> instance.region().equals(region.name())))
                .findFirst()
                .ifPresent(region -> {
                    throw new RefusedException(
                            Reason.INVALID_REFERENCE,
                            FIELD,
                            "true, and region \"" + region.name() + "\" has no instance in the gate of DnsZone \""
                                    + name + "\"",
                            "each region of the policy needs one there, as its own instance has a say in whether it is left");
                });
        if (spec.mode() != Mode.AUTOMATIC) {
            throw new RefusedException(
                    FIELD, "true with spec.mode " + mode(spec.mode()), "Automatic is allowed, as a gate moves traffic");
        }
        if (!spec.failover().steps().equals(List.of(100))) {
            throw new RefusedException(
                    FIELD,
                    "true with spec.failover.steps " + spec.failover().steps(),
                    "[100] is allowed, as a gate moves everything at once");
        }
        return true;
    }

    private static String mode(Mode mode) {
        return switch (mode) {
            case AUTOMATIC -> "Automatic";
            case MANUAL -> "Manual";
            case DRY_RUN -> "DryRun";
        };
    }

    private static Optional<GateSpec> gateOf(DnsZone zone) {
        @Nullable
        GateSpec gate = zone.getSpec().provider().route53() == null
                ? null
                : zone.getSpec().provider().route53().gate();
        return Optional.ofNullable(gate);
    }
}
