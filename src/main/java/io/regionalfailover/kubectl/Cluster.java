package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.util.List;
import java.util.Optional;

/** The cluster that commands speak with. Each method throws a {@link Failure} when it does not answer or does not permit. */
interface Cluster extends AutoCloseable {
    /** The namespace of the context. */
    String namespace();

    /** Who asks, and through which context: {@code jane@production}. */
    String person();

    /** The policies of a namespace, or of all. */
    List<FailoverPolicy> policies(Optional<String> namespace);

    /** One policy. */
    Optional<FailoverPolicy> policy(String namespace, String name);

    /** All drains. */
    List<RegionDrain> drains();

    /** The shifts of a namespace, or of all. */
    List<TrafficShift> shifts(Optional<String> namespace);

    /** The drills of a namespace, or of all. */
    List<FailoverDrill> drills(Optional<String> namespace);

    /** The names of all Regions. */
    List<String> regions();

    /**
     * Gives an order, or a drill.
     *
     * @param rehearsed true: the API server only says whether it would accept it
     * @return as the API server has it
     */
    <T extends CustomResource<?, ?>> T give(T order, boolean rehearsed);

    /** Deletes an order, which ends it. */
    void end(CustomResource<?, OrderStatus> order);

    @Override
    void close();
}
