package io.regionalfailover.operator.policy;

import io.regionalfailover.api.v1alpha1.OnDelete;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Turned;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Follows the published plan into the world: in force, says the provider; seen, at every authoritative server. Only then are
 * names let go that a changed spec no longer has. Touched by one turn at a time.
 */
final class Confirmation {
    /** Route 53 names about a minute as the longest until a change is in force; the rest is for a server that is slow to answer. */
    private static final Duration LONGEST_OBSERVATION = Duration.ofSeconds(90);

    private final LoopParts parts;
    private final ZoneView view;
    private final Chronicle chronicle;
    private final Consumer<Runnable> post;
    private final Runnable read;

    private boolean dropping;
    private Optional<Publication> leaving = Optional.empty();
    private String asking = "";
    private CompletableFuture<Optional<Instant>> question = CompletableFuture.completedFuture(Optional.empty());
    private String observing = "";
    private CompletableFuture<Turned> turning = CompletableFuture.completedFuture(Turned.UNSEEN);
    private List<String> unseenAt = List.of();

    /**
     * @param post hands in a message for the next turn
     * @param read reads the zone again
     */
    Confirmation(LoopParts parts, ZoneView view, Chronicle chronicle, Consumer<Runnable> post, Runnable read) {
        this.parts = parts;
        this.view = view;
        this.chronicle = chronicle;
        this.post = post;
        this.read = read;
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
        if (!progress.inForce()
                || !progress.specHash().equals(model.publication().specHash())) {
            return;
        }
        dropTypes(model, zone);
        if (leaving.isEmpty()) {
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

    /** Types that a name no longer has are seen in the zone, so that those of an earlier process's spec go, too. */
    boolean hasTypesToDrop(PolicyModel model) {
        boolean mayWrite = !model.rules().suspended() && model.rules().mode() != Mode.DRY_RUN;
        return mayWrite
                && !dropping
                && model.onDelete() == OnDelete.DELETE
                && view.reading().orElse(null) instanceof Reading.Owned owned
                && model.publication().hasLeftovers(owned.sets());
    }

    /** What fails is tried again after the next reading. */
    private void dropTypes(PolicyModel model, Zone zone) {
        if (!hasTypesToDrop(model)) {
            return;
        }
        dropping = true;
        zone.dropTypes(model.publication())
                .thenAccept(result -> post.accept(() -> {
                    dropping = false;
                    if (result instanceof WriteResult.Released) {
                        read.run();
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
        question.cancel(false);
        question = zone.inForce(progress.changeId().get());
        question.thenAccept(at -> post.accept(() -> {
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
                    seen.at().ifPresent(when -> {
                        observed(nonce, when);
                        watchResolvers(plan, model, zone);
                    });
                    if (seen.at().isEmpty() && asking.isEmpty() && zone.publishesItself()) {
                        // Nobody is left to ask, and the provider's own bound has passed since the plan was read in the
                        // zone.
                        inSync(nonce, parts.clock().instant());
                    }
                    view.progress().ifPresent(now -> letGo(now, model, zone));
                }));
    }

    /** What users see: that servers answer anew does not make a resolver forget. */
    private void watchResolvers(Plan plan, PolicyModel model, Zone zone) {
        turning.cancel(false);
        view.progress()
                .filter(progress -> progress.nonce().equals(plan.nonce()) && chronicle.hasLeftBy(progress))
                .ifPresent(progress -> {
                    turning = zone.turned(model.publication(), plan);
                    turning.thenAccept(seen -> post.accept(() -> chronicle.turned(progress, seen)));
                });
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

    /** Nobody waits for answers any more. */
    void stop() {
        question.cancel(false);
        turning.cancel(false);
    }

    /** Servers that were not seen with the plan when looking for it was given up. */
    List<String> unseenAt() {
        return unseenAt;
    }
}
