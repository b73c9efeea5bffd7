package io.regionalfailover.operator.console;

import io.regionalfailover.api.v1alpha1.CheckStatus;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.HistoryEntry;
import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import io.regionalfailover.api.v1alpha1.OrderPolicyStatus;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.PlacementStatus;
import io.regionalfailover.api.v1alpha1.PlanStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.api.v1alpha1.RecordSpec;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.RegionStatus;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import io.regionalfailover.console.OrderCard;
import io.regionalfailover.console.PolicyCard;
import io.regionalfailover.console.RegionCard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns resources into what is shown of them. Nothing of a spec is shown but names, mode and what people wrote as a reason. */
public final class Cards {
    private static final String UNKNOWN = "Unknown";

    private Cards() {}

    /** The card of a policy; one without a status shows its regions all the same. */
    public static PolicyCard of(FailoverPolicy policy) {
        String namespace = policy.getMetadata().getNamespace();
        String name = policy.getMetadata().getName();
        FailoverPolicySpec spec = policy.getSpec();
        FailoverPolicyStatus status = policy.getStatus();
        List<String> names = spec == null
                ? List.of()
                : spec.dns().records().stream().map(RecordSpec::name).distinct().toList();
        if (status == null) {
            List<PolicyCard.InRegion> regions = spec == null
                    ? List.of()
                    : spec.regions().stream().map(Cards::unseen).toList();
            return new PolicyCard(
                    namespace,
                    name,
                    names,
                    mode(spec),
                    "",
                    "",
                    "nothing was said of it yet",
                    Optional.empty(),
                    Optional.empty(),
                    regions,
                    List.of(),
                    Optional.empty(),
                    List.of());
        }
        return new PolicyCard(
                namespace,
                name,
                names,
                mode(spec),
                text(status.phase()),
                text(status.reason()),
                text(status.message()),
                Optional.ofNullable(status.nextCheckAt()),
                since(status),
                status.regions().stream().map(Cards::of).toList(),
                status.conditions().stream().map(Cards::of).toList(),
                Optional.ofNullable(status.lastFailover()).map(Cards::of),
                status.history().stream().map(Cards::of).toList());
    }

    private static String mode(@Nullable FailoverPolicySpec spec) {
        if (spec == null) {
            return "";
        }
        return spec.suspend()
                ? "Suspended"
                : switch (spec.mode()) {
                    case AUTOMATIC -> "Automatic";
                    case MANUAL -> "Manual";
                    case DRY_RUN -> "DryRun";
                };
    }

    /** When the oldest plan in a row was made that published the weights of the newest one. */
    private static Optional<Instant> since(FailoverPolicyStatus status) {
        Optional<Instant> since = Optional.empty();
        Map<String, Integer> weights = Map.of();
        for (HistoryEntry entry : status.history()) {
            if (since.isPresent() && !entry.weights().equals(weights)) {
                break;
            }
            weights = entry.weights();
            since = Optional.ofNullable(entry.at()).or(Optional::empty);
            if (since.isEmpty()) {
                break;
            }
        }
        return since.or(() -> Optional.ofNullable(status.plan()).map(PlanStatus::decidedAt));
    }

    private static PolicyCard.InRegion unseen(PolicyRegionSpec region) {
        return new PolicyCard.InRegion(
                region.name(),
                UNKNOWN,
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(region.weight()),
                0,
                0,
                0,
                List.of(),
                List.of());
    }

    private static PolicyCard.InRegion of(PolicyRegionStatus region) {
        return new PolicyCard.InRegion(
                region.name(),
                Objects.requireNonNullElse(region.health(), UNKNOWN),
                Optional.ofNullable(region.since()),
                text(region.reason()),
                text(region.message()),
                Optional.ofNullable(region.weight()),
                Optional.ofNullable(region.share()),
                Optional.ofNullable(region.steadyWeight()),
                number(region.checksPassing()),
                number(region.checksFailing()),
                number(region.checksUnknown()),
                region.checks().stream().map(Cards::of).toList(),
                region.placement().stream().map(Cards::of).toList());
    }

    private static PolicyCard.Check of(CheckStatus check) {
        return new PolicyCard.Check(
                check.name(),
                check.result(),
                text(check.severity()),
                text(check.message()),
                Optional.ofNullable(check.since()));
    }

    private static PolicyCard.Room of(PlacementStatus room) {
        return new PolicyCard.Room(
                room.name(),
                Optional.ofNullable(room.desired()),
                Optional.ofNullable(room.ready()),
                text(room.message()));
    }

    private static PolicyCard.Said of(Condition condition) {
        return new PolicyCard.Said(
                condition.type(),
                condition.status(),
                condition.reason(),
                condition.message(),
                Optional.ofNullable(condition.lastTransitionTime()));
    }

    private static PolicyCard.Journey of(LastFailoverStatus last) {
        return new PolicyCard.Journey(
                last.from(),
                last.to(),
                text(last.reason()),
                Optional.ofNullable(last.firstFailureAt()),
                Optional.ofNullable(last.decidedAt()),
                Optional.ofNullable(last.capacityReadyAt()),
                Optional.ofNullable(last.writtenAt()),
                Optional.ofNullable(last.observedAt()),
                Optional.ofNullable(last.recoveredAt()));
    }

    private static PolicyCard.Past of(HistoryEntry entry) {
        return new PolicyCard.Past(
                entry.epoch(),
                Optional.ofNullable(entry.at()),
                text(entry.reason()),
                text(entry.message()),
                entry.weights(),
                text(entry.by()));
    }

    /** What a Region says of itself. */
    public static RegionCard.Own of(Region region) {
        RegionStatus status = region.getStatus();
        if (status == null) {
            return new RegionCard.Own(region.getMetadata().getName(), Optional.empty(), "", "");
        }
        String cluster = status.conditions().stream()
                .filter(condition -> condition.type().equals("ClusterReachable"))
                .map(Condition::status)
                .findFirst()
                .orElse("");
        return new RegionCard.Own(
                region.getMetadata().getName(), Optional.ofNullable(status.health()), text(status.message()), cluster);
    }

    /** The card of a drain. */
    public static OrderCard of(RegionDrain drain) {
        OrderStatus status = drain.getStatus();
        return order(
                "RegionDrain",
                drain.getMetadata().getName(),
                List.of(drain.getSpec().region()),
                Given.of(
                        drain.getSpec().reason(),
                        drain.getSpec().requestedBy(),
                        drain.getSpec().until()),
                status);
    }

    /** The card of a shift. */
    public static OrderCard of(TrafficShift shift) {
        TrafficShiftSpec spec = shift.getSpec();
        boolean returns = spec.awayFrom() == null;
        List<String> regions = returns ? spec.returnTo() : spec.awayFrom();
        OrderCard card = order(
                "TrafficShift",
                shift.getMetadata().getNamespace() + "/" + shift.getMetadata().getName(),
                regions == null ? List.of() : regions,
                Given.of(spec.reason(), spec.requestedBy(), spec.until()),
                shift.getStatus());
        return new OrderCard(
                card.kind(),
                card.name(),
                card.regions(),
                returns,
                spec.force(),
                card.reason(),
                card.by(),
                card.phase(),
                card.message(),
                card.end(),
                card.done(),
                card.policies());
    }

    private record Given(String reason, String by, Instant until) {
        static Given of(String reason, @Nullable String by, Instant until) {
            return new Given(reason, text(by), until);
        }
    }

    private static OrderCard order(
            String kind, String name, List<String> regions, Given given, @Nullable OrderStatus status) {
        List<OrderPolicyStatus> policies = status == null ? List.of() : status.policies();
        return new OrderCard(
                kind,
                name,
                regions,
                false,
                false,
                given.reason(),
                given.by(),
                status == null ? "" : text(status.phase()),
                status == null ? "" : text(status.message()),
                Optional.ofNullable(status == null ? null : status.expiresAt()).or(() -> Optional.of(given.until())),
                (int) policies.stream()
                        .filter(policy -> policy.phase().equals("Done"))
                        .count(),
                policies.stream()
                        .map(policy -> policy.namespace() + "/" + policy.name())
                        .toList());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
