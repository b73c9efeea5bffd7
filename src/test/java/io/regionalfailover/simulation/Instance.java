package io.regionalfailover.simulation;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.report.StatusReport;
import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One cluster with its API server, and the operator that runs in it, one life after the other. */
final class Instance {
    /** Two intervals, after which a vantage point throws its own verdicts away. */
    private static final long LONG_STOP = 2 * Shop.INTERVAL.plus(Shop.TIMEOUT).toNanos();

    private final Simulation simulation;
    private final int number;
    private final SplittableRandom random;
    private final Map<Integer, Integer> specs = new HashMap<>();
    private final Map<Integer, Integer> accepted = new HashMap<>();
    private final Map<Integer, Stored> statuses = new HashMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final Map<Way, Integer> cuts = new HashMap<>();
    private @Nullable WatchedRun run;
    private Duration wallAhead = Duration.ZERO;
    private int apiServerFaults;
    private int pauses;
    private long pausedAt;

    /**
     * What the API server holds of a policy's status; it is put into words when somebody reads it.
     *
     * @param standing when the newest process began
     * @param read the newest snapshot that tells of the zone
     * @param newest the newest snapshot
     */
    private record Stored(
            @Nullable FailoverPolicyStatus standing,
            @Nullable PolicySnapshot read,
            @Nullable PolicySnapshot newest) {
        @Nullable
        FailoverPolicyStatus status() {
            FailoverPolicyStatus before = read == null ? standing : StatusReport.of(read, standing);
            return newest == null || newest == read ? before : StatusReport.of(newest, before);
        }
    }

    Instance(Simulation simulation, int number, SplittableRandom random) {
        this.simulation = simulation;
        this.number = number;
        this.random = random;
        for (int policy = 0; policy < simulation.scenario().policies(); policy++) {
            specs.put(policy, 0);
        }
    }

    int number() {
        return number;
    }

    String name() {
        return "i" + number;
    }

    /** The region in which it stands. */
    String region() {
        return Shop.REGIONS.get(number);
    }

    Duration wallAhead() {
        return wallAhead;
    }

    Optional<WatchedRun> run() {
        return Optional.ofNullable(run);
    }

    int variant(int policy) {
        return specs.getOrDefault(policy, 0);
    }

    /** The newest spec that was handed to a process here and is not refused. */
    int accepted(int policy) {
        return accepted.getOrDefault(policy, 0);
    }

    /** A process starts; without its API server it has nothing to do yet. */
    void start() {
        if (run != null) {
            return;
        }
        simulation.trace().note(() -> name() + " starts");
        statuses.replaceAll((policy, stored) -> new Stored(stored.status(), null, null));
        run = new WatchedRun(simulation, this, random.split());
        if (pauses > 0) {
            pausedAt = simulation.time().nanos();
            run.life().pause();
        }
        deliverAll();
    }

    private void deliverAll() {
        if (apiServerFaults == 0) {
            specs.keySet().forEach(this::deliver);
        }
    }

    private void deliver(int policy) {
        if (run != null && apiServerFaults == 0) {
            int variant = variant(policy);
            WatchedRun to = run;
            if (variant != Shop.REFUSED) {
                accepted.put(policy, variant);
            }
            to.life()
                    .after(
                            0,
                            () -> to.follow(
                                    policy, simulation.scenario().shop().translated(policy, variant), variant + 1L));
        }
    }

    /** People apply a spec in this cluster. */
    void apply(int policy, int variant) {
        specs.put(policy, variant);
        deliver(policy);
    }

    /** The process dies in the middle of a change, and another takes its place. */
    void crash() {
        crash(Duration.ofSeconds(1 + random.nextInt(20)), false);
    }

    private void die() {
        if (run != null) {
            simulation.trace().note(() -> name() + " dies");
            simulation.gone(run);
            run.die();
            run = null;
        }
    }

    /** The process dies, and another takes its place. */
    void crash(Duration away, boolean statusLost) {
        die();
        if (statusLost) {
            statuses.clear();
        }
        simulation.time().after(away.toNanos(), this::start);
    }

    void pause(boolean begins) {
        pauses += begins ? 1 : -1;
        if (run == null) {
            return;
        }
        if (pauses > 0) {
            pausedAt = run.life().isPaused() ? pausedAt : simulation.time().nanos();
            run.life().pause();
        } else {
            if (simulation.time().nanos() - pausedAt > LONG_STOP) {
                run.writer().eyes().forget();
            }
            run.life().wake();
        }
    }

    void jump(Duration by) {
        wallAhead = wallAhead.plus(by);
    }

    void apiServer(boolean goesAway) {
        apiServerFaults += goesAway ? 1 : -1;
        deliverAll();
    }

    void cut(Way way, boolean begins) {
        List<Way> both = new ArrayList<>(List.of(way));
        if (way == Way.BOTH) {
            both.addAll(List.of(Way.THERE, Way.BACK));
        }
        both.forEach(each -> cuts.merge(each, begins ? 1 : -1, Integer::sum));
    }

    void fate(Fate fate) {
        fates.add(fate);
    }

    /** No more goes wrong with its writes. */
    void forgetFates() {
        fates.clear();
    }

    boolean isCut(Way way) {
        return cuts.getOrDefault(way, 0) > 0;
    }

    /** What becomes of the change that is sent now. */
    Optional<Fate> nextFate() {
        return Optional.ofNullable(fates.poll());
    }

    /** What a new process reads of the last one's status. */
    @Nullable
    FailoverPolicyStatus status(int policy) {
        Stored stored = statuses.get(policy);
        return stored == null ? null : stored.status();
    }

    /** The newest report that its API server holds. */
    Optional<PolicySnapshot> newest(int policy) {
        Stored stored = statuses.get(policy);
        return stored == null ? Optional.empty() : Optional.ofNullable(stored.newest());
    }

    /** A status arrives at the API server, if it can. */
    void report(int policy, PolicySnapshot snapshot) {
        if (apiServerFaults == 0) {
            Stored before = statuses.get(policy);
            boolean tells = snapshot.reading().isPresent();
            statuses.put(
                    policy,
                    new Stored(
                            before == null ? null : before.standing(),
                            tells ? snapshot : before == null ? null : before.read(),
                            snapshot));
        }
    }
}
