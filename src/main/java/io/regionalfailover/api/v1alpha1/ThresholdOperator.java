package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a value is compared with a threshold. */
public enum ThresholdOperator {
    /** Above it. */
    @JsonProperty("GreaterThan")
    GREATER_THAN,

    /** At it or above. */
    @JsonProperty("GreaterThanOrEqual")
    GREATER_THAN_OR_EQUAL,

    /** Below it. */
    @JsonProperty("LessThan")
    LESS_THAN,

    /** At it or below. */
    @JsonProperty("LessThanOrEqual")
    LESS_THAN_OR_EQUAL,

    /** The same. */
    @JsonProperty("Equal")
    EQUAL,

    /** Another. */
    @JsonProperty("NotEqual")
    NOT_EQUAL
}
