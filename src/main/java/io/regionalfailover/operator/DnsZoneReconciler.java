package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.DnsZoneStatus;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.report.Conditions;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.operator.translation.SecretMentions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Says of each DnsZone whether its provider answers for it. */
@ControllerConfiguration(name = "dnszone")
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 2, maxInterval = 30_000)
public final class DnsZoneReconciler implements Reconciler<DnsZone> {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(15);
    private static final Duration WHILE_GATE_BEGINS = Duration.ofSeconds(4);

    private final Zones zones;
    private final DetachedPolicies detached;
    private final SteadyClock clock;
    private final Settings settings;
    private final SecretMentions mentions;
    private final SecretUse<DnsZone> secrets;

    /**
     * @param zones the zones that are open
     * @param detached policies that left without letting go
     * @param secrets those that DnsZones refer to
     */
    public DnsZoneReconciler(
            Zones zones,
            DetachedPolicies detached,
            SteadyClock clock,
            Settings settings,
            Secrets secrets,
            Identity identity) {
        this.zones = zones;
        this.detached = detached;
        this.clock = clock;
        this.settings = settings;
        this.mentions = new SecretMentions(identity.namespace());
        this.secrets = new SecretUse<>(secrets);
    }

    @Override
    public List<EventSource<?, DnsZone>> prepareEventSources(EventSourceContext<DnsZone> context) {
        SimpleInboundEventSource<DnsZone> departures = new SimpleInboundEventSource<>("departures");
        detached.listen(zone -> departures.propagateEvent(new ResourceID(zone)));
        return List.of(departures, secrets.changes());
    }

    @Override
    public UpdateControl<DnsZone> reconcile(DnsZone zone, Context<DnsZone> context) {
        secrets.read(new ResourceID(zone.getMetadata().getName()), mentions.of(zone));
        Zones.Standing standing = zones.standing(zone);
        List<Condition> before =
                zone.getStatus() == null ? List.of() : zone.getStatus().conditions();
        long generation = zone.getMetadata().getGeneration();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Reason reason = switch (standing.failure()) {
            case THROTTLED -> Reason.DNS_THROTTLED;
            case UNREACHABLE -> Reason.DNS_UNAVAILABLE;
            case REFUSED -> standing.ready() ? Reason.ZONE_ANSWERS : Reason.INVALID_REFERENCE;
        };
        Conditions conditions =
                new Conditions(before, generation, now).state("Ready", standing.ready(), reason, standing.message());
        standing.gate()
                .ifPresent(gate -> conditions.state(
                        "GateReady",
                        gate.ready(),
                        gate.ready() ? Reason.GATE_READY : Reason.GATE_NOT_READY,
                        gate.message()));
        Optional<String> left = detached.sentence(zone.getMetadata().getName());
        conditions.onlyWhile("Degraded", left.isPresent(), Reason.DNS_UNAVAILABLE, left.orElse(""));
        DnsZoneStatus status = new DnsZoneStatus(generation, conditions.list());
        Duration again = again(standing);
        if (status.equals(zone.getStatus())) {
            return UpdateControl.<DnsZone>noUpdate().rescheduleAfter(again);
        }
        DnsZone patch = new DnsZone();
        patch.setMetadata(
                new ObjectMetaBuilder().withName(zone.getMetadata().getName()).build());
        patch.setStatus(status);
        return UpdateControl.patchStatus(patch).rescheduleAfter(again);
    }

    private Duration again(Zones.Standing standing) {
        if (!standing.ready()) {
            return AFTER_TROUBLE;
        }
        boolean waits = standing.gate().filter(gate -> !gate.ready()).isPresent();
        return waits ? WHILE_GATE_BEGINS : settings.resync().multipliedBy(5);
    }
}
