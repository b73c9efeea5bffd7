package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when room is not ready in time. */
public enum OnTimeout {
    /** Traffic comes all the same, and the policy is Degraded. */
    @JsonProperty("Shift")
    SHIFT,

    /** Traffic stays where it is. */
    @JsonProperty("Hold")
    HOLD
}
