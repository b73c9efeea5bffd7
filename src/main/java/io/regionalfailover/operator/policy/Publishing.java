package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CapacityJudgement;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.WriteRequest;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings proposals into the zone, and takes back those that no longer are. Touched by one turn at a time.
 */
final class Publishing {

    private static final int FENCED_AT_ONCE = 3;
    private static final Duration FENCED_WAIT = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 6;

    private record InFlight(Proposal proposal, Plan plan, PolicyModel model, Decision decision, Instant begunAt) {
        /** A move that waited for room was decided when the waiting began. */
        Instant decidedAt() {
            return decision.memory()
                    .capacityWait()
                    .map(Memory.CapacityWait::since)
                    .orElse(begunAt);
        }

        /** Room that is missing all the same was not waited for to the end. */
        Optional<Instant> capacityReadyAt() {
            boolean known = !decision.capacities().isEmpty()
                    && decision.capacities().stream().noneMatch(CapacityJudgement::isAwaited);
            return known ? Optional.of(begunAt) : Optional.empty();
        }
    }

    private final LoopParts parts;
    private final String key;
    private final ZoneView view;
    private final Chronicle chronicle;
    private final Peering peering;
    private final Supplier<List<OrderMark>> orders;
    private final WritersTurn turn;
    private final Consumer<Runnable> post;
    private final Runnable read;
    private final Reporter reporter;
    private final Confirmation confirmation;

    private Optional<InFlight> inFlight = Optional.empty();
    private boolean mayArriveLate;
    private Optional<Instant> retryAt = Optional.empty();
    private int fencedInARow;
    private Optional<Impossible> impossible = Optional.empty();

    /**
     * What the writer's guard refused. It is not tried again as it is; another plan, or the same one on what somebody else wrote
     * meanwhile, is.
     */
    private record Impossible(Publication publication, Proposal proposal, long epoch, String message) {
        boolean isTheSame(Publication now, Proposal next, long nextEpoch) {
            return publication.equals(now)
                    && epoch == nextEpoch
                    && proposal.kind() == next.kind()
                    && proposal.weights().equals(next.weights())
                    && proposal.stage().equals(next.stage());
        }
    }

    Publishing(
            LoopParts parts,
            String key,
            ZoneView view,
            Chronicle chronicle,
            Peering peering,
            Supplier<List<OrderMark>> orders,
            Consumer<Runnable> post,
            Runnable read,
            Reporter reporter,
            Confirmation confirmation) {
        this.parts = parts;
        this.key = key;
        this.view = view;
        this.chronicle = chronicle;
        this.peering = peering;
        this.orders = orders;
        this.turn = new WritersTurn(read);
        this.post = post;
        this.read = read;
        this.reporter = reporter;
        this.confirmation = confirmation;
    }

    /** Does what the decision proposes, and takes back what it no longer does. */
    void act(Decision decision, PolicyModel model, Zone zone, Instant now) {
        Optional<Proposal> wanted = decision.proposal().or(() -> instead(model));
        if (wanted.isEmpty()) {
            turn.over();
            if (inFlight.isPresent()) {
                zone.cancel(model.publication().owner());
            }
            return;
        }
        Proposal proposal = wanted.get();
        boolean waiting = retryAt.isPresent() && now.isBefore(retryAt.get());
        boolean refused = impossible
                .filter(no -> no.isTheSame(model.publication(), proposal, view.nextEpoch()))
                .isPresent();
        if (waiting || refused || underWay(proposal, model) || view.reading().isEmpty()) {
            return;
        }
        if (!turn.hasCome(proposal, peering.company().rank(model.zone(), proposal.from()), view.readAt(), now)) {
            return;
        }
        retryAt = Optional.empty();
        impossible = Optional.empty();
        write(proposal, decision, model, zone, now);
    }

    /**
     * A change that got no answer may be made yet, however late. While it is wanted it is tried again, which settles it; when it
     * no longer is, the plan that stands is written anew, and the old request finds a fence that it does not know.
     */
    private Optional<Proposal> instead(PolicyModel model) {
        boolean writes = !model.rules().suspended() && model.rules().mode() != Mode.DRY_RUN;
        if (mayArriveLate && writes && view.published() instanceof Published.Present present) {
            return Optional.of(Proposal.again(
                    present.plan(),
                    "a change without an answer is no longer wanted: plan "
                            + present.plan().epoch() + " is written anew, so that it cannot be made late"));
        }
        return Optional.empty();
    }

    private boolean underWay(Proposal proposal, PolicyModel model) {
        return inFlight.isPresent()
                && inFlight.get().proposal().kind() == proposal.kind()
                && inFlight.get().proposal().weights().equals(proposal.weights())
                && inFlight.get().proposal().stage().equals(proposal.stage())
                && inFlight.get().model().publication().equals(model.publication());
    }

    private void write(Proposal proposal, Decision decision, PolicyModel model, Zone zone, Instant now) {
        boolean skewed = peering.isSkewed();
        Plan plan = new Plan(
                view.nextEpoch(),
                parts.nonces().get(),
                skewed ? publishedHash() : model.publication().specHash(),
                proposal.weights(),
                proposal.stage(),
                proposal.relapses(),
                Orders.without(orders.get(), proposal.to()));
        InFlight sent = new InFlight(proposal, plan, model, decision, now);
        inFlight = Optional.of(sent);
        WriteRequest request = new WriteRequest(
                model.publication(),
                plan,
                view.reading().orElseThrow(),
                proposal.kind(),
                leavingWeight(proposal),
                skewed,
                new WriteRequest.Leaving(
                        proposal.beginsByHealth(),
                        proposal.unanimous(),
                        parts.velocity().seenBy(key, now)));
        zone.write(request).thenAccept(result -> post.accept(() -> done(sent, result, zone)));
    }

    /** Under another spec than the published one only weights are written. */
    private String publishedHash() {
        return view.reading().orElse(null) instanceof Reading.Owned owned
                ? owned.plan().specHash()
                : "";
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
        mayArriveLate = result instanceof WriteResult.Unanswered || mayArriveLate && settlesNothing(result);
        switch (result) {
            case WriteResult.Unanswered lost -> {
                view.note(Failure.UNREACHABLE, lost.message(), lost.retryAt());
                retryAt = Optional.of(lost.retryAt());
            }
            case WriteResult.Applied applied -> applied(sent, applied, zone);
            case WriteResult.Fenced fenced -> {
                parts.doubt().sign(parts.clock().instant());
                reporter.fenced(fenced.message());
                afterFenced();
                read.run();
            }
            case WriteResult.Failed failed -> {
                view.noteWrite(failed.failure(), failed.message(), failed.retryAt());
                retryAt = Optional.of(failed.retryAt());
            }
            case WriteResult.Impossible no ->
                impossible = Optional.of(new Impossible(
                        sent.model().publication(), sent.proposal(), sent.plan().epoch(), no.message()));
            case WriteResult.Superseded superseded -> {}
            case WriteResult.Released released -> {}
        }
    }

    /** Whether a change that got no answer may still be made after this. */
    private static boolean settlesNothing(WriteResult result) {
        return switch (result) {
            case WriteResult.Applied applied -> false;
            case WriteResult.Fenced fenced -> false;
            case WriteResult.Released released -> false;
            case WriteResult.Unanswered lost -> true;
            case WriteResult.Failed failed -> true;
            case WriteResult.Impossible no -> true;
            case WriteResult.Superseded superseded -> true;
        };
    }

    /** The first refusals are answered by reading again at once; one that does not end is not answered ever faster. */
    private void afterFenced() {
        fencedInARow++;
        if (fencedInARow > FENCED_AT_ONCE) {
            Duration wait = FENCED_WAIT.multipliedBy(1L << Math.min(fencedInARow - FENCED_AT_ONCE, MOST_DOUBLINGS));
            retryAt = Optional.of(parts.clock().instant().plus(wait));
        }
    }

    private void applied(InFlight sent, WriteResult.Applied applied, Zone zone) {
        Instant at = applied.acceptedAt();
        Proposal proposal = sent.proposal();
        Plan plan = sent.plan();
        parts.doubt().sign(at);
        fencedInARow = 0;
        PlanProgress progress = new PlanProgress(
                plan.epoch(),
                plan.nonce(),
                plan.specHash(),
                Optional.of(proposal.reason()),
                Optional.of(sent.decidedAt()),
                sent.capacityReadyAt(),
                Optional.of(at),
                Optional.of(applied.changeId()).filter(id -> !id.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(parts.by()));
        view.wrote(applied.after(), progress, at);
        PastPlan past = new PastPlan(
                plan.epoch(), at, proposal.reason().text(), proposal.message(), plan.weights(), parts.by());
        chronicle.wrote(proposal, past, sent.decision(), progress);
        if (proposal.kind() == Proposal.Kind.EVACUATE && proposal.reason() == Reason.REGION_UNHEALTHY) {
            proposal.from().forEach(region -> parts.velocity().moved(key, region, at));
        }
        reporter.written(past, proposal.reason(), shifted(proposal));
        confirmation.confirm(sent.model(), zone);
    }

    private static Reporter.Shifted shifted(Proposal proposal) {
        return switch (proposal.kind()) {
            case EVACUATE -> Reporter.Shifted.AWAY;
            case RETURN -> Reporter.Shifted.BACK;
            case PUBLISH, REPAIR, ROLL_OUT -> Reporter.Shifted.NEITHER;
        };
    }

    /** When a write may be tried that failed, or whose turn has not come. A moment that has passed wakes nobody again. */
    Optional<Instant> retryAt() {
        Instant now = parts.clock().instant();
        return retryAt.filter(now::isBefore).or(() -> turn.at(now).filter(now::isBefore));
    }

    /** Why the spec's plan cannot be written at all. */
    Optional<Refusal> refusal() {
        return impossible.map(no -> new Refusal(Reason.INVALID_SPEC, no.message()));
    }
}
