package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a DNS server chooses among the regions' answers. */
public enum Routing {
    /** In proportion to the weights. */
    @JsonProperty("Weighted")
    WEIGHTED
}
