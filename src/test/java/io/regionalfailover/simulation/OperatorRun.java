package io.regionalfailover.simulation;

import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsMetrics;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.health.ProbeMetrics;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.Prober;
import io.regionalfailover.operator.policy.GivenOrders;
import io.regionalfailover.operator.policy.LoopParts;
import io.regionalfailover.operator.policy.PolicyLoop;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.SelfDoubt;
import io.regionalfailover.operator.policy.VelocityLedger;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.operator.report.StatusReader;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.peers.Author;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.testing.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One run of the operator, from its start to its end: the shipped parts, put together as the wiring does, on a life of its
 * own.
 */
final class OperatorRun {
    private static final Duration RESYNC = Duration.ofSeconds(60);
    private static final String BOARD = "the account";
    private static final long MILLISECOND = 1_000_000L;

    private final Simulation simulation;
    private final Instance instance;
    private final VirtualTime time;
    private final RandomGenerator random;
    private final Life life;
    private final Writer writer;
    private final Duration wallAhead;
    private final InstantSource steady;
    private final ZoneWriter zone;
    private final Prober prober;
    private final SelfDoubt doubt;
    private final Exchange exchange;
    private final LoopParts parts;
    private final Map<Integer, PolicyLoop> loops = new HashMap<>();
    private Instant attemptBegan = Instant.MAX;

    OperatorRun(Simulation simulation, Instance instance, RandomGenerator random) {
        this.simulation = simulation;
        this.instance = instance;
        this.random = random;
        time = simulation.time();
        life = new Life(time);
        writer = new Writer(instance.name(), instance.number(), time.nanos(), new Eyes());
        wallAhead = instance.wallAhead();
        steady = wallAhead.isZero() ? time : () -> time.instant().plus(wallAhead);
        ZoneRuntime runtime = new ZoneRuntime(steady, life, this::onTheWay, random);
        ZoneLine line = new ZoneLine(
                time,
                random,
                simulation.zone(),
                writer,
                instance,
                simulation.scenario().policies());
        zone = new ZoneWriter(Shop.APEX, line, new Budget(runtime, 5, 20), line, List.of(), runtime, DnsMetrics.NONE);
        prober = new Prober(
                new Prober.Surroundings(this::probeClock, life, this::attempt, random, ProbeMetrics.NONE), this::probe);
        doubt = new SelfDoubt(steady.instant());
        exchange = exchange();
        parts = parts();
        exchange.start(new Listening());
    }

    private LoopParts parts() {
        return new LoopParts(
                prober,
                region -> new WorkloadAccess.Access.Elsewhere(),
                life,
                steady,
                () -> time.instant().plus(instance.wallAhead()),
                life,
                life,
                new VelocityLedger(1),
                doubt,
                () -> HexFormat.of().toHexDigits(random.nextLong()),
                random,
                instance.name(),
                instance.region(),
                GivenOrders.NONE,
                exchange,
                RESYNC,
                simulation::turnThrew);
    }

    private Exchange exchange() {
        List<String> peers = new ArrayList<>();
        for (int other = 0; other < simulation.scenario().instances(); other++) {
            if (other != instance.number()) {
                peers.add(PeerNetwork.url(other));
            }
        }
        String process = HexFormat.of().toHexDigits(random.nextLong());
        Exchange made = new Exchange(
                new Author("fleet", instance.region(), process),
                peers,
                simulation.network().from(instance.number(), life),
                policy -> Optional.of(loops.keySet().stream()
                        .anyMatch(known -> Shop.key(known).equals(policy))),
                steady,
                life);
        made.regions(Set.copyOf(Shop.REGIONS));
        made.boards(Map.of(BOARD, new ZoneBoard(zone, Shop.APEX, instance.region(), process)));
        return made;
    }

    private final class Listening implements Exchange.Listener {
        @Override
        public void changed(String policy) {
            loops.forEach((known, loop) -> {
                if (Shop.key(known).equals(policy)) {
                    loop.lookAgain();
                }
            });
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

    Life life() {
        return life;
    }

    Writer writer() {
        return writer;
    }

    /** By how much this run's steady clock is ahead of the simulation's. */
    Duration clockAhead() {
        return wallAhead;
    }

    /** Hands a policy's spec in. */
    void follow(int policy, Translation translation, long generation) {
        PolicyLoop loop = loops.computeIfAbsent(
                policy,
                begun -> new PolicyLoop(
                        parts,
                        Shop.key(policy),
                        StatusReader.remembered(instance.status(policy)),
                        new Desk(simulation, instance, this, policy)));
        switch (translation) {
            case Translation.Accepted accepted -> loop.accept(accepted.model(), zone, BOARD);
            case Translation.Refused refused ->
                loop.refuse(generation, new Refusal(refused.reason(), refused.message()));
        }
    }

    /** The process is gone at once, whatever it has in hand. */
    void die() {
        life.end();
    }

    /** What leaves for the provider, or comes from there, takes a while. */
    private void onTheWay(Runnable task) {
        life.after(MILLISECOND + random.nextLong(80 * MILLISECOND), task);
    }

    /** An attempt takes a while, and looks at its end: the prober's clock shows its beginning until then. */
    private void attempt(Runnable task) {
        Instant began = steady.instant();
        long most = random.nextInt(10) == 0 ? Shop.TIMEOUT.toNanos() : 50 * MILLISECOND;
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
        Place place = simulation.place(target);
        ProbeResult result = simulation.landscape().probe(instance.number(), place);
        writer.eyes().saw(place, result.outcome(), began, time.nanos());
        simulation
                .trace()
                .mix(instance.number(), place.hashCode(), result.outcome().ordinal(), time.nanos());
        return result;
    }
}
