package io.regionalfailover.operator.orders;

import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.RegionDrainSpec;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import io.regionalfailover.decision.Order;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person asks for.
 *
 * @param name its kind and name, by which it is known: {@code RegionDrain east} or {@code TrafficShift shop/east}
 * @param kind what is ordered
 * @param regions which regions it is about
 * @param whom which policies it is for
 * @param force see {@link Order#force()}
 * @param givenAt when it was written
 * @param until when it is to end
 * @param text for a person: name, author and reason
 */
record Asked(
        String name,
        Order.Kind kind,
        Set<String> regions,
        Whom whom,
        boolean force,
        Instant givenAt,
        Instant until,
        String text) {

    /** Which policies an order is for. */
    interface Whom {
        boolean includes(String namespace, String policy, Map<String, String> labels);
    }

    Asked {
        regions = Set.copyOf(regions);
    }

    static Asked of(RegionDrain drain) {
        RegionDrainSpec spec = drain.getSpec();
        String name = nameOf(drain);
        return new Asked(
                name,
                Order.Kind.DRAIN,
                Set.of(spec.region()),
                (namespace, policy, labels) -> true,
                false,
                writtenAt(drain.getMetadata().getCreationTimestamp()),
                spec.until(),
                text(name, Optional.ofNullable(spec.requestedBy()), spec.reason()));
    }

    static Asked of(TrafficShift shift) {
        TrafficShiftSpec spec = shift.getSpec();
        String name = nameOf(shift);
        List<String> away = spec.awayFrom();
        List<String> back = spec.returnTo();
        return new Asked(
                name,
                away == null ? Order.Kind.RETURN_TO : Order.Kind.AWAY_FROM,
                Set.copyOf(away == null ? back == null ? List.of() : back : away),
                whom(shift.getMetadata().getNamespace(), spec),
                spec.force(),
                writtenAt(shift.getMetadata().getCreationTimestamp()),
                spec.until(),
                text(name, Optional.ofNullable(spec.requestedBy()), spec.reason()));
    }

    static String nameOf(RegionDrain drain) {
        return "RegionDrain " + drain.getMetadata().getName();
    }

    static String nameOf(TrafficShift shift) {
        return "TrafficShift " + shift.getMetadata().getNamespace() + "/"
                + shift.getMetadata().getName();
    }

    private static Whom whom(String namespace, TrafficShiftSpec spec) {
        List<String> names = spec.policies();
        Map<String, String> wanted =
                spec.policySelector() == null ? Map.of() : spec.policySelector().matchLabels();
        return (where, policy, labels) -> where.equals(namespace)
                && (names == null ? labels.entrySet().containsAll(wanted.entrySet()) : names.contains(policy));
    }

    private static Instant writtenAt(String timestamp) {
        return Instant.parse(timestamp);
    }

    private static String text(String name, Optional<String> person, String reason) {
        return name + person.map(who -> " of " + who).orElse("") + ": " + reason;
    }
}
