package io.regionalfailover.operator.drills;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.regionalfailover.api.v1alpha1.Api;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillStatus;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.operator.orders.DrillOrders;
import io.regionalfailover.operator.policy.RegionLoop;
import io.regionalfailover.operator.report.Conditions;
import io.regionalfailover.operator.report.EventRecorder;
import io.regionalfailover.operator.translation.DrillModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out drills: what each is to do next, what the policy is told, and what is said of it. For several threads. */
public final class DrillDesk {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final String RUNNING = "Running";

    private final KubernetesClient client;
    private final DrillOrders orders;
    private final Function<Consumer<RegionJudgement>, RegionLoop> loops;
    private final EventRecorder events;
    private final InstantSource wall;
    private final Map<ResourceID, AbortWatch> watches = new ConcurrentHashMap<>();
    private volatile Consumer<ResourceID> changed = drill -> {};

    /**
     * @param orders what policies are told
     * @param loops makes a loop for queries
     * @param events where ends are told
     * @param wall which drills' times are of
     */
    public DrillDesk(
            KubernetesClient client,
            DrillOrders orders,
            Function<Consumer<RegionJudgement>, RegionLoop> loops,
            EventRecorder events,
            InstantSource wall) {
        this.client = client;
        this.orders = orders;
        this.loops = loops;
        this.events = events;
        this.wall = wall;
    }

    /** Who looks at a drill again. */
    void tell(Consumer<ResourceID> drill) {
        changed = drill;
        orders.tell(drill);
    }

    /** What is to be said of a drill now; what follows from it is begun. */
    UpdateControl<FailoverDrill> keep(FailoverDrill drill) {
        if (!orders.isComplete()) {
            return UpdateControl.<FailoverDrill>noUpdate().rescheduleAfter(Duration.ofSeconds(1));
        }
        return switch (DrillModel.of(drill)) {
            case DrillModel.Refused(String message) -> update(drill, refused(drill, message));
            case DrillModel.Read(DrillModel model) -> keep(drill, model);
        };
    }

    private UpdateControl<FailoverDrill> keep(FailoverDrill drill, DrillModel model) {
        Instant now = wall.instant();
        Course.Next next =
                Course.next(model, drill.getStatus(), drill.getMetadata().getGeneration(), seen(drill, model, now));
        Optional<String> refusal = tellPolicy(drill, next);
        if (refusal.isPresent()) {
            next = Course.refused(next, now, refusal.get());
        }
        boolean due = next.nextRunAt().filter(at -> !at.isAfter(now)).isPresent();
        watch(drill, model, next.phase().equals(RUNNING) || due);
        FailoverDrillStatus status = status(drill, next);
        tellEnd(drill, status);
        Optional<Instant> lookAt = next.lookAt();
        UpdateControl<FailoverDrill> control = update(drill, status);
        return lookAt.map(at -> control.rescheduleAfter(atLeastSoon(Duration.between(now, at))))
                .orElse(control);
    }

    private static Duration atLeastSoon(Duration time) {
        return time.compareTo(SOON) < 0 ? SOON : time;
    }

    private Seen seen(FailoverDrill drill, DrillModel model, Instant now) {
        Optional<DrillOrders.Progress> leaving = orders.leaving(drill);
        Optional<DrillOrders.Progress> returning = orders.returning(drill);
        Optional<List<String>> failing = model.queries().checks().isEmpty() ? Optional.of(List.of()) : failing(drill);
        String name = drill.getSpec().policy();
        return new Seen(
                now,
                () -> Obstacles.of(model, policy(drill), name, failing, now),
                leaving,
                returning,
                orders.isTold(drill) && leaving.isEmpty() && returning.isEmpty() && policy(drill) == null,
                failing.orElse(List.of()));
    }

    private Optional<List<String>> failing(FailoverDrill drill) {
        AbortWatch watch = watches.get(ResourceID.fromResource(drill));
        return watch == null ? Optional.empty() : watch.failing();
    }

    private @Nullable FailoverPolicy policy(FailoverDrill drill) {
        return client.resources(FailoverPolicy.class)
                .inNamespace(drill.getMetadata().getNamespace())
                .withName(drill.getSpec().policy())
                .get();
    }

    /** Why the policy must not do it, in a sentence. */
    private Optional<String> tellPolicy(FailoverDrill drill, Course.Next next) {
        switch (next.act()) {
            case NOTHING -> orders.end(drill);
            case LEAVE -> {
                Run run = next.run().orElseThrow();
                return orders.isLeaving(drill) ? Optional.empty() : orders.leave(drill, run.startedAt(), run.until());
            }
            case RETURN, GIVE_BACK -> {
                Run run = next.run().orElseThrow();
                orders.bringBack(
                        drill,
                        next.act() == Course.Act.GIVE_BACK,
                        run.returningSince(),
                        run.returningSince().plus(Course.RETURNS_WITHIN));
            }
        }
        return Optional.empty();
    }

    private void watch(FailoverDrill drill, DrillModel model, boolean wanted) {
        ResourceID id = ResourceID.fromResource(drill);
        if (wanted && !model.queries().checks().isEmpty()) {
            watches.computeIfAbsent(id, key -> new AbortWatch(loops, () -> changed.accept(key)))
                    .follow(model.queries());
        } else {
            unwatch(id);
        }
    }

    private void unwatch(ResourceID id) {
        AbortWatch watch = watches.remove(id);
        if (watch != null) {
            watch.close();
        }
    }

    /** A drill is gone: traffic returns as the policy's failback says. */
    void end(FailoverDrill drill) {
        orders.end(drill);
        unwatch(ResourceID.fromResource(drill));
    }

    private void tellEnd(FailoverDrill drill, FailoverDrillStatus status) {
        FailoverDrillStatus before = drill.getStatus();
        boolean same = before != null && before.history().equals(status.history());
        if (same || status.history().isEmpty()) {
            return;
        }
        boolean good = reason(status.phase()) == Reason.DRILL_PASSED;
        events.tell(
                new ObjectReferenceBuilder()
                        .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                        .withKind("FailoverDrill")
                        .withNamespace(drill.getMetadata().getNamespace())
                        .withName(drill.getMetadata().getName())
                        .withUid(drill.getMetadata().getUid())
                        .build(),
                good ? EventRecorder.Type.NORMAL : EventRecorder.Type.WARNING,
                reason(status.phase()),
                "Drill",
                String.valueOf(status.message()));
    }

    private FailoverDrillStatus status(FailoverDrill drill, Course.Next next) {
        Reason reason = reason(next.phase());
        Conditions conditions = conditions(drill)
                .state(
                        "Ready",
                        reason == Reason.DRILL_PASSED || reason == Reason.DRILL_SCHEDULED,
                        reason,
                        next.message())
                .onlyWhile("Reconciling", reason == Reason.DRILL_RUNNING, reason, next.message());
        return new FailoverDrillStatus(
                drill.getMetadata().getGeneration(),
                next.phase(),
                next.message(),
                next.nextRunAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
                next.run().map(Run::status).orElse(null),
                next.history(),
                conditions.list());
    }

    private FailoverDrillStatus refused(FailoverDrill drill, String message) {
        FailoverDrillStatus before = drill.getStatus();
        List<Condition> conditions = conditions(drill)
                .state("Ready", false, Reason.INVALID_SPEC, message)
                .onlyWhile("Stalled", true, Reason.INVALID_SPEC, message)
                .list();
        end(drill);
        Optional<Run> run = before == null ? Optional.empty() : Run.of(before.lastRun());
        List<DrillRunStatus> history = new ArrayList<>(before == null ? List.of() : before.history());
        Optional<Run> ended = run.filter(Run::isUnderWay)
                .map(under -> under.ended(wall.instant(), Run.Result.FAILED, "its spec was changed: " + message));
        ended.ifPresent(over -> history.addFirst(over.status()));
        return new FailoverDrillStatus(
                drill.getMetadata().getGeneration(),
                Run.Result.BLOCKED.text(),
                message,
                null,
                ended.or(() -> run).map(Run::status).orElse(null),
                history.subList(0, Math.min(history.size(), Course.HISTORY)),
                conditions);
    }

    private Conditions conditions(FailoverDrill drill) {
        return new Conditions(
                drill.getStatus() == null ? List.of() : drill.getStatus().conditions(),
                drill.getMetadata().getGeneration(),
                wall.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static Reason reason(@Nullable String phase) {
        return switch (phase) {
            case RUNNING -> Reason.DRILL_RUNNING;
            case "Passed" -> Reason.DRILL_PASSED;
            case "Failed" -> Reason.DRILL_FAILED;
            case "Aborted" -> Reason.DRILL_ABORTED;
            case "Blocked" -> Reason.DRILL_BLOCKED;
            case null, default -> Reason.DRILL_SCHEDULED;
        };
    }

    private static UpdateControl<FailoverDrill> update(FailoverDrill drill, FailoverDrillStatus status) {
        if (status.equals(drill.getStatus())) {
            return UpdateControl.noUpdate();
        }
        FailoverDrill patch = new FailoverDrill();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(drill.getMetadata().getName())
                .withNamespace(drill.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        return UpdateControl.patchStatus(patch);
    }
}
