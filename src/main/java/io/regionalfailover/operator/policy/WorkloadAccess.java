package io.regionalfailover.operator.policy;

import io.regionalfailover.placement.Cluster;

/** Where the workloads of a region are reached. Asked from any thread; may block its (virtual) thread for a bounded time. */
@FunctionalInterface
public interface WorkloadAccess {
    /** How a region's workloads are reached now. */
    Access to(String region);

    /** How workloads are reached. */
    sealed interface Access {
        /** @param cluster through its API server */
        record Reached(Cluster cluster) implements Access {}

        /** They are in other hands: the Region names no cluster. */
        record Elsewhere() implements Access {}

        /**
         * Not now.
         *
         * @param lasting true when waiting does not help
         * @param message why, for a person
         */
        record Denied(boolean lasting, String message) implements Access {}
    }
}
