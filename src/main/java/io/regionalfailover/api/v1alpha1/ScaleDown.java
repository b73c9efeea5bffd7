package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether copies are taken away again. */
public enum ScaleDown {
    /** Copies are only ever added. */
    @JsonProperty("Never")
    NEVER,

    /** Back to what the region's share needs, once traffic and the TTL are gone. */
    @JsonProperty("AfterDrain")
    AFTER_DRAIN
}
