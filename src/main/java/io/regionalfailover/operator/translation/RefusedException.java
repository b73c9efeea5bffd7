package io.regionalfailover.operator.translation;

import io.regionalfailover.decision.Reason;

/** A spec that cannot be carried out; caught by {@link PolicyTranslator}, never seen outside this package. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * @param field path of the field
     * @param found what stands there
     * @param allowed what is wrong with it and what is allowed
     */
    RefusedException(String field, String found, String allowed) {
        this(Reason.INVALID_SPEC, field, found, allowed);
    }

    RefusedException(Reason reason, String field, String found, String allowed) {
        super(field + ": " + found + ": " + allowed, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
