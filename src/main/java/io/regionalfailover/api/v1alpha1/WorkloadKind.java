package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of group {@code apps} tells how many of its pods are available. */
public enum WorkloadKind {
    /** A Deployment. */
    @JsonProperty("Deployment")
    DEPLOYMENT("Deployment"),

    /** A StatefulSet. */
    @JsonProperty("StatefulSet")
    STATEFUL_SET("StatefulSet"),

    /** A DaemonSet. */
    @JsonProperty("DaemonSet")
    DAEMON_SET("DaemonSet");

    private final String text;

    WorkloadKind(String text) {
        this.text = text;
    }

    /** As in a manifest. */
    public String text() {
        return text;
    }
}
