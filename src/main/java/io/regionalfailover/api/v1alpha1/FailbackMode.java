package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who gives a region its traffic back. */
public enum FailbackMode {
    /** The operator, once the region has been well for long enough. */
    @JsonProperty("Automatic")
    AUTOMATIC,

    /** Only people. */
    @JsonProperty("Manual")
    MANUAL
}
