package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Published;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the zone for a loop: at once where it has to know, and back from time to time; one reading at a time. Touched by one turn at a time. */
final class Readings {
    private final LoopParts parts;
    private final ZoneView view;
    private final Gathering gathering;
    private final Confirmation confirmation;
    private final Consumer<Runnable> post;
    private final BiConsumer<Instant, Set<String>> movedByOthers;

    private @Nullable PolicyModel model;
    private @Nullable Zone zone;
    private @Nullable UnderWay underWay;
    private Instant dueAt;

    /**
     * @param post takes a message for the loop
     * @param movedByOthers hears from which regions somebody else has moved traffic away, and when that was seen
     */
    Readings(
            LoopParts parts,
            ZoneView view,
            Gathering gathering,
            Confirmation confirmation,
            Consumer<Runnable> post,
            BiConsumer<Instant, Set<String>> movedByOthers) {
        this.parts = parts;
        this.view = view;
        this.gathering = gathering;
        this.confirmation = confirmation;
        this.post = post;
        this.movedByOthers = movedByOthers;
        dueAt = parts.clock().instant();
    }

    /**
     * A reading that was asked for and has not come back.
     *
     * @param waits whether it gives others time to join it
     */
    private record UnderWay(PolicyModel of, Zone from, Instant beganAt, boolean waits) {}

    /** Reads of this zone for this policy from now on. */
    void follow(PolicyModel next, Zone in) {
        if (!in.equals(zone)) {
            // What is still being read of another zone says nothing of this one, and need not be waited for.
            underWay = null;
            dueAt = parts.clock().instant();
        }
        model = next;
        zone = in;
    }

    /** Begins no more of them. One that is under way is still taken in. */
    void stop() {
        zone = null;
    }

    /** In a hurry: one that still waits for others is not waited for. */
    void readNow() {
        if (underWay != null && underWay.waits()) {
            underWay = null;
        }
        read(false);
    }

    /** Together with the zone's other policies, where it is time for that; sooner after one that failed. */
    void readWhenDue(Instant now) {
        if (underWay == null && !now.isBefore(dueAt)) {
            read(view.trouble().isEmpty());
        }
    }

    /** When a turn is to look again. While a reading is under way none is due: its end is a message, and takes a turn of its own. */
    Instant nextAt(Instant now) {
        return underWay == null ? dueAt : now.plus(parts.resync());
    }

    private void read(boolean waits) {
        if (model == null || zone == null || underWay != null) {
            return;
        }
        UnderWay begun = new UnderWay(model, zone, parts.clock().instant(), waits);
        underWay = begun;
        parts.intake()
                .over()
                .thenCompose(ignored -> waits
                        ? begun.from().readBack(begun.of().publication())
                        : begun.from().read(begun.of().publication()))
                .thenAccept(result -> post.accept(() -> {
                    if (underWay == begun) {
                        underWay = null;
                        take(result, begun);
                    }
                }));
    }

    private void take(Reading result, UnderWay begun) {
        Instant now = parts.clock().instant();
        if (!(result instanceof Reading.Failed)) {
            parts.doubt().sign(now);
        }
        PolicyModel of = begun.of();
        if (model != null && !model.publication().equals(of.publication())) {
            readNow();
            return;
        }
        Published before = view.published();
        Optional<PlanProgress> known = view.progress();
        boolean follow = view.take(ConflictField.named(result, of.publication()), begun.beganAt(), now);
        if (follow) {
            movedByOthers.accept(now, gathering.found(before, known, of));
        }
        // Counted from the end of the one before: a zone that takes long is not read without a pause.
        dueAt = view.trouble()
                .map(Trouble::retryAt)
                .orElseGet(() -> begun.from().nextReadBack(now, parts.resync()));
        if (follow || confirmation.unconfirmed() || confirmation.hasTypesToDrop(of)) {
            confirmation.confirm(of, begun.from());
        }
    }
}
