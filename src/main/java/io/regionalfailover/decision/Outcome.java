package io.regionalfailover.decision;

/** What one attempt at a check, or the verdict over many attempts, says. {@code UNKNOWN} never counts as failing. */
public enum Outcome {
    PASSING("Passing"),
    FAILING("Failing"),
    /** Not tried yet, or the observer cannot tell. */
    UNKNOWN("Unknown");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** The form used in status and metrics. */
    public String text() {
        return text;
    }
}
