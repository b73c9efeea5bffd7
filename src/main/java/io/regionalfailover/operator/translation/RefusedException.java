package io.regionalfailover.operator.translation;

import io.regionalfailover.decision.Reason;

/** A spec that cannot be carried out; caught by {@link PolicyTranslator}, never seen outside this package. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;
    private final String found;
    private final String allowed;

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
        this.field = field;
        this.found = found;
        this.allowed = allowed;
    }

    /** The same, and what the field belongs to. */
    RefusedException of(String part) {
        return new RefusedException(reason, field, part + ": " + found, allowed);
    }

    Reason reason() {
        return reason;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
