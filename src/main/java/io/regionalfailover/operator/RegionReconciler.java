package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionStatus;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.operator.policy.RegionLoop;
import io.regionalfailover.operator.report.Conditions;
import io.regionalfailover.operator.report.StatusReport;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.operator.translation.RegionModel;
import io.regionalfailover.operator.translation.SecretMentions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Says of each Region how its own checks stand, and whether its cluster answers. */
@ControllerConfiguration(
        name = "region",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 2, maxInterval = 30_000)
public final class RegionReconciler implements Reconciler<Region> {
    private final Policies policies;
    private final SteadyClock clock;
    private final Settings settings;
    private final RegionClusters clusters;
    private final RegionReach reach;
    private final Identity identity;
    private final SecretMentions mentions;
    private final SecretUse<Region> secrets;
    private final Map<String, RegionLoop> loops = new ConcurrentHashMap<>();
    private final Map<String, RegionJudgement> judged = new ConcurrentHashMap<>();
    private final SimpleInboundEventSource<Region> judgements = new SimpleInboundEventSource<>("judgements");

    /**
     * @param policies whose parts its loops share
     * @param clusters are told of every Region
     * @param reach whether they answer
     * @param secrets those that Regions refer to
     */
    public RegionReconciler(
            Policies policies,
            SteadyClock clock,
            Settings settings,
            RegionClusters clusters,
            RegionReach reach,
            Secrets secrets,
            Identity identity) {
        this.policies = policies;
        this.clock = clock;
        this.settings = settings;
        this.clusters = clusters;
        this.reach = reach;
        this.identity = identity;
        this.mentions = new SecretMentions(identity.namespace());
        this.secrets = new SecretUse<>(secrets);
    }

    @Override
    public List<EventSource<?, Region>> prepareEventSources(EventSourceContext<Region> context) {
        return List.of(judgements, secrets.changes());
    }

    @Override
    public UpdateControl<Region> reconcile(Region region, Context<Region> context) {
        String name = region.getMetadata().getName();
        Map<Secrets.Key, Secrets.Found> found = secrets.read(new ResourceID(name), mentions.of(region));
        clusters.follow(region);
        RegionStatus status = switch (RegionModel.of(region, identity.namespace(), found, identity.region())) {
            case RegionModel.Refused(String message) -> refused(region, message);
            case RegionModel.Read(RegionModel model) -> {
                loops.computeIfAbsent(name, this::begin).accept(model);
                yield read(region, model);
            }
        };
        if (status.equals(region.getStatus())) {
            return UpdateControl.<Region>noUpdate().rescheduleAfter(settings.resync());
        }
        Region patch = new Region();
        patch.setMetadata(new ObjectMetaBuilder().withName(name).build());
        patch.setStatus(status);
        return UpdateControl.patchStatus(patch).rescheduleAfter(settings.resync());
    }

    private RegionLoop begin(String name) {
        return policies.regionLoop(judgement -> {
            judged.put(name, judgement);
            judgements.propagateEvent(new ResourceID(name));
        });
    }

    private RegionStatus refused(Region region, String message) {
        return new RegionStatus(
                region.getMetadata().getGeneration(),
                null,
                Reason.INVALID_SPEC.text(),
                message,
                List.of(),
                conditions(region, false, Reason.INVALID_SPEC, message));
    }

    private RegionStatus read(Region region, RegionModel model) {
        Optional<RegionJudgement> judgement =
                model.checks().isEmpty() ? Optional.empty() : Optional.ofNullable(judged.get(model.name()));
        String message = model.checks().isEmpty()
                ? "no checks of its own: each policy judges it by the policy's checks"
                : judgement.map(RegionJudgement::message).orElse("not tried yet");
        return new RegionStatus(
                region.getMetadata().getGeneration(),
                judgement.map(judged -> judged.health().text()).orElse(null),
                judgement.map(judged -> judged.reason().text()).orElse(null),
                message,
                judgement.map(StatusReport::notPassing).orElse(List.of()),
                conditions(region, true, Reason.ACCEPTED, "the spec is accepted"));
    }

    private List<Condition> conditions(Region region, boolean ready, Reason reason, String message) {
        List<Condition> before =
                region.getStatus() == null ? List.of() : region.getStatus().conditions();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Conditions conditions = new Conditions(before, region.getMetadata().getGeneration(), now)
                .state("Ready", ready, reason, message);
        return reach.add(
                        conditions,
                        region.getMetadata().getName(),
                        name -> judgements.propagateEvent(new ResourceID(name)))
                .list();
    }
}
