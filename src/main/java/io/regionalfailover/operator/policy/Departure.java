package io.regionalfailover.operator.policy;

import io.regionalfailover.api.v1alpha1.OnDelete;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.WriteRequest;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.peers.Possession;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a policy leaves: its hold on the zone is let go as its spec says. When the zone does not let that be done within a
 * minute, the policy leaves all the same; what it published stays, and somebody is told.
 */
public final class Departure {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(2);
    private static final Duration AFTER_FENCED = Duration.ofMillis(200);

    /** What became of a policy's hold on the zone. */
    public sealed interface Outcome {}

    /** Let go, as the spec says. */
    public record Released() implements Outcome {}

    /** Other instances carry it on: what is published is theirs now. */
    public record Kept(String message) implements Outcome {}

    /** Not let go in time: what is published stays, fences and all. */
    public record Detached(String message) implements Outcome {}

    private final LoopParts parts;
    private final String key;
    private final Zone zone;
    private final PolicyModel model;
    private final Optional<Decision> lastDecision;
    private final ZoneView view;
    private final CompletableFuture<Outcome> outcome;
    private final Instant deadline;
    private boolean restored;
    private volatile String lastMessage = "no answer within " + PATIENCE.toSeconds() + " s";

    Departure(
            LoopParts parts,
            String key,
            Zone zone,
            PolicyModel model,
            Optional<Decision> lastDecision,
            ZoneView view,
            CompletableFuture<Outcome> outcome) {
        this.parts = parts;
        this.key = key;
        this.zone = zone;
        this.model = model;
        this.lastDecision = lastDecision;
        this.view = view;
        this.outcome = outcome;
        deadline = parts.clock().instant().plus(PATIENCE);
        restored = model.onDelete() != OnDelete.RESTORE;
    }

    /** What belongs to somebody else is left alone. */
    void begin() {
        if (view.reading().filter(Reading.Conflict.class::isInstance).isPresent()) {
            outcome.complete(new Released());
            return;
        }
        zone.cancel(model.publication().owner());
        parts.timers().schedule(() -> detach(lastMessage), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        ask();
    }

    /** Deletion is local, DNS is shared: it is touched only when every peer says that it does not have the policy. */
    private void ask() {
        if (outcome.isDone()) {
            return;
        }
        parts.exchange().possession(key).thenAccept(possession -> {
            switch (possession) {
                case Possession.Nobody() -> step();
                case Possession.Somebody(String peer) ->
                    outcome.complete(new Kept(peer + " has the policy: its records and fences stay"));
                case Possession.Unknown(String message) ->
                    again(message, parts.clock().instant().plus(AFTER_SILENCE), this::ask);
            }
        });
    }

    private void step() {
        if (outcome.isDone()) {
            return;
        }
        if (restored) {
            zone.release(model.publication(), model.onDelete() == OnDelete.DELETE)
                    .thenAccept(this::went);
        } else {
            zone.read(model.publication()).thenAccept(this::restore);
        }
    }

    private void restore(Reading reading) {
        Optional<Weights> steady = steadyWithoutUnhealthy();
        if (reading instanceof Reading.Failed failed) {
            again(failed.message(), parts.clock().instant().plusSeconds(1));
        } else if (!(reading instanceof Reading.Owned owned)
                || steady.isEmpty()
                || steady.get().equals(owned.plan().weights())) {
            restored = true;
            step();
        } else {
            Plan plan = new Plan(
                    Math.max(view.nextEpoch(), owned.plan().epoch() + 1),
                    parts.nonces().get(),
                    model.publication().specHash(),
                    steady.get(),
                    new Stage.Settled(),
                    0,
                    List.of());
            zone.write(new WriteRequest(model.publication(), plan, owned, Proposal.Kind.ROLL_OUT, 0))
                    .thenAccept(this::went);
        }
    }

    /** Empty when nothing was judged or nobody would be left: then what is published is the best that is known. */
    private Optional<Weights> steadyWithoutUnhealthy() {
        if (lastDecision.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (RegionRule region : model.rules().regions()) {
            boolean unhealthy = lastDecision.get().regions().stream()
                    .filter(judged -> judged.name().equals(region.name()))
                    .map(RegionJudgement::inForce)
                    .anyMatch(health -> health == RegionHealth.UNHEALTHY);
            weights.put(region.name(), unhealthy ? 0 : region.weight());
        }
        return Optional.of(new Weights(weights)).filter(steady -> steady.sum() > 0);
    }

    private void went(WriteResult result) {
        switch (result) {
            case WriteResult.Released released -> outcome.complete(new Released());
            case WriteResult.Applied applied -> {
                restored = true;
                step();
            }
            case WriteResult.Fenced fenced ->
                again(fenced.message(), parts.clock().instant().plus(AFTER_FENCED));
            case WriteResult.Unanswered lost -> again(lost.message(), lost.retryAt());
            case WriteResult.Failed failed -> again(failed.message(), failed.retryAt());
            case WriteResult.Superseded superseded -> detach("the zone was closed");
            case WriteResult.Impossible no -> detach(no.message());
        }
    }

    private void again(String message, Instant at) {
        again(message, at, this::step);
    }

    private void again(String message, Instant at, Runnable next) {
        lastMessage = message;
        if (at.isAfter(deadline)) {
            return;
        }
        long waitNanos =
                Math.max(0, Duration.between(parts.clock().instant(), at).toNanos());
        parts.timers().schedule(() -> parts.executor().execute(next), waitNanos, TimeUnit.NANOSECONDS);
    }

    private void detach(String message) {
        outcome.complete(new Detached(message));
    }
}
