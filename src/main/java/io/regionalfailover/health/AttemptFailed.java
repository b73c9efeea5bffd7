package io.regionalfailover.health;

/** Ends an attempt with its result, from wherever that was found. */
final class AttemptFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final transient ProbeResult result;

    AttemptFailed(ProbeResult result) {
        // No stack: this is an answer, not a fault, and there may be thousands per second.
        super(result.message(), null, false, false);
        this.result = result;
    }

    ProbeResult result() {
        return result;
    }
}
