package io.regionalfailover.operator.report;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.regionalfailover.api.v1alpha1.Api;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Hold;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.Reporter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One log line for every decision that differs from the one before, and an event for what a person should see. */
public final class DecisionLog {
    private static final Logger LOG = Logger.getLogger("regional-failover");

    private record Gist(
            Phase phase,
            Reason reason,
            List<String> regions,
            Optional<String> proposal,
            Set<Reason> holds,
            Optional<Refusal> refusal) {}

    private final EventRecorder events;
    private final Map<String, Gist> last = new ConcurrentHashMap<>();

    /** @param events where events go */
    public DecisionLog(EventRecorder events) {
        this.events = events;
    }

    /** A turn was taken; says something when its gist is new. */
    public void turn(String namespace, String name, PolicySnapshot snapshot) {
        Gist gist = gist(snapshot);
        Gist before = last.put(namespace + "/" + name, gist);
        if (gist.equals(before)) {
            return;
        }
        snapshot.decision().ifPresent(decision -> line(namespace, name, decision));
        gist.refusal()
                .filter(refusal -> before == null || !before.refusal().equals(gist.refusal()))
                .ifPresent(refusal -> {
                    LOG.warnf("%s/%s: %s: %s", namespace, name, refusal.reason().text(), refusal.message());
                    tell(namespace, name, EventRecorder.Type.WARNING, refusal.reason(), "Refuse", refusal.message());
                });
        snapshot.decision().ifPresent(decision -> holds(namespace, name, decision, before));
        if (gist.phase() == Phase.FAILED_OPEN && (before == null || before.phase() != Phase.FAILED_OPEN)) {
            snapshot.decision()
                    .ifPresent(decision -> tell(
                            namespace,
                            name,
                            EventRecorder.Type.WARNING,
                            Reason.NO_HEALTHY_REGION,
                            "FailOpen",
                            decision.message()));
        }
    }

    private void holds(String namespace, String name, Decision decision, Gist before) {
        for (Hold hold : decision.holds()) {
            boolean told = before != null && before.holds().contains(hold.reason());
            boolean expected = hold.reason() == Reason.STABILIZING
                    || hold.reason() == Reason.COLD_START
                    || hold.reason() == Reason.AWAITING_PROPAGATION;
            if (!told && !expected) {
                tell(namespace, name, EventRecorder.Type.WARNING, hold.reason(), "Hold", hold.message());
            }
        }
    }

    private static Gist gist(PolicySnapshot snapshot) {
        Optional<Decision> decision = snapshot.decision();
        Set<Reason> holds = new HashSet<>();
        decision.ifPresent(made -> made.holds().forEach(hold -> holds.add(hold.reason())));
        Optional<Refusal> refusal = snapshot.refusal()
                .or(() -> snapshot.reading().orElse(null) instanceof Reading.Conflict conflict
                        ? Optional.of(new Refusal(Reason.RECORD_CONFLICT, conflict.message()))
                        : Optional.empty());
        return new Gist(
                decision.map(Decision::phase).orElse(Phase.PENDING),
                decision.map(Decision::reason).orElse(Reason.COLD_START),
                decision.map(made -> made.regions().stream()
                                .map(region ->
                                        region.name() + "=" + region.health().text())
                                .toList())
                        .orElse(List.of()),
                decision.flatMap(Decision::proposal)
                        .map(proposal ->
                                proposal.kind() + " " + proposal.weights().serving()),
                holds,
                refusal);
    }

    private static void line(String namespace, String name, Decision decision) {
        MDC.put("policy", namespace + "/" + name);
        MDC.put("phase", decision.phase().text());
        MDC.put("reason", decision.reason().text());
        decision.proposal().map(Proposal::weights).ifPresent(weights -> MDC.put("weights", weights.serving()));
        if (!decision.holds().isEmpty()) {
            MDC.put(
                    "held",
                    String.join(
                            ",",
                            decision.holds().stream()
                                    .map(hold -> hold.reason().text())
                                    .toList()));
        }
        try {
            LOG.infof(
                    "%s/%s: %s, %s: %s",
                    namespace, name, decision.phase().text(), decision.reason().text(), decision.message());
        } finally {
            List.of("policy", "phase", "reason", "weights", "held").forEach(MDC::remove);
        }
    }

    /** A plan was accepted by the provider. */
    public void written(String namespace, String name, PastPlan plan, Reason reason, Reporter.Shifted shifted) {
        String message = "epoch " + plan.epoch() + ", " + plan.weights().serving() + ": " + plan.message();
        LOG.infof("%s/%s: published %s", namespace, name, message);
        EventRecorder.Type type =
                shifted == Reporter.Shifted.AWAY ? EventRecorder.Type.WARNING : EventRecorder.Type.NORMAL;
        String action = switch (shifted) {
            case AWAY -> "FailOver";
            case BACK -> "FailBack";
            case NEITHER -> "Publish";
        };
        tell(namespace, name, type, reason, action, message);
    }

    /** A write was refused since somebody else had changed the zone. */
    public void fenced(String namespace, String name, String message) {
        LOG.warnf("%s/%s: a write was refused, the zone had changed: %s", namespace, name, message);
        tell(namespace, name, EventRecorder.Type.NORMAL, Reason.DNS_FENCED, "Publish", message);
    }

    /** The policy is gone. */
    public void end(String namespace, String name) {
        last.remove(namespace + "/" + name);
    }

    private void tell(
            String namespace, String name, EventRecorder.Type type, Reason reason, String action, String message) {
        ObjectReference about = new ObjectReferenceBuilder()
                .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                .withKind("FailoverPolicy")
                .withNamespace(namespace)
                .withName(name)
                .build();
        events.tell(about, type, reason, action, message);
    }
}
