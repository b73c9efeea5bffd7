package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the published records when the policy is deleted. */
public enum OnDelete {
    /** The last published answers stay; only the fences go. */
    @JsonProperty("Retain")
    RETAIN,

    /** Steady weights are published, unhealthy regions left out. */
    @JsonProperty("Restore")
    RESTORE,

    /** The record sets are deleted. */
    @JsonProperty("Delete")
    DELETE
}
