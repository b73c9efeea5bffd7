package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a check decides. */
public enum Severity {
    /** A failing check makes its region Unhealthy. */
    @JsonProperty("Critical")
    CRITICAL,

    /** A failing check is only shown. */
    @JsonProperty("Warning")
    WARNING
}
