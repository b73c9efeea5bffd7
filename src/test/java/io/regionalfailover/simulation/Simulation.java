package io.regionalfailover.simulation;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.simulation.engine.PeerNetwork;
import io.regionalfailover.simulation.engine.SimulatedZone;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One scenario, run from beginning to end in the calling thread: instances start, faults come and go, and then everything has
 * to come right by itself. The same scenario always takes the same course.
 */
final class Simulation {
    private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
    /** A vote counts while it answers to what was said at most 4 s ago. */
    private static final long VOTE_LASTS = Duration.ofSeconds(4).toNanos();

    private final Scenario scenario;
    private final VirtualTime time = new VirtualTime(START);
    private final Landscape landscape = new Landscape(time::nanos);
    private final Map<ProbeTarget, Place> places = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<Integer, List<Map<DnsName, List<RecordSet>>>> past = new HashMap<>();
    private final List<Gone> gone = new ArrayList<>();
    private final Trace trace;
    private final Invariants invariants;
    private final SimulatedZone zone;
    private final PeerNetwork network;
    private Optional<Broken> broken = Optional.empty();
    private int steps;
    private int fenced;
    private int turns;

    private record Gone(Eyes eyes, long atNanos) {}

    /** How a simulation went. */
    record Outcome(
            Optional<Broken> broken, long hash, Map<String, Integer> figures, Duration took, List<String> lines) {}

    private Simulation(Scenario scenario, boolean asserts, boolean traced) {
        this.scenario = scenario;
        trace = new Trace(time, traced);
        invariants = new Invariants(this);
        SplittableRandom random = new SplittableRandom(new SplittableRandom(~scenario.seed()).nextLong());
        zone = new SimulatedZone(time, random.split(), asserts);
        network = new PeerNetwork(
                time, random.split(), number -> instances.get(number).run().map(WatchedRun::operator));
        for (int number = 0; number < scenario.instances(); number++) {
            instances.add(new Instance(this, number, random.split()));
        }
        long stagger = random.nextLong(Duration.ofSeconds(20).toNanos());
        instances.forEach(instance -> time.after(instance.number() * stagger, instance::start));
        Troubles troubles = new Troubles(this);
        scenario.faults().forEach(timed -> time.after(timed.at().toNanos(), () -> troubles.begin(timed.fault())));
    }

    /** Runs a scenario on a zone with a provider's rules. */
    static Outcome run(Scenario scenario) {
        return new Simulation(scenario, true, false).run();
    }

    /** The same, with a line for everything that happens. */
    static Outcome traced(Scenario scenario) {
        return new Simulation(scenario, true, true).run();
    }

    /** Runs a scenario on a zone in which nothing that a batch believes is looked at. */
    static Outcome withoutFences(Scenario scenario) {
        return new Simulation(scenario, false, true).run();
    }

    private Outcome run() {
        runUntil(scenario.faultsEnd());
        if (broken.isEmpty()) {
            instances.forEach(Instance::forgetFates);
            new Ending(this).run();
        }
        Map<String, Integer> figures = Map.of(
                "faults",
                scenario.faults().size(),
                "changes of a zone",
                steps,
                "writes fenced",
                fenced,
                "late writes refused",
                zone.lateRefused(),
                "messages between instances",
                network.messages(),
                "turns of loops",
                turns);
        return new Outcome(broken, trace.hash(), figures, Duration.ofNanos(time.nanos()), trace.lines());
    }

    /** Time passes, until then or until something is broken. */
    void runUntil(Duration moment) {
        long end = moment.toNanos();
        boolean more = true;
        while (more && broken.isEmpty()) {
            more = time.step(end);
        }
    }

    void broken(String invariant, String sentence) {
        if (broken.isEmpty()) {
            broken = Optional.of(new Broken(invariant, sentence, Duration.ofNanos(time.nanos())));
            trace.note(() -> "BROKEN " + invariant + " " + sentence);
        }
    }

    boolean isBroken() {
        return broken.isPresent();
    }

    /** The shipped code threw what it should not have. */
    void turnThrew(RuntimeException thrown) {
        broken("I6", "a turn threw " + thrown + " at " + thrown.getStackTrace()[0]);
    }

    void turned() {
        turns++;
    }

    void fenced() {
        fenced++;
    }

    /** The zone was changed. */
    void changed(Step step) {
        if (step.isSignOfLife()) {
            return;
        }
        steps++;
        for (int policy = 0; policy < scenario.policies(); policy++) {
            past.computeIfAbsent(policy, first -> new ArrayList<>()).add(step.before());
        }
        invariants.applied(step);
    }

    /** What those see who look now, or whose last word still counts; of one that is alone, what the writer saw. */
    List<Eyes> eyes(Writer writer) {
        if (instances.size() == 1) {
            return List.of(writer.eyes());
        }
        List<Eyes> eyes = new ArrayList<>();
        instances.forEach(instance -> instance.run()
                .filter(run -> !run.life().isPaused())
                .ifPresent(run -> eyes.add(run.writer().eyes())));
        gone.removeIf(each -> each.atNanos() < time.nanos() - VOTE_LASTS);
        gone.forEach(each -> eyes.add(each.eyes()));
        return eyes;
    }

    /** A process is gone; what it said last counts for a moment. */
    void gone(WatchedRun run) {
        gone.add(new Gone(run.writer().eyes(), time.nanos()));
    }

    /** What a zone held before each of its changes, oldest first. */
    List<Map<DnsName, List<RecordSet>>> past(int policy) {
        return past.getOrDefault(policy, List.of());
    }

    /** The regions of the spec that an instance carries out. */
    List<String> regions(int policy, int instance) {
        return carriedOut(policy, instance).map(Publication::regions).orElse(Shop.REGIONS.subList(0, 2));
    }

    /** The names of the spec that an instance carries out: what is left at others is nobody's any more. */
    Collection<DnsName> names(int policy, int instance) {
        return carriedOut(policy, instance)
                .<Collection<DnsName>>map(Publication::names)
                .orElse(Shop.names(policy));
    }

    private Optional<Publication> carriedOut(int policy, int instance) {
        int variant = instances.get(Math.max(0, instance)).accepted(policy);
        return scenario.shop().translated(policy, variant) instanceof Translation.Accepted accepted
                ? Optional.of(accepted.model().publication())
                : Optional.empty();
    }

    Place place(ProbeTarget target) {
        return places.computeIfAbsent(target, Place::of);
    }

    Scenario scenario() {
        return scenario;
    }

    VirtualTime time() {
        return time;
    }

    Landscape landscape() {
        return landscape;
    }

    SimulatedZone zone() {
        return zone;
    }

    PeerNetwork network() {
        return network;
    }

    Trace trace() {
        return trace;
    }

    Invariants invariants() {
        return invariants;
    }

    List<Instance> instances() {
        return instances;
    }
}
