package io.regionalfailover.operator.orders;

import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillSpec;
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

    /** What the names of drills' orders begin with. */
    static final String DRILL = "FailoverDrill ";

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

    /**
     * What a drill asks for while it keeps traffic away.
     *
     * @param startedAt when the run began
     * @param until when the return begins
     */
    static Asked of(FailoverDrill drill, Instant startedAt, Instant until) {
        return ofDrill(drill, nameOf(drill), Order.Kind.DRILL, startedAt, until);
    }

    /**
     * What a drill asks for when it is over.
     *
     * @param atOnce true when it was broken off
     * @param until when it is given up
     */
    static Asked back(FailoverDrill drill, boolean atOnce, Instant since, Instant until) {
        Order.Kind kind = atOnce ? Order.Kind.GIVE_BACK : Order.Kind.DRILL_OVER;
        return ofDrill(drill, nameOfReturn(drill), kind, since, until);
    }

    private static Asked ofDrill(FailoverDrill drill, String name, Order.Kind kind, Instant givenAt, Instant until) {
        FailoverDrillSpec spec = drill.getSpec();
        String namespace = drill.getMetadata().getNamespace();
        return new Asked(
                name,
                kind,
                Set.of(spec.region()),
                (where, policy, labels) -> where.equals(namespace) && policy.equals(spec.policy()),
                false,
                givenAt,
                until,
                nameOf(drill));
    }

    static String nameOf(FailoverDrill drill) {
        return DRILL + drill.getMetadata().getNamespace() + "/"
                + drill.getMetadata().getName();
    }

    /** The return of a run is an order of its own: the other one ends before it begins. */
    static String nameOfReturn(FailoverDrill drill) {
        return nameOf(drill) + " return";
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
