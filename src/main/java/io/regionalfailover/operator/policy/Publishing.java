package io.regionalfailover.operator.policy;

import io.regionalfailover.api.v1alpha1.OnDelete;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.WriteRequest;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings proposals into the zone and follows them into the world: written, in force, seen at every authoritative server.
 * Touched by one turn at a time.
 */
final class Publishing {
    /** Route 53 names about a minute as the longest until a change is in force; the rest is for a server that is slow to answer. */
    private static final Duration LONGEST_OBSERVATION = Duration.ofSeconds(90);

    private record InFlight(Proposal proposal, Plan plan, PolicyModel model, Decision decision, Instant decidedAt) {}

    private final LoopParts parts;
    private final String key;
    private final ZoneView view;
    private final Chronicle chronicle;
    private final Consumer<Runnable> post;
    private final Runnable read;
    private final Reporter reporter;

    private Optional<InFlight> inFlight = Optional.empty();
    private Optional<Instant> retryAt = Optional.empty();
    private Optional<Impossible> impossible = Optional.empty();
    private Optional<Publication> leaving = Optional.empty();
    private String asking = "";
    private String observing = "";
    private List<String> unseenAt = List.of();

    private record Impossible(Publication publication, String message) {}

    Publishing(
            LoopParts parts,
            String key,
            ZoneView view,
            Chronicle chronicle,
            Consumer<Runnable> post,
            Runnable read,
            Reporter reporter) {
        this.parts = parts;
        this.key = key;
        this.view = view;
        this.chronicle = chronicle;
        this.post = post;
        this.read = read;
        this.reporter = reporter;
    }

    /** Does what the decision proposes, and takes back what it no longer does. */
    void act(Decision decision, PolicyModel model, Zone zone, Instant now) {
        if (decision.proposal().isEmpty()) {
            if (inFlight.isPresent()) {
                zone.cancel(model.publication().owner());
            }
            return;
        }
        Proposal proposal = decision.proposal().get();
        boolean waiting = retryAt.isPresent() && now.isBefore(retryAt.get());
        boolean refused =
                impossible.isPresent() && impossible.get().publication().equals(model.publication());
        if (waiting || refused || underWay(proposal, model) || view.reading().isEmpty()) {
            return;
        }
        retryAt = Optional.empty();
        impossible = Optional.empty();
        write(proposal, decision, model, zone, now);
    }

    private boolean underWay(Proposal proposal, PolicyModel model) {
        return inFlight.isPresent()
                && inFlight.get().proposal().kind() == proposal.kind()
                && inFlight.get().proposal().weights().equals(proposal.weights())
                && inFlight.get().proposal().stage().equals(proposal.stage())
                && inFlight.get().model().publication().equals(model.publication());
    }

    private void write(Proposal proposal, Decision decision, PolicyModel model, Zone zone, Instant now) {
        Plan plan = new Plan(
                view.nextEpoch(),
                parts.nonces().get(),
                model.publication().specHash(),
                proposal.weights(),
                proposal.stage(),
                proposal.relapses(),
                List.of());
        InFlight sent = new InFlight(proposal, plan, model, decision, now);
        inFlight = Optional.of(sent);
        WriteRequest request = new WriteRequest(
                model.publication(), plan, view.reading().orElseThrow(), proposal.kind(), leavingWeight(proposal));
        zone.write(request).thenAccept(result -> post.accept(() -> done(sent, result, zone)));
    }

    private int leavingWeight(Proposal proposal) {
        if (!(view.reading().orElse(null) instanceof Reading.Owned owned)) {
            return 0;
        }
        Weights before = owned.plan().weights();
        return proposal.from().stream().mapToInt(before::of).sum();
    }

    private void done(InFlight sent, WriteResult result, Zone zone) {
        if (inFlight.filter(sent::equals).isPresent()) {
            inFlight = Optional.empty();
        }
        switch (result) {
            case WriteResult.Applied applied -> applied(sent, applied, zone);
            case WriteResult.Fenced fenced -> {
                parts.doubt().sign(parts.clock().instant());
                reporter.fenced(fenced.message());
                read.run();
            }
            case WriteResult.Failed failed -> {
                view.note(failed.failure(), failed.message(), failed.retryAt());
                retryAt = Optional.of(failed.retryAt());
            }
            case WriteResult.Impossible no ->
                impossible = Optional.of(new Impossible(sent.model().publication(), no.message()));
            case WriteResult.Superseded superseded -> {}
            case WriteResult.Released released -> {}
        }
    }

    private void applied(InFlight sent, WriteResult.Applied applied, Zone zone) {
        Instant at = applied.acceptedAt();
        Proposal proposal = sent.proposal();
        Plan plan = sent.plan();
        parts.doubt().sign(at);
        PlanProgress progress = new PlanProgress(
                plan.epoch(),
                plan.nonce(),
                plan.specHash(),
                Optional.of(proposal.reason()),
                Optional.of(sent.decidedAt()),
                Optional.of(at),
                Optional.of(applied.changeId()).filter(id -> !id.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(parts.by()));
        view.wrote(applied.after(), progress, at);
        PastPlan past = new PastPlan(
                plan.epoch(), at, proposal.reason().text(), proposal.message(), plan.weights(), parts.by());
        chronicle.wrote(proposal, past, sent.decision(), sent.decidedAt());
        if (proposal.kind() == Proposal.Kind.EVACUATE && proposal.reason() == Reason.REGION_UNHEALTHY) {
            proposal.from().forEach(region -> parts.velocity().moved(key, region, at));
        }
        reporter.written(past, proposal.reason(), shifted(proposal));
        confirm(sent.model(), zone);
    }

    private static Reporter.Shifted shifted(Proposal proposal) {
        return switch (proposal.kind()) {
            case EVACUATE -> Reporter.Shifted.AWAY;
            case RETURN -> Reporter.Shifted.BACK;
            case PUBLISH, REPAIR, ROLL_OUT -> Reporter.Shifted.NEITHER;
        };
    }

    /**
     * The names that a changed spec no longer has are let go once what took their place is in force. One that waits already
     * goes on waiting.
     */
    void leave(Publication before, Publication after) {
        List<Publication.Entry> gone = new ArrayList<>();
        leaving.ifPresent(waiting -> gone.addAll(waiting.entries()));
        gone.addAll(before.entries());
        gone.removeIf(entry -> after.names().contains(entry.name()));
        leaving = gone.isEmpty()
                ? Optional.empty()
                : Optional.of(new Publication(before.owner(), before.specHash(), before.regions(), gone));
    }

    private void letGo(PlanProgress progress, PolicyModel model, Zone zone) {
        if (leaving.isEmpty()
                || !progress.inForce()
                || !progress.specHash().equals(model.publication().specHash())) {
            return;
        }
        Publication gone = leaving.get();
        leaving = Optional.empty();
        zone.release(gone, model.onDelete() == OnDelete.DELETE)
                .thenAccept(result -> post.accept(() -> {
                    if (!(result instanceof WriteResult.Released)) {
                        leaving = leaving.or(() -> Optional.of(gone));
                    }
                }));
    }

    /** True when the published plan was not yet seen at every authoritative server, and nobody is looking. */
    boolean unconfirmed() {
        return observing.isEmpty()
                && view.progress()
                        .filter(progress -> progress.observedAt().isEmpty())
                        .isPresent();
    }

    /** Follows the published plan into the world, from whatever point it had reached. */
    void confirm(PolicyModel model, Zone zone) {
        Optional<PlanProgress> current = view.progress();
        if (current.isEmpty() || !(view.reading().orElse(null) instanceof Reading.Owned owned)) {
            return;
        }
        letGo(current.get(), model, zone);
        ask(current.get(), model, zone);
        observe(current.get(), owned.plan(), model, zone);
    }

    private void ask(PlanProgress progress, PolicyModel model, Zone zone) {
        String nonce = progress.nonce();
        if (progress.inSyncAt().isPresent() || progress.changeId().isEmpty() || asking.equals(nonce)) {
            return;
        }
        asking = nonce;
        zone.inForce(progress.changeId().get())
                .thenAccept(at -> post.accept(() -> {
                    asking = asking.equals(nonce) ? "" : asking;
                    at.ifPresent(when -> {
                        inSync(nonce, when);
                        confirm(model, zone);
                    });
                }));
    }

    private void observe(PlanProgress progress, Plan plan, PolicyModel model, Zone zone) {
        String nonce = progress.nonce();
        if (progress.observedAt().isPresent() || observing.equals(nonce)) {
            return;
        }
        observing = nonce;
        Instant giveUpAt = parts.clock().instant().plus(LONGEST_OBSERVATION);
        zone.observe(model.publication(), plan, model.publication().names(), giveUpAt)
                .thenAccept(seen -> post.accept(() -> {
                    if (!observing.equals(nonce)) {
                        return;
                    }
                    observing = "";
                    unseenAt = seen.missing();
                    seen.at().ifPresent(when -> observed(nonce, when));
                    if (seen.at().isEmpty() && asking.isEmpty()) {
                        // Nobody is left to ask, and the provider's own bound has passed since the plan was read in the
                        // zone.
                        inSync(nonce, parts.clock().instant());
                    }
                    view.progress().ifPresent(now -> letGo(now, model, zone));
                }));
    }

    private void inSync(String nonce, Instant at) {
        view.progress()
                .filter(progress -> progress.nonce().equals(nonce))
                .filter(progress -> progress.inSyncAt().isEmpty())
                .ifPresent(progress -> advance(progress.inSync(at)));
    }

    private void observed(String nonce, Instant at) {
        view.progress()
                .filter(progress -> progress.nonce().equals(nonce))
                .ifPresent(progress -> advance(progress.observed(at)));
    }

    private void advance(PlanProgress progress) {
        view.progressed(progress);
        chronicle.confirmed(progress);
    }

    /** When a write that failed may be tried again. */
    Optional<Instant> retryAt() {
        return retryAt;
    }

    /** Why the spec's plan cannot be written at all. */
    Optional<Refusal> refusal() {
        return impossible.map(no -> new Refusal(Reason.INVALID_SPEC, no.message()));
    }

    List<String> unseenAt() {
        return unseenAt;
    }
}
