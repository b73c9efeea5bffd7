package io.regionalfailover.simulation.play;

import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Remembered;
import io.regionalfailover.operator.policy.Reporter;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.operator.report.StatusReader;
import io.regionalfailover.operator.report.StatusReport;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.simulation.engine.OperatorRun;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operator in one region, one life after the other. */
final class Member implements OperatorRun.Surroundings {
    /** One attempt in ten takes up to so long. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(1);

    private final OperatorRun.Shared shared;
    private final OperatorRun.Place place;
    private final PolicyModel model;
    private final World world;
    private final WorkloadAccess workloads;
    private final Function<Member, Reporter> reporters;
    private final SplittableRandom random;
    private Optional<OperatorRun> run = Optional.empty();
    private @Nullable PolicySnapshot newest;
    private int cutFromZone;

    /** @param reporters makes who is told what a run does */
    Member(
            OperatorRun.Shared shared,
            OperatorRun.Place place,
            PolicyModel model,
            World world,
            WorkloadAccess workloads,
            Function<Member, Reporter> reporters,
            SplittableRandom random) {
        this.shared = shared;
        this.place = place;
        this.model = model;
        this.world = world;
        this.workloads = workloads;
        this.reporters = reporters;
        this.random = random;
    }

    String region() {
        return place.region();
    }

    Optional<OperatorRun> run() {
        return run;
    }

    void start() {
        if (run.isPresent()) {
            return;
        }
        OperatorRun started = new OperatorRun(shared, place, this, random.split());
        run = Optional.of(started);
        String key = model.rules().namespace() + "/" + model.rules().name();
        started.follow(
                key,
                new Translation.Accepted(model),
                model.generation(),
                this::remembered,
                () -> reporters.apply(this));
    }

    private Remembered remembered() {
        return newest == null ? Remembered.NOTHING : StatusReader.remembered(StatusReport.of(newest, null));
    }

    void die() {
        run.ifPresent(OperatorRun::die);
        run = Optional.empty();
    }

    /** What its API server holds from now on. */
    void reported(PolicySnapshot snapshot) {
        newest = snapshot;
    }

    void cutFromZone(boolean begins) {
        cutFromZone += begins ? 1 : -1;
    }

    @Override
    public ProbeResult probe(ProbeTarget target, Duration timeout, long beganNanos) {
        return world.probe(place.region(), target, timeout);
    }

    @Override
    public Duration longestAttempt() {
        return LONGEST_ATTEMPT;
    }

    @Override
    public WorkloadAccess workloads() {
        return workloads;
    }

    @Override
    public void threw(RuntimeException thrown) {
        throw new IllegalStateException("a turn of the instance in " + place.region() + " broke off", thrown);
    }

    @Override
    public boolean isCut(Way way) {
        return cutFromZone > 0;
    }
}
