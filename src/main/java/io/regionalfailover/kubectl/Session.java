package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.kubectl.preview.StandingOrders;
import io.regionalfailover.kubectl.view.Words;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a command works with.
 *
 * @param terminal where it speaks
 * @param clock of orders' times
 * @param clusters opens the cluster that is asked for
 */
record Session(Terminal terminal, InstantSource clock, Opener clusters) {
    /** Opens clusters. */
    interface Opener {
        Cluster open(Optional<Path> kubeconfig, Optional<String> context);
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * The policy that is meant.
     *
     * @param name {@code checkout}, or {@code shop/checkout}
     * @param namespace of names without one; empty for the context's
     */
    static FailoverPolicy policy(Cluster cluster, String name, Optional<String> namespace) {
        String[] parts = name.split("/", 2);
        String in = parts.length == 2 ? parts[0] : namespace.orElseGet(cluster::namespace);
        String named = parts[parts.length - 1];
        return cluster.policy(in, named).orElseThrow(() -> {
            List<String> there = cluster.policies(Optional.of(in)).stream()
                    .map(Words::nameOf)
                    .toList();
            return new Failure("FailoverPolicy " + in + "/" + named + " does not exist; in that namespace "
                    + (there.isEmpty() ? "is none" : "are " + String.join(", ", there))
                    + ". Nothing was done; name one that exists, and its namespace with -n");
        });
    }

    /** Orders that may concern the policies of a namespace, or of all; without those that may not be read, which is said. */
    StandingOrders orders(Cluster cluster, Optional<String> namespace) {
        return new StandingOrders(
                readable(cluster::drains),
                readable(() -> cluster.shifts(namespace)),
                readable(() -> cluster.drills(namespace)));
    }

    private <T> List<T> readable(Supplier<List<T>> orders) {
        try {
            return orders.get();
        } catch (Failure e) {
            terminal.err().println("Note: some orders are not considered: " + e.getMessage() + ".");
            return List.of();
        }
    }
}
