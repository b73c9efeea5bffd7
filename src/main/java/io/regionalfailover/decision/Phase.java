package io.regionalfailover.decision;

/** Where traffic is. */
public enum Phase {
    /** Nothing is published yet. */
    PENDING("Pending"),
    /** Steady weights are published. */
    STEADY("Steady"),
    /** Traffic is leaving a region, or has been told to and the change is not in force yet. */
    FAILING_OVER("FailingOver"),
    /** Traffic has left a region. */
    FAILED_OVER("FailedOver"),
    /** Traffic is coming back step by step. */
    FAILING_BACK("FailingBack"),
    /** Nobody healthy is left to serve; the last answers stay. */
    FAILED_OPEN("FailedOpen");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** The form used in status. */
    public String text() {
        return text;
    }
}
