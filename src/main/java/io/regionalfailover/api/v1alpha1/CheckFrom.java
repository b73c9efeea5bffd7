package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who can try a check. */
public enum CheckFrom {
    /** Every instance of the operator. */
    @JsonProperty("Anywhere")
    ANYWHERE,

    /** Only the instance that stands in the checked region. */
    @JsonProperty("Region")
    REGION
}
