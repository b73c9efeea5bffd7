package io.regionalfailover.decision;

/** How a region is, over all its critical checks. */
public enum RegionHealth {
    /** All critical checks pass. */
    HEALTHY("Healthy"),
    /** Some critical check fails. */
    UNHEALTHY("Unhealthy"),
    /** Neither can be said; the last definite verdict stays in force. */
    UNKNOWN("Unknown");

    private final String text;

    RegionHealth(String text) {
        this.text = text;
    }

    /** The form used in status and metrics. */
    public String text() {
        return text;
    }
}
