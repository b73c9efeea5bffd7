package io.regionalfailover.simulation.engine;

import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsMetrics;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.health.ProbeMetrics;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.Prober;
import io.regionalfailover.operator.ZoneBoard;
import io.regionalfailover.operator.policy.GivenOrders;
import io.regionalfailover.operator.policy.Intake;
import io.regionalfailover.operator.policy.LoopParts;
import io.regionalfailover.operator.policy.PolicyLoop;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.Remembered;
import io.regionalfailover.operator.policy.Reporter;
import io.regionalfailover.operator.policy.SelfDoubt;
import io.regionalfailover.operator.policy.VelocityLedger;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.peers.Author;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.PeerDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One run of the operator, from its start to its end: the shipped parts, put together as the wiring does, on a life of its
 * own.
 */
public final class OperatorRun {
    private static final Duration RESYNC = Duration.ofSeconds(60);
    private static final String BOARD = "the account";
    private static final long MILLISECOND = 1_000_000L;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Place place;
    private final Surroundings surroundings;
    private final Life life;
    private final InstantSource steady;
    private final ZoneWriter zone;
    private final Prober prober;
    private final SelfDoubt doubt;
    private final Exchange exchange;
    private final LoopParts parts;
    private final Map<String, PolicyLoop> loops = new HashMap<>();
    private Instant attemptBegan = Instant.MAX;

    /**
     * Where an instance stands.
     *
     * @param installation one for the whole fleet
     * @param number its own, from 0
     * @param instances how many there are
     * @param region the region in which it stands: its name as a vantage point
     * @param regions all that it knows
     * @param apex of the zone
     */
    public record Place(
            String installation, int number, int instances, String region, Set<String> regions, DnsName apex) {
        public Place {
            regions = Set.copyOf(regions);
        }

        /** Who it is, in lines for a person: {@code i0}. */
        public String name() {
            return "i" + number;
        }
    }

    /** What all runs share. */
    public record Shared(VirtualTime time, SimulatedZone zone, PeerNetwork network) {}

    /** What surrounds one run. */
    public interface Surroundings extends ZoneLine.Surroundings {
        /**
         * What an attempt finds, at its end.
         *
         * @param timeout of the attempt
         * @param beganNanos when it began, since the start
         */
        ProbeResult probe(ProbeTarget target, Duration timeout, long beganNanos);

        /** How long an attempt takes at most, whatever it finds. */
        Duration longestAttempt();

        /** By how much its wall clock is ahead of the simulation's. */
        default Duration wallAhead() {
            return Duration.ZERO;
        }

        /** Where workloads are reached. */
        default WorkloadAccess workloads() {
            return region -> new WorkloadAccess.Access.Elsewhere();
        }

        /** The shipped code threw what it should not have. */
        void threw(RuntimeException thrown);
    }

    /** Starts it; it has nothing to do yet. */
    public OperatorRun(Shared shared, Place place, Surroundings surroundings, RandomGenerator random) {
        time = shared.time();
        this.place = place;
        this.surroundings = surroundings;
        this.random = random;
        life = new Life(time);
        Duration wallAhead = surroundings.wallAhead();
        steady = wallAhead.isZero() ? time : () -> time.instant().plus(wallAhead);
        ZoneRuntime runtime = new ZoneRuntime(steady, life, this::onTheWay, random);
        ZoneLine line = new ZoneLine(time, random, shared.zone(), place.apex(), surroundings);
        zone = new ZoneWriter(
                place.apex(), line, new Budget(runtime, 5, 20), line, List.of(), runtime, DnsMetrics.NONE);
        prober = new Prober(
                new Prober.Surroundings(this::probeClock, life, this::attempt, random, ProbeMetrics.NONE), this::probe);
        doubt = new SelfDoubt(steady.instant());
        exchange = exchange(shared.network());
        parts = parts();
        exchange.start(new Listening());
    }

    private LoopParts parts() {
        return new LoopParts(
                prober,
                surroundings.workloads(),
                life,
                steady,
                () -> time.instant().plus(surroundings.wallAhead()),
                life,
                life,
                new VelocityLedger(1),
                doubt,
                () -> HexFormat.of().toHexDigits(random.nextLong()),
                random,
                place.name(),
                place.region(),
                GivenOrders.NONE,
                exchange,
                Intake.none(life),
                RESYNC,
                surroundings::threw);
    }

    private Exchange exchange(PeerNetwork network) {
        List<String> peers = IntStream.range(0, place.instances())
                .filter(other -> other != place.number())
                .mapToObj(PeerNetwork::url)
                .toList();
        String process = HexFormat.of().toHexDigits(random.nextLong());
        Author author = new Author(place.installation(), place.region(), process);
        Exchange made = new Exchange(
                author,
                peers,
                network.from(place.number(), life),
                policy -> Optional.of(loops.containsKey(policy)),
                steady,
                life);
        made.regions(place.regions());
        made.boards(Map.of(BOARD, new ZoneBoard(zone, place.apex(), author)));
        return made;
    }

    private final class Listening implements Exchange.Listener {
        @Override
        public void changed(String policy) {
            PolicyLoop loop = loops.get(policy);
            if (loop != null) {
                loop.lookAgain();
            }
        }

        @Override
        public void heard(Instant at) {
            doubt.sign(at);
        }
    }

    /** Where peers are answered. */
    PeerDesk desk() {
        return exchange.desk();
    }

    /** Its threads and timers. */
    public Life life() {
        return life;
    }

    /**
     * Hands a policy's spec in.
     *
     * @param policy its {@code namespace/name}
     * @param generation of the spec
     * @param remembered what its status says; asked once
     * @param reporter is told what its loop does; taken once
     */
    public void follow(
            String policy,
            Translation translation,
            long generation,
            Supplier<Remembered> remembered,
            Supplier<Reporter> reporter) {
        PolicyLoop loop =
                loops.computeIfAbsent(policy, begun -> new PolicyLoop(parts, policy, remembered.get(), reporter.get()));
        switch (translation) {
            case Translation.Accepted accepted -> loop.accept(accepted.model(), zone, BOARD);
            case Translation.Refused refused ->
                loop.refuse(generation, new Refusal(refused.reason(), refused.message()));
        }
    }

    /** The process is gone at once, whatever it has in hand. */
    public void die() {
        life.end();
    }

    /** What leaves for the provider, or comes from there, takes a while. */
    private void onTheWay(Runnable task) {
        life.after(MILLISECOND + random.nextLong(80 * MILLISECOND), task);
    }

    /** An attempt takes a while, and looks at its end: the prober's clock shows its beginning until then. */
    private void attempt(Runnable task) {
        Instant began = steady.instant();
        long most = random.nextInt(10) == 0 ? surroundings.longestAttempt().toNanos() : 50 * MILLISECOND;
        life.after(random.nextLong(most), () -> {
            attemptBegan = began;
            try {
                task.run();
            } finally {
                attemptBegan = Instant.MAX;
            }
        });
    }

    private Instant probeClock() {
        return attemptBegan.equals(Instant.MAX) ? steady.instant() : attemptBegan;
    }

    private ProbeResult probe(ProbeTarget target, Duration timeout) {
        long began =
                time.nanos() - Duration.between(attemptBegan, steady.instant()).toNanos();
        attemptBegan = Instant.MAX;
        return surroundings.probe(target, timeout, began);
    }
}
