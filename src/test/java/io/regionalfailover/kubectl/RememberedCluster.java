package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster in memory: it keeps what is created, names it as an API server does, and judges nothing. */
final class RememberedCluster implements Cluster {
    private final List<FailoverPolicy> policies;
    final List<RegionDrain> drains = new ArrayList<>();
    final List<TrafficShift> shifts = new ArrayList<>();
    final List<FailoverDrill> drills = new ArrayList<>();
    int rehearsals;

    /** The names of drains that it does not delete. */
    final Set<String> kept = new HashSet<>();

    RememberedCluster(List<FailoverPolicy> policies) {
        this.policies = policies;
    }

    @Override
    public String namespace() {
        return "shop";
    }

    @Override
    public String person() {
        return "jane@production";
    }

    @Override
    public List<FailoverPolicy> policies(Optional<String> namespace) {
        return policies.stream()
                .filter(policy -> namespace
                        .map(policy.getMetadata().getNamespace()::equals)
                        .orElse(true))
                .toList();
    }

    @Override
    public Optional<FailoverPolicy> policy(String namespace, String name) {
        return policies(Optional.of(namespace)).stream()
                .filter(policy -> policy.getMetadata().getName().equals(name))
                .findFirst();
    }

    @Override
    public List<RegionDrain> drains() {
        return List.copyOf(drains);
    }

    @Override
    public List<TrafficShift> shifts(Optional<String> namespace) {
        return List.copyOf(shifts);
    }

    @Override
    public List<FailoverDrill> drills(Optional<String> namespace) {
        return List.copyOf(drills);
    }

    @Override
    public List<String> regions() {
        return List.of("us-east-1", "us-west-2");
    }

    @Override
    public <T extends CustomResource<?, ?>> T give(T order, boolean rehearsed) {
        if (rehearsed) {
            rehearsals++;
            return order;
        }
        order.getMetadata().setName(order.getMetadata().getGenerateName() + "x7k2p");
        order.getMetadata().setCreationTimestamp("2026-11-23T04:10:00Z");
        if (order instanceof RegionDrain drain) {
            drains.add(drain);
        } else if (order instanceof TrafficShift shift) {
            shifts.add(shift);
        } else if (order instanceof FailoverDrill drill) {
            drills.add(drill);
        }
        return order;
    }

    @Override
    public void end(CustomResource<?, OrderStatus> order) {
        String name = order.getMetadata().getName();
        if (kept.contains(name)) {
            throw new Failure("cannot delete RegionDrain " + name + ": it stands as it did");
        }
        drains.removeIf(drain -> drain == order);
    }

    @Override
    public void close() {}
}
