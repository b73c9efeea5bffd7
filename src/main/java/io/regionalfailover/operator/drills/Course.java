package io.regionalfailover.operator.drills;

import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import io.regionalfailover.api.v1alpha1.FailoverDrillStatus;
import io.regionalfailover.operator.drills.Obstacles.Obstacle;
import io.regionalfailover.operator.orders.DrillOrders.Progress;
import io.regionalfailover.operator.policy.GivenOrder;
import io.regionalfailover.operator.translation.DrillModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a drill goes: a function of its spec, of what its status says, and of what is seen. All that a run needs stands in the
 * status, so that another process goes on with it.
 *
 * <ol>
 *   <li>It begins when it is due and nothing stands in the way; what does is waited for, and not for long.
 *   <li>Traffic leaves by an order that ends by itself, whatever becomes of this process.
 *   <li>When the time is over, traffic returns in the policy's steps. What breaks the run off brings it back at once.
 *   <li>It is over when traffic is back.
 * </ol>
 */
final class Course {
    /** How long a drill without a schedule waits for what stands in its way. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long a return may take until the drill has failed. */
    static final Duration RETURNS_WITHIN = Duration.ofHours(24);

    /** How many runs are kept. */
    static final int HISTORY = 10;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final DrillModel model;
    private final FailoverDrillStatus before;
    private final boolean newSpec;
    private final Seen seen;
    private final Sight sight;

    /** What the policy is told. */
    enum Act {
        /** Nothing: no run is under way. */
        NOTHING,
        /** Leave the region. */
        LEAVE,
        /** Return, in the policy's steps. */
        RETURN,
        /** Return at once. */
        GIVE_BACK
    }

    /**
     * What is next.
     *
     * @param phase for the status
     * @param message likewise
     * @param nextRunAt likewise
     * @param run likewise
     * @param history likewise
     * @param act what the policy is told, once the status is written where it begins
     * @param lookAt when there is something new to be said by time alone
     */
    record Next(
            String phase,
            String message,
            Optional<Instant> nextRunAt,
            Optional<Run> run,
            List<DrillRunStatus> history,
            Act act,
            Optional<Instant> lookAt) {}

    private Course(DrillModel model, @Nullable FailoverDrillStatus before, long generation, Seen seen) {
        this.model = model;
        this.before =
                before == null ? new FailoverDrillStatus(null, null, null, null, null, List.of(), List.of()) : before;
        this.newSpec = this.before.observedGeneration() == null || this.before.observedGeneration() != generation;
        this.seen = seen;
        this.sight = new Sight(model, seen);
    }

    /** What is next. */
    static Next next(DrillModel model, @Nullable FailoverDrillStatus before, long generation, Seen seen) {
        Course course = new Course(model, before, generation, seen);
        Optional<Run> run = Run.of(course.before.lastRun());
        if (run.filter(Run::isReturning).isPresent()) {
            return course.comingBack(run.get());
        }
        if (run.filter(Run::isUnderWay).isPresent()) {
            return course.away(run.get());
        }
        return course.idle(run);
    }

    /** The policy was refused what it was told. */
    static Next refused(Next told, Instant now, String why) {
        Run run = told.run().orElseThrow().ended(now, Run.Result.BLOCKED, why);
        return over(run, told.nextRunAt(), told.history());
    }

    private Next idle(Optional<Run> last) {
        if (model.suspended()) {
            return waiting(last, "suspended: nothing begins", Optional.empty(), Optional.empty());
        }
        Optional<Instant> due = due(last);
        if (due.isEmpty()) {
            return resting(last, Optional.empty());
        }
        if (seen.now().isBefore(due.get())) {
            return resting(last, due);
        }
        boolean scheduled = model.schedule().isPresent();
        Instant latest = due.get().plus(scheduled ? DrillModel.LATEST : PATIENCE);
        Optional<Obstacle> obstacle = scheduled && seen.now().isAfter(latest)
                ? Optional.of(new Obstacle("no operator ran at " + due.get(), false))
                : seen.obstacle().get();
        if (obstacle.isEmpty()) {
            return begin();
        }
        // What another cluster has begun may be over in a minute, and is not to be begun again.
        boolean waits = !scheduled || obstacle.get().passing();
        if (waits && seen.now().isBefore(latest)) {
            String message = "waits until " + latest + ": " + obstacle.get().what();
            return waiting(last, message, due, Optional.of(seen.now().plus(LOOK_AGAIN)));
        }
        Run blocked = Run.blocked(seen.now(), "did not begin: " + obstacle.get().what());
        return over(blocked, following(), before.history());
    }

    /** When it is to begin. A drill without a schedule begins once, when it is first seen. */
    private Optional<Instant> due(Optional<Run> last) {
        Optional<Instant> known = newSpec ? Optional.empty() : Optional.ofNullable(before.nextRunAt());
        if (known.isPresent()) {
            return known;
        }
        if (model.schedule().isPresent()) {
            return following();
        }
        return last.isPresent() ? Optional.empty() : Optional.of(seen.now());
    }

    private Optional<Instant> following() {
        return model.schedule().flatMap(schedule -> schedule.nextAfter(seen.now()));
    }

    private Next begin() {
        Run run = Run.started(seen.now(), model.duration());
        return new Next(
                "Running",
                "begins: traffic leaves " + model.region(),
                following(),
                Optional.of(run),
                before.history(),
                Act.NOTHING,
                Optional.of(seen.now()));
    }

    private Next away(Run run) {
        Optional<String> over = seen.leaving().flatMap(Progress::over);
        if (over.filter(GivenOrder.LED_ELSEWHERE::equals).isPresent()) {
            return over(run.ended(seen.now(), Run.Result.BLOCKED, over.get()), next(), before.history());
        }
        if (seen.policyGone()) {
            return over(run.ended(seen.now(), Run.Result.FAILED, "the policy is gone"), next(), before.history());
        }
        if (seen.leaving().isEmpty() && seen.returning().isPresent()) {
            // It was broken off, and the status could not be written.
            return returning(run.returning(seen.now(), Run.Result.ABORTED, "it was broken off"));
        }
        Run now = run.hasShifted() || !sight.hasLeft() ? run : run.shifted(seen.now(), sight.capacityReadyAt());
        Optional<String> broken = over.or(sight::brokenOff);
        if (broken.isPresent()) {
            return returning(now.returning(seen.now(), Run.Result.ABORTED, broken.get()));
        }
        if (!seen.now().isBefore(now.until())) {
            return returning(
                    now.hasShifted()
                            ? now.returning(seen.now(), Run.Result.PASSED, "traffic left, and returned by itself")
                            : now.returning(seen.now(), Run.Result.FAILED, sight.notLeft()));
        }
        String message = now.hasShifted()
                ? model.region() + " has no traffic; it returns from " + now.until() + " on"
                : "traffic leaves " + model.region() + sight.heldBack();
        return running(now, message, Act.LEAVE, now.until());
    }

    private Next comingBack(Run run) {
        if (seen.policyGone()) {
            return over(run.ended(seen.now(), Run.Result.FAILED, "the policy is gone"), next(), before.history());
        }
        if (seen.returning().flatMap(Progress::over).isPresent()) {
            return over(run.returned(seen.now()), next(), before.history());
        }
        if (!seen.now().isBefore(run.returningSince().plus(RETURNS_WITHIN))) {
            String why = "traffic did not return within " + RETURNS_WITHIN.toHours() + " h" + sight.heldBack();
            return over(run.ended(seen.now(), Run.Result.FAILED, why), next(), before.history());
        }
        return returning(run);
    }

    private Next returning(Run run) {
        Act act = run.is(Run.Result.ABORTED) ? Act.GIVE_BACK : Act.RETURN;
        String message = "traffic returns to " + model.region() + ": " + run.message() + sight.heldBack();
        return running(run, message, act, run.returningSince().plus(RETURNS_WITHIN));
    }

    private Next running(Run run, String message, Act act, Instant lookAt) {
        return new Next("Running", message, next(), Optional.of(run), before.history(), act, Optional.of(lookAt));
    }

    private Optional<Instant> next() {
        Optional<Instant> known = Optional.ofNullable(before.nextRunAt()).filter(at -> at.isAfter(seen.now()));
        return newSpec || known.isEmpty() ? following() : known;
    }

    private static Next over(Run run, Optional<Instant> next, List<DrillRunStatus> history) {
        List<DrillRunStatus> runs = new ArrayList<>(history);
        runs.addFirst(run.status());
        return new Next(
                run.result(),
                run.message(),
                next,
                Optional.of(run),
                runs.subList(0, Math.min(runs.size(), HISTORY)),
                Act.NOTHING,
                next);
    }

    private Next resting(Optional<Run> last, Optional<Instant> next) {
        return waiting(last, last.map(Run::message).orElse("begins when it is due"), next, next);
    }

    private Next waiting(Optional<Run> last, String message, Optional<Instant> next, Optional<Instant> lookAt) {
        String phase = last.map(Run::result).orElse("Scheduled");
        return new Next(phase, message, next, last, before.history(), Act.NOTHING, lookAt);
    }
}
