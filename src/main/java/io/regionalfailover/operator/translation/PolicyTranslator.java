package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.FailbackMode;
import io.regionalfailover.api.v1alpha1.FailbackSpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.FailoverSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.FailbackRule;
import io.regionalfailover.decision.FailoverRule;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.decision.Quorum;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.dns.Owner;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.gate.Hanging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a policy's spec into a {@link PolicyModel}: the one place that knows both vocabularies. Pure. */
public final class PolicyTranslator {
    private final String installation;
    private final String operatorNamespace;
    private final Optional<String> ownRegion;

    /**
     * @param installation one for all instances that share zones
     * @param operatorNamespace the only namespace that may publish in a zone without grants
     * @param ownRegion the region that this instance stands in, as far as it knows
     */
    public PolicyTranslator(String installation, String operatorNamespace, Optional<String> ownRegion) {
        this.installation = installation;
        this.operatorNamespace = operatorNamespace;
        this.ownRegion = ownRegion;
    }

    /** What the policy's spec means, or why it cannot be carried out. */
    public Translation translate(FailoverPolicy policy, References references) {
        try {
            return new Translation.Accepted(accepted(policy, references));
        } catch (RefusedException e) {
            return new Translation.Refused(e.reason(), e.sentence());
        }
    }

    private PolicyModel accepted(FailoverPolicy policy, References references) {
        FailoverPolicySpec spec = policy.getSpec();
        String namespace = policy.getMetadata().getNamespace();
        DnsZone zone = zoneOf(spec, references);
        requireRegions(spec, references);

        Map<CheckKey, ScopedProbe> probes = new LinkedHashMap<>();
        Map<CheckKey, String> fingerprints = new HashMap<>();
        List<RegionRule> regions = new ArrayList<>();
        for (int i = 0; i < spec.regions().size(); i++) {
            PolicyRegionSpec region = spec.regions().get(i);
            CheckTranslator checks =
                    new CheckTranslator(region.name(), placeholders(region), references.secrets(), ownRegion, probes);
            checks.addOfPolicy(namespace, "spec.checks", spec.checks());
            var regionResource = references.regions().get(region.name());
            if (regionResource != null && regionResource.getSpec() != null) {
                checks.addOfRegion(
                        operatorNamespace,
                        "Region \"" + region.name() + "\" spec.checks",
                        regionResource.getSpec().checks());
            }
            regions.add(new RegionRule(region.name(), region.weight(), checks.rules()));
            fingerprints.putAll(checks.fingerprints());
        }
        List<Publication.Entry> entries = new RecordTranslator(zone, operatorNamespace)
                .entries(spec, new Grants.Namespace(namespace, references.namespaceLabels()));
        boolean gated = GateTranslator.isGated(spec, zone);
        String specHash = SpecHash.of(spec.dns().zone(), regions, entries, gated);
        String name = policy.getMetadata().getName();
        Publication publication = new Publication(
                Owner.of(installation, namespace, name),
                specHash,
                regions.stream().map(RegionRule::name).toList(),
                entries,
                spec.dns().adopt(),
                gated ? new Hanging.Unknown() : new Hanging.None());
        PolicyRules rules = new PolicyRules(
                namespace,
                name,
                specHash,
                spec.suspend(),
                mode(spec),
                regions,
                failover(spec.failover()),
                failback(spec.failback()),
                PlacementTranslator.rules(spec.placement()));
        return new PolicyModel(
                policy.getMetadata().getGeneration(),
                rules,
                spec.dns().zone(),
                publication,
                probes,
                fingerprints,
                SharedChecks.of(spec.checks(), regions, fingerprints),
                WindowSchedule.of(
                        "spec.failback.blockedWindows", spec.failback().blockedWindows()),
                PlacementTranslator.model(
                        spec.placement(),
                        new Grants.Namespace(namespace, references.namespaceLabels()),
                        references.regions()),
                spec.dns().onDelete(),
                RecordTranslator.minTtlSeconds(spec.dns(), zone),
                PlainAnswers.of(zoneOf(spec, references), spec));
    }

    private static DnsZone zoneOf(FailoverPolicySpec spec, References references) {
        return references
                .zone()
                .orElseThrow(() -> new RefusedException(
                        Reason.INVALID_REFERENCE,
                        "spec.dns.zone",
                        "DnsZone \"" + spec.dns().zone() + "\" does not exist",
                        "the name of a DnsZone is allowed; create it, or name another"));
    }

    private static void requireRegions(FailoverPolicySpec spec, References references) {
        for (int i = 0; i < spec.regions().size(); i++) {
            String region = spec.regions().get(i).name();
            if (!references.regions().containsKey(region)) {
                throw new RefusedException(
                        Reason.INVALID_REFERENCE,
                        "spec.regions[" + i + "].name",
                        "Region \"" + region + "\" does not exist",
                        "the name of a Region is allowed; create it, or name another");
            }
        }
    }

    private static Placeholders placeholders(PolicyRegionSpec region) {
        Map<String, String> values = new HashMap<>(region.parameters());
        values.put(Placeholders.REGION, region.name());
        region.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals("default"))
                .findFirst()
                .flatMap(endpoint -> endpoint.target())
                .ifPresent(target -> values.put(Placeholders.TARGET, target));
        return new Placeholders(values);
    }

    private static Mode mode(FailoverPolicySpec spec) {
        return switch (spec.mode()) {
            case AUTOMATIC -> Mode.AUTOMATIC;
            case MANUAL -> Mode.MANUAL;
            case DRY_RUN -> Mode.DRY_RUN;
        };
    }

    private static FailoverRule failover(FailoverSpec spec) {
        Quorum quorum = switch (spec.quorum()) {
            case MAJORITY -> Quorum.MAJORITY;
            case ANY -> Quorum.ANY;
            case ALL -> Quorum.ALL;
        };
        return new FailoverRule(
                quorum,
                spec.steps(),
                Durations.parse(spec.stepInterval()),
                Durations.parse(spec.cooldown()),
                spec.minHealthyRegions());
    }

    private static FailbackRule failback(FailbackSpec spec) {
        return new FailbackRule(
                spec.mode() == FailbackMode.MANUAL,
                Durations.parse(spec.stableFor()),
                spec.steps(),
                Durations.parse(spec.stepInterval()));
    }
}
