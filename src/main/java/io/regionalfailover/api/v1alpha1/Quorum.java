package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many of the configured vantage points must agree that a check fails. */
public enum Quorum {
    /** More than half. */
    @JsonProperty("Majority")
    MAJORITY,

    /** One is enough. */
    @JsonProperty("Any")
    ANY,

    /** Every one. */
    @JsonProperty("All")
    ALL
}
