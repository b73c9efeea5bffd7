package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.GrantSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.operator.liveness.Reconciles;
import io.regionalfailover.operator.policy.Departure;
import io.regionalfailover.operator.policy.Intake;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.SecretMentions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands specs to the loops and lets policies go. Judges and moves nothing itself: that must not wait for the API server.
 */
@ControllerConfiguration(
        name = "failoverpolicy",
        finalizerName = FailoverPolicyReconciler.FINALIZER,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, intervalMultiplier = 2, maxInterval = 30_000)
public final class FailoverPolicyReconciler implements Reconciler<FailoverPolicy>, Cleaner<FailoverPolicy> {
    static final String FINALIZER = "regionalfailover.io/dns";

    /** A departure ends by an event of its own; this is for the case that the event is lost. */
    private static final long DEPARTURE_CHECK_MILLIS = 5_000;

    private final KubernetesClient client;
    private final Policies policies;
    private final DetachedPolicies detached;
    private final SecretMentions mentions;
    private final SecretUse<FailoverPolicy> secrets;
    private final Reconciles reconciles;
    private final Intake intake;
    private final SimpleInboundEventSource<FailoverPolicy> departures = new SimpleInboundEventSource<>("departures");
    private @Nullable InformerEventSource<DnsZone, FailoverPolicy> zones;
    private @Nullable InformerEventSource<Region, FailoverPolicy> regions;

    /**
     * @param policies the loops
     * @param detached is told of policies whose hold on the zone could not be let go
     * @param secrets those that policies, their zones and regions refer to
     * @param reconciles is told of each
     * @param intake is told of each that there was when the process began
     */
    public FailoverPolicyReconciler(
            KubernetesClient client,
            Policies policies,
            DetachedPolicies detached,
            Secrets secrets,
            Identity identity,
            Reconciles reconciles,
            Intake intake) {
        this.client = client;
        this.policies = policies;
        this.detached = detached;
        this.mentions = new SecretMentions(identity.namespace());
        this.secrets = new SecretUse<>(secrets);
        this.reconciles = reconciles;
        this.intake = intake;
    }

    @Override
    public List<EventSource<?, FailoverPolicy>> prepareEventSources(EventSourceContext<FailoverPolicy> context) {
        zones = secondary(
                context,
                DnsZone.class,
                (policy, name) -> policy.getSpec().dns().zone().equals(name));
        regions = secondary(
                context,
                Region.class,
                (policy, name) -> policy.getSpec().regions().stream()
                        .map(PolicyRegionSpec::name)
                        .anyMatch(name::equals));
        reconciles.of(() -> context.getPrimaryCache()
                .list(FailoverPolicyReconciler::isOurs)
                .map(FailoverPolicyReconciler::key)
                .collect(Collectors.toSet()));
        return List.of(zones, regions, departures, secrets.changes());
    }

    /** Not one that we have let go and that somebody else still holds: it is never handed to us again. */
    private static boolean isOurs(FailoverPolicy policy) {
        return policy.getMetadata().getDeletionTimestamp() == null
                || policy.getMetadata().getFinalizers().contains(FINALIZER);
    }

    private static String key(FailoverPolicy policy) {
        return policy.getMetadata().getNamespace() + "/" + policy.getMetadata().getName();
    }

    private interface Mentions {
        boolean test(FailoverPolicy policy, String name);
    }

    private static <R extends HasMetadata> InformerEventSource<R, FailoverPolicy> secondary(
            EventSourceContext<FailoverPolicy> context, Class<R> kind, Mentions mentions) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, FailoverPolicy.class)
                        .withName(HasMetadata.getPlural(kind))
                        .withSecondaryToPrimaryMapper(resource -> mentioning(
                                context,
                                policy -> policy.getSpec() != null
                                        && mentions.test(
                                                policy, resource.getMetadata().getName())))
                        .build(),
                context);
    }

    private static Set<ResourceID> mentioning(
            EventSourceContext<FailoverPolicy> context, Predicate<FailoverPolicy> mentions) {
        return context.getPrimaryCache()
                .list(mentions)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    @Override
    public UpdateControl<FailoverPolicy> reconcile(FailoverPolicy policy, Context<FailoverPolicy> context) {
        reconciles.begin(key(policy));
        intake.expect(reconciles::known);
        try {
            policies.follow(policy, references(policy));
        } catch (RuntimeException e) {
            // It is tried again, and the others need not wait for it.
            intake.excuse(key(policy));
            throw e;
        }
        return UpdateControl.<FailoverPolicy>noUpdate().rescheduleAfter(policies.nextHandedInAfter());
    }

    @Override
    public DeleteControl cleanup(FailoverPolicy policy, Context<FailoverPolicy> context) {
        reconciles.begin(key(policy));
        intake.expect(reconciles::known);
        intake.excuse(key(policy));
        CompletableFuture<Departure.Outcome> departure = policies.depart(policy, references(policy));
        if (!departure.isDone()) {
            ResourceID id = ResourceID.fromResource(policy);
            departure.thenRun(() -> departures.propagateEvent(id));
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(DEPARTURE_CHECK_MILLIS);
        }
        switch (departure.join()) {
            case Departure.Released released -> {}
            case Departure.Kept(String message) -> detached.kept(policy, message);
            case Departure.Detached(String message) ->
                detached.note(policy.getSpec().dns().zone(), policy, message);
        }
        policies.forget(policy);
        secrets.forget(ResourceID.fromResource(policy));
        return DeleteControl.defaultDelete();
    }

    /** What the policy refers to; what the cache does not have is asked for, since a cache may miss what is there. */
    private References references(FailoverPolicy policy) {
        Optional<DnsZone> zone =
                find(zones, DnsZone.class, policy.getSpec().dns().zone());
        Map<String, Region> found = new HashMap<>();
        for (PolicyRegionSpec region : policy.getSpec().regions()) {
            find(regions, Region.class, region.name()).ifPresent(there -> found.put(region.name(), there));
        }
        return new References(
                zone,
                found,
                labels(zone, found.values(), policy),
                secrets.read(ResourceID.fromResource(policy), mentions.of(policy, zone, found.values())));
    }

    private <R extends HasMetadata> Optional<R> find(
            @Nullable InformerEventSource<R, FailoverPolicy> cache, Class<R> kind, String name) {
        Optional<R> cached = cache == null ? Optional.empty() : cache.get(new ResourceID(name));
        return cached.or(
                () -> Optional.ofNullable(client.resources(kind).withName(name).get()));
    }

    /** Asked for only where somebody selects by them. */
    private Map<String, String> labels(Optional<DnsZone> zone, Collection<Region> regions, FailoverPolicy policy) {
        List<GrantSpec> grants = zone.map(there -> there.getSpec().grants()).orElse(null);
        boolean grantsSelect = grants != null
                && grants.stream().anyMatch(grant -> grant.namespaces().selector() != null);
        boolean regionsSelect = regions.stream()
                .map(Region::getSpec)
                .anyMatch(spec -> spec != null
                        && spec.allowedNamespaces() != null
                        && spec.allowedNamespaces().selector() != null);
        if (!grantsSelect && !regionsSelect) {
            return Map.of();
        }
        var namespace = client.namespaces()
                .withName(policy.getMetadata().getNamespace())
                .get();
        return namespace == null || namespace.getMetadata().getLabels() == null
                ? Map.of()
                : namespace.getMetadata().getLabels();
    }
}
