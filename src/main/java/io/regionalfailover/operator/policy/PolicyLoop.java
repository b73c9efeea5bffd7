package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Decider;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One policy's loop. Whatever happens (an attempt ended, the spec changed, the zone answered, a time came) is a message; after
 * messages that may change something a turn gathers the facts, decides, and hands on what is to be done. The API server is not
 * needed for any of it: a spec once accepted is carried out until a newer one is.
 */
public final class PolicyLoop {
    private final LoopParts parts;
    private final String key;
    private final Reporter reporter;
    private final Mailbox mailbox;
    private final Probing probing;
    private final Peering peering;
    private final ZoneView view;
    private final Chronicle chronicle;
    private final Confirmation confirmation;
    private final Placing placing;
    private final Rehearsing rehearsing;
    private final Publishing publishing;
    private final Gathering gathering;
    private final GateVoice gate;
    private final Readings readings;
    private final Attention attention;
    private final NextTurn nextTurn;

    private Optional<PolicyModel> model = Optional.empty();
    private @Nullable Zone zone;
    private Optional<Refusal> refusal = Optional.empty();
    private Optional<Decision> decision = Optional.empty();
    private Memory memory = Memory.EMPTY;
    private long generation;
    private boolean isReported;
    private boolean ended;

    /**
     * @param key the policy's {@code namespace/name}
     * @param remembered from the policy's status
     * @param reporter is told what the loop does
     */
    public PolicyLoop(LoopParts parts, String key, Remembered remembered, Reporter reporter) {
        this.parts = parts;
        this.reporter = reporter;
        this.key = key;
        mailbox = new Mailbox(parts.executor(), this::turn, parts.fault());
        Instant now = parts.clock().instant();
        Remembered known = remembered.notAfter(now);
        view = new ZoneView(known.progress());
        chronicle = new Chronicle(known, now);
        probing = new Probing(parts.prober(), this::attempted);
        peering = new Peering(parts, key);
        known.lastShift().ifPresent(shift -> parts.velocity().countIn(key, shift));
        confirmation = new Confirmation(parts, view, chronicle, mailbox::post, this::read);
        placing = new Placing(parts, view, peering, mailbox::post);
        Orders orders = new Orders(parts.orders(), key, GivenOrder.hashed(parts.vantagePoint()));
        gathering = new Gathering(parts, key, view, chronicle, probing, peering, placing, orders);
        readings = new Readings(
                parts,
                view,
                gathering,
                confirmation,
                mailbox::post,
                (at, regions) -> memory = memory.stableFrom(at, regions));
        rehearsing = new Rehearsing(parts, view, peering, placing, gathering, confirmation, mailbox::post);
        gate = new GateVoice(key, view);
        attention = new Attention(parts.resync());
        nextTurn = new NextTurn(parts.timers(), this::lookAgain);
        publishing = new Publishing(
                parts,
                key,
                view,
                chronicle,
                peering,
                gathering::marks,
                mailbox::post,
                this::read,
                reporter,
                confirmation);
    }

    /** Where a turn follows, then in the probe's thread if that is free: to wake another for each costs as much as the turn itself. */
    private void attempted(CheckKey check, ScopedProbe probe, Observation seen, boolean free) {
        Mailbox.Message message = () -> {
            if (seen.outcome() == Outcome.PASSING) {
                parts.doubt().sign(seen.lastEndedAt());
            }
            probing.note(check, probe, seen);
            return attention.attempted(seen, parts.clock().instant());
        };
        if (free) {
            mailbox.bring(message);
        } else {
            mailbox.hand(message);
        }
    }

    /** Something that a turn looks at changed: what the peers say, or people's orders. */
    public void lookAgain() {
        mailbox.post(() -> {});
    }

    /**
     * Carries out this spec from now on.
     *
     * @param board where instances leave signs of life for the zone
     */
    public void accept(PolicyModel next, Zone in, String board) {
        mailbox.post(() -> {
            if (ended) {
                return;
            }
            Optional<Publication> before = model.map(PolicyModel::publication);
            before.ifPresent(old -> confirmation.leave(old, next.publication()));
            boolean sameZone = in.equals(zone);
            if (!sameZone || model.filter(next::equals).isEmpty()) {
                // The very same spec is handed in each minute: what was shortened for it stays.
                endRestlessness();
            }
            boolean sameNames = before.filter(
                            old -> old.names().equals(next.publication().names()))
                    .isPresent();
            if (!sameNames || !sameZone) {
                view.forget();
            }
            parts.velocity().join(key);
            peering.follow(board);
            model.ifPresent(old -> memory = memory.changed(old.retargetedIn(next)));
            generation = next.generation();
            model = Optional.of(next);
            zone = in;
            refusal = Optional.empty();
            readings.follow(next, in);
            attention.follow(next, parts.clock().instant());
            probing.follow(next.probes());
            placing.follow(next);
            rehearsing.follow(next);
            if (!sameZone || before.filter(next.publication()::equals).isEmpty()) {
                read();
            }
            parts.intake().took(key);
        });
    }

    /** This spec cannot be carried out; the one before goes on. */
    public void refuse(long refusedGeneration, Refusal why) {
        mailbox.post(() -> {
            generation = refusedGeneration;
            refusal = Optional.of(why);
            parts.intake().took(key);
        });
    }

    /**
     * Ends the policy: no more probes and decisions, its hold on the zone is let go as its spec says.
     *
     * @return what became of it, within about a minute
     */
    public CompletableFuture<Departure.Outcome> depart() {
        CompletableFuture<Departure.Outcome> outcome = new CompletableFuture<>();
        mailbox.post(() -> {
            stop();
            if (model.isEmpty() || zone == null) {
                outcome.complete(new Departure.Released());
            } else {
                new Departure(parts, key, zone, model.get(), decision, view, outcome).begin();
            }
        });
        return outcome;
    }

    /** Ends the loop and leaves the zone as it is. */
    public void close() {
        mailbox.post(this::stop);
    }

    private void stop() {
        ended = true;
        probing.stop();
        readings.stop();
        parts.velocity().leave(key);
        peering.stop();
        confirmation.stop();
        gate.stop();
        nextTurn.drop();
        endRestlessness();
    }

    private void endRestlessness() {
        if (zone != null && model.isPresent()) {
            Restlessness.end(model.get(), zone);
        }
    }

    /** How many turns were taken; empty while none is due. */
    public OptionalLong turns() {
        return !nextTurn.isSet() && mailbox.isIdle() ? OptionalLong.empty() : OptionalLong.of(mailbox.turns());
    }

    private void read() {
        readings.readNow();
    }

    private void turn() {
        if (!ended && model.isPresent() && zone != null) {
            Instant now = parts.clock().instant();
            if (attention.begin(now)) {
                beginAfresh();
            }
            Decision made = Decider.decide(gathering.facts(model.get(), zone, memory, now));
            memory = made.memory();
            Optional<Decision> before = decision;
            decision = Optional.of(made);
            chronicle.judged(made.phase(), now);
            placing.act(made, model.get(), zone, now);
            peering.say(model.get(), probing.observations(), placing.rooms(), view.zoneEpoch(), now);
            boolean prepared = made.proposal().isEmpty()
                    || placing.isPrepared(made.proposal().get(), now);
            // Before the write: by what it says record sets hang on health checks. It waits for nothing.
            gate.tell(made, prepared, model.get(), zone);
            if (prepared) {
                publishing.act(made, model.get(), zone, now);
            }
            Restlessness.tell(model.get(), probing.observations(), zone);
            rehearsing.act(made, model.get(), now);
            if (before.filter(made::equals).isPresent()) {
                // One that says the same is not kept: whoever compares sees at once that nothing is new.
                decision = before;
            }
            if (peering.isAhead(view.zoneEpoch()) || made.reason() == Reason.OBSERVER_ISOLATED) {
                read();
            } else {
                readings.readWhenDue(now);
            }
            nextTurn.setToFirst(
                    readings.nextAt(now),
                    List.of(made.recheckAt(), publishing.retryAt(), placing.nextAt(), rehearsing.nextAt()),
                    now);
        }
        if (!ended && (view.isKnown() || refusal.isPresent())) {
            // Before that, what an earlier process reported is the better knowledge.
            reporter.report(snapshot());
            if (!isReported) {
                isReported = true;
                parts.intake().judged(key);
            }
        }
        attention.end(isCalm(), parts.clock().instant());
    }

    /** Whether attempts that pass need no turns: all is well, no peers are to be told of them, and no gate goes its own way. */
    private boolean isCalm() {
        return decision.filter(Decision::isAtRest).isPresent()
                && peering.isAlone()
                && !model.orElseThrow().publication().isGated();
    }

    /** As a new process does: what was seen and judged before says nothing about now, and neither does what was read. */
    private void beginAfresh() {
        memory = Memory.EMPTY;
        probing.forget();
        read();
    }

    private PolicySnapshot snapshot() {
        Optional<Refusal> refused = publishing.refusal().or(() -> refusal);
        return new PolicySnapshot(
                parts.clock().instant(),
                generation,
                model,
                refused,
                decision,
                view.reading(),
                view.progress(),
                view.trouble(),
                confirmation.unseenAt(),
                chronicle.lastShift(),
                chronicle.history(),
                peering.company(),
                decision.map(made -> rehearsing.facts(made, model.orElseThrow(), refused)));
    }
}
