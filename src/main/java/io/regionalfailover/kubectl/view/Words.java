package io.regionalfailover.kubectl.view;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words of a status, read back. An operator newer than this program may use some that it does not know. */
public final class Words {
    private static final FailoverPolicyStatus NOTHING_YET = new FailoverPolicyStatus(
            null, null, null, null, null, null, null, List.of(), null, null, List.of(), List.of());

    private Words() {}

    /** The status of a policy; an empty one when the operator has not looked at it yet. */
    public static FailoverPolicyStatus status(FailoverPolicy policy) {
        return Optional.ofNullable(policy.getStatus()).orElse(NOTHING_YET);
    }

    /** Where its traffic is; Pending as long as nobody has said so. */
    public static Phase phase(FailoverPolicyStatus status) {
        for (Phase phase : Phase.values()) {
            if (phase.text().equals(status.phase())) {
                return phase;
            }
        }
        return Phase.PENDING;
    }

    /** The reason that a text stands for. */
    public static Optional<Reason> reason(@Nullable String text) {
        for (Reason reason : Reason.values()) {
            if (reason.text().equals(text)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** A condition, whatever it says. */
    public static Optional<Condition> condition(FailoverPolicyStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    /** A condition, if it is True. */
    public static Optional<Condition> isTrue(FailoverPolicyStatus status, String type) {
        return condition(status, type).filter(condition -> condition.status().equals("True"));
    }

    /** {@code shop/checkout}. */
    public static String nameOf(FailoverPolicy policy) {
        return policy.getMetadata().getNamespace() + "/" + policy.getMetadata().getName();
    }

    /** The text, or nothing. */
    public static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
