package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.util.List;

/**
 * Learns on a thread of its own how answers of the API server are read, while the kubeconfig is read and the connection made:
 * each takes a good part of what a command takes.
 */
final class KindsAhead {
    private static final List<Class<?>> KINDS =
            List.of(FailoverPolicy.class, RegionDrain.class, TrafficShift.class, FailoverDrill.class);

    private KindsAhead() {}

    /** Begins to learn. What is returned can be used at once; what is not learnt by then it learns itself. */
    static KubernetesSerialization begin() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        Thread.ofPlatform()
                .daemon()
                .name("kinds-ahead")
                // What fails here fails again where it matters, and is said there.
                .uncaughtExceptionHandler((thread, fault) -> {})
                .start(() -> KINDS.forEach(kind -> serialization.unmarshal("{}", kind)));
        return serialization;
    }
}
