package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.CheckFrom;
import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.health.ProbeSpec;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.UntriableProbe;
import io.regionalfailover.operator.secrets.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the checks of one region into rules for the decision and probes for the health room. */
final class CheckTranslator {
    /** Goes before the name of a check that the Region itself asks for: no policy's check can have such a name. */
    static final String OF_REGION = "region/";

    private final String region;
    private final Placeholders placeholders;
    private final Map<Secrets.Key, Secrets.Found> secrets;
    private final Optional<String> ownRegion;
    private final Map<CheckKey, ScopedProbe> probes;
    private final List<CheckRule> rules = new ArrayList<>();
    private final Map<CheckKey, String> fingerprints = new HashMap<>();

    /**
     * @param secrets what is in the Secrets that the checks name
     * @param ownRegion the region that this instance stands in
     * @param probes the probes found are added here
     */
    CheckTranslator(
            String region,
            Placeholders placeholders,
            Map<Secrets.Key, Secrets.Found> secrets,
            Optional<String> ownRegion,
            Map<CheckKey, ScopedProbe> probes) {
        this.region = region;
        this.placeholders = placeholders;
        this.secrets = secrets;
        this.ownRegion = ownRegion;
        this.probes = probes;
    }

    /** The rules so far. */
    List<CheckRule> rules() {
        return List.copyOf(rules);
    }

    /**
     * A hash of what each check tries: instances whose specs differ compare only what they see of the same. What is in Secrets
     * does not count, since each cluster has its own.
     */
    Map<CheckKey, String> fingerprints() {
        return Map.copyOf(fingerprints);
    }

    private String fingerprint(CheckSpec check) {
        String tried = check.http() + " " + check.tcp() + " " + check.dns() + " " + check.grpc() + " "
                + check.workload() + " " + check.prometheus();
        return SpecHash.hash(tried + " " + placeholders.mentionedIn(tried));
    }

    /**
     * Adds a policy's checks, whose Secrets and workloads are in its namespace.
     *
     * @param in where they stand, for errors
     */
    void addOfPolicy(String namespace, String in, List<CheckSpec> checks) {
        TargetTranslator targets = new TargetTranslator(
                region, placeholders, new SecretContents(namespace, secrets), Optional.of(namespace));
        for (int i = 0; i < checks.size(); i++) {
            String field = in + "[" + i + "]";
            add(namespace, "", checks.get(i), targets.target(field, checks.get(i)));
        }
    }

    /**
     * Adds a Region's own checks, whose Secrets are in the operator's namespace.
     *
     * @param field where they stand, for errors
     */
    void addOfRegion(String operatorNamespace, String field, List<CheckSpec> checks) {
        TargetTranslator targets = new TargetTranslator(
                region, placeholders, new SecretContents(operatorNamespace, secrets), Optional.empty());
        for (int i = 0; i < checks.size(); i++) {
            CheckSpec check = checks.get(i);
            add(ScopedProbe.OF_REGIONS, OF_REGION, check, ofRegion(field + "[" + i + "]", check, targets));
        }
    }

    /** A Secret that is missing for a Region's check is no reason to refuse the policies in it: the check is Unknown. */
    private static ProbeTarget ofRegion(String field, CheckSpec check, TargetTranslator targets) {
        try {
            return targets.target(field, check);
        } catch (RefusedException e) {
            if (e.reason() != Reason.INVALID_REFERENCE) {
                throw e;
            }
            return new UntriableProbe(e.sentence());
        }
    }

    private void add(String scope, String prefix, CheckSpec check, ProbeTarget target) {
        Duration interval = Durations.parse(check.interval());
        Duration timeout = check.effectiveTimeout();
        String name = prefix + check.name();
        Severity severity = switch (check.severity()) {
            case CRITICAL -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
        };
        Optional<String> onlyFrom = check.from() == CheckFrom.REGION ? Optional.of(region) : Optional.empty();
        fingerprints.put(new CheckKey(region, name), fingerprint(check));
        rules.add(new CheckRule(
                name,
                severity,
                !namesTarget(check),
                check.failureThreshold(),
                check.successThreshold(),
                interval,
                timeout,
                onlyFrom));
        ProbeSpec probe = new ProbeSpec(target, interval, timeout, check.failureThreshold());
        if (onlyFrom.isEmpty() || onlyFrom.equals(ownRegion)) {
            probes.put(new CheckKey(region, name), new ScopedProbe(scope, probe));
        }
    }

    private static boolean namesTarget(CheckSpec check) {
        if (check.http() != null) {
            String host = check.http().host();
            return Placeholders.namesTarget(check.http().url()) || host != null && Placeholders.namesTarget(host);
        }
        if (check.tcp() != null) {
            return Placeholders.namesTarget(check.tcp().address());
        }
        if (check.grpc() != null) {
            return Placeholders.namesTarget(check.grpc().address());
        }
        if (check.prometheus() != null) {
            return Placeholders.namesTarget(check.prometheus().url())
                    || Placeholders.namesTarget(check.prometheus().query());
        }
        return check.dns() != null && Placeholders.namesTarget(check.dns().name());
    }
}
