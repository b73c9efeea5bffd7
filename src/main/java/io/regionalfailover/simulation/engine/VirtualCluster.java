package io.regionalfailover.simulation.engine;

import io.regionalfailover.decision.RoomTrial;
import io.regionalfailover.placement.Cluster;
import io.regionalfailover.placement.Scaled;
import io.regionalfailover.placement.Sighting;
import io.regionalfailover.placement.Stamp;
import io.regionalfailover.placement.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A cluster's workloads by the rules that a real one has: every write makes a new version, a write with an old version is
 * refused, replicas become ready some time after they are wanted. Not thread-safe: everything runs on virtual time.
 */
public final class VirtualCluster implements Cluster {
    private final ScheduledExecutorService timer;
    private final Map<Workload, State> states = new HashMap<>();
    private final List<String> writes = new ArrayList<>();
    private Duration readyAfter = Duration.ZERO;
    private boolean reachable = true;
    private int most = Integer.MAX_VALUE;
    private final List<String> rehearsals = new ArrayList<>();

    /** @param timer makes replicas ready */
    public VirtualCluster(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    private static final class State {
        private int desired;
        private int ready;
        private long version = 1;
        private final Map<String, Long> stamps = new HashMap<>();
    }

    /** A workload with so many replicas, all ready. */
    public void has(Workload workload, int replicas) {
        State state = new State();
        state.desired = replicas;
        state.ready = replicas;
        states.put(workload, state);
    }

    /** How long replicas take from now on until they are ready. */
    public void readyAfter(Duration time) {
        readyAfter = time;
    }

    /** Whether it answers. */
    public void reachable(boolean answers) {
        reachable = answers;
    }

    /** How many replicas of a workload it admits from now on. */
    public void admits(int replicas) {
        most = replicas;
    }

    /** Scale-ups that were tried and not made, so far: {@code checkout to 20}. */
    public List<String> rehearsals() {
        return List.copyOf(rehearsals);
    }

    /** Replicas wanted. */
    public int desired(Workload workload) {
        return known(workload).desired;
    }

    /** Writes so far: {@code raise checkout to 20 by epoch 3}. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    /** Leaves a stamp, as another process does. */
    public void stamp(Workload workload, Stamp stamp) {
        State state = known(workload);
        state.stamps.put(stamp.owner(), stamp.epoch());
        state.version++;
    }

    @Override
    public Sighting look(Workload workload) {
        if (!reachable) {
            return new Sighting.Unreachable("the API server does not answer");
        }
        State state = states.get(workload);
        if (state == null) {
            return new Sighting.Missing(workload.label() + " does not exist");
        }
        return new Sighting.Seen(state.desired, state.ready, state.ready, state.stamps, String.valueOf(state.version));
    }

    @Override
    public Scaled raise(Workload workload, int atLeast, Stamp stamp) {
        State state = states.get(workload);
        if (!reachable || state == null) {
            return new Scaled.Unreachable("the API server does not answer");
        }
        if (state.stamps.getOrDefault(stamp.owner(), 0L) > stamp.epoch()) {
            return new Scaled.Outdated("a newer plan counts on it");
        }
        state.stamps.put(stamp.owner(), stamp.epoch());
        state.version++;
        if (state.desired < atLeast) {
            set(workload, state, atLeast);
            writes.add("raise " + workload.name() + " to " + atLeast + " by epoch " + stamp.epoch());
        }
        return new Scaled.Done(state.desired);
    }

    @Override
    public Scaled lower(Workload workload, int to, Stamp stamp, Sighting.Seen asRead) {
        State state = states.get(workload);
        if (!reachable || state == null) {
            return new Scaled.Unreachable("the API server does not answer");
        }
        boolean others = asRead.stamps().entrySet().stream()
                .anyMatch(left -> !left.getKey().equals(stamp.owner()) || left.getValue() > stamp.epoch());
        if (others || !asRead.resourceVersion().equals(String.valueOf(state.version))) {
            return new Scaled.Outdated("somebody else counts on it");
        }
        if (state.desired > to) {
            set(workload, state, to);
            state.ready = Math.min(state.ready, to);
            writes.add("lower " + workload.name() + " to " + to + " by epoch " + stamp.epoch());
        }
        return new Scaled.Done(state.desired);
    }

    @Override
    public Map<Workload, RoomTrial> rehearse(Map<Workload, Integer> wanted, Stamp stamp) {
        Map<Workload, RoomTrial> trials = new HashMap<>();
        wanted.forEach((workload, asked) -> {
            State state = states.get(workload);
            rehearsals.add(workload.name() + " to " + asked);
            trials.put(
                    workload,
                    !reachable || state == null
                            ? new RoomTrial.Unknown(asked, "the API server does not answer")
                            : most < asked
                                    ? new RoomTrial.Refused(asked, "at most " + most + " are allowed")
                                    : new RoomTrial.Accepted(asked, state.desired, OptionalInt.empty(), List.of(), ""));
        });
        return trials;
    }

    private State known(Workload workload) {
        return Objects.requireNonNull(states.get(workload), workload.label() + " was not given");
    }

    private void set(Workload workload, State state, int replicas) {
        state.desired = replicas;
        state.version++;
        var unused = timer.schedule(
                () -> {
                    state.ready = state.desired;
                    state.version++;
                },
                readyAfter.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
