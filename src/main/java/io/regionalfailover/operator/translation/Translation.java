package io.regionalfailover.operator.translation;

import io.regionalfailover.decision.Reason;

/** What became of a policy's spec. */
public sealed interface Translation {
    /** @param model what the spec means */
    record Accepted(PolicyModel model) implements Translation {}

    /**
     * The spec cannot be carried out as it stands.
     *
     * @param reason why
     * @param message a sentence that names field, value and what is allowed
     */
    record Refused(Reason reason, String message) implements Translation {}
}
