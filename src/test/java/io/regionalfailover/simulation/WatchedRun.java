package io.regionalfailover.simulation;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.operator.report.StatusReader;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Life;
import io.regionalfailover.simulation.engine.OperatorRun;
import io.regionalfailover.simulation.engine.Way;
import io.regionalfailover.simulation.engine.ZoneChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One run of the operator, with eyes of the simulation's own beside it. */
final class WatchedRun implements OperatorRun.Surroundings {
    private final Simulation simulation;
    private final Instance instance;
    private final Writer writer;
    private final OperatorRun operator;

    WatchedRun(Simulation simulation, Instance instance, RandomGenerator random) {
        this.simulation = simulation;
        this.instance = instance;
        writer =
                new Writer(instance.name(), instance.number(), simulation.time().nanos(), new Eyes());
        operator = new OperatorRun(
                new OperatorRun.Shared(simulation.time(), simulation.zone(), simulation.network()),
                new OperatorRun.Place(
                        "fleet",
                        instance.number(),
                        simulation.scenario().instances(),
                        instance.region(),
                        Set.copyOf(Shop.REGIONS),
                        Shop.APEX),
                this,
                random);
    }

    OperatorRun operator() {
        return operator;
    }

    Life life() {
        return operator.life();
    }

    Writer writer() {
        return writer;
    }

    /** Hands a policy's spec in. */
    void follow(int policy, Translation translation, long generation) {
        operator.follow(
                Shop.key(policy),
                translation,
                generation,
                () -> StatusReader.remembered(instance.status(policy)),
                () -> new Desk(simulation, instance, this, policy));
    }

    void die() {
        operator.die();
    }

    @Override
    public ProbeResult probe(ProbeTarget target, Duration timeout, long began) {
        long now = simulation.time().nanos();
        Place place = simulation.place(target);
        ProbeResult result = simulation.landscape().probe(instance.number(), place);
        writer.eyes().saw(place, result.outcome(), began, now);
        simulation
                .trace()
                .mix(instance.number(), place.hashCode(), result.outcome().ordinal(), now);
        return result;
    }

    @Override
    public Duration longestAttempt() {
        return Shop.TIMEOUT;
    }

    @Override
    public Duration wallAhead() {
        return instance.wallAhead();
    }

    @Override
    public void threw(RuntimeException thrown) {
        simulation.turnThrew(thrown);
    }

    @Override
    public boolean isCut(Way way) {
        return instance.isCut(way);
    }

    @Override
    public Optional<Fate> nextFate() {
        return instance.nextFate();
    }

    @Override
    public long latest() {
        return simulation.scenario().faultsEnd().toNanos();
    }

    @Override
    public void crash() {
        instance.crash();
    }

    @Override
    public void sends(List<Change> batch) {
        simulation.invariants().sent(instance.name(), batch);
    }

    @Override
    public void applied(ZoneChange change) {
        simulation.changed(new Step(writer, change));
    }

    @Override
    public void knows(Map<DnsName, List<RecordSet>> state) {
        writer.knows(state, simulation.scenario().policies(), simulation.time().nanos());
    }
}
