package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who moves traffic. */
public enum Mode {
    /** The operator decides and acts. */
    @JsonProperty("Automatic")
    AUTOMATIC,

    /** Only people move traffic; the status carries the advice. */
    @JsonProperty("Manual")
    MANUAL,

    /** Decides as Automatic and writes nothing to DNS. */
    @JsonProperty("DryRun")
    DRY_RUN
}
