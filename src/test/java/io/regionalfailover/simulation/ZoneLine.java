package io.regionalfailover.simulation;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.testing.time.VirtualTime;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One process's way to the zone, with what happens on it. */
final class ZoneLine implements DnsProvider, NameserverAsker {
    private static final String NO_ROUTE = "no route to the provider";

    private final VirtualTime time;
    private final RandomGenerator random;
    private final SimulatedZone zone;
    private final Writer writer;
    private final Surroundings surroundings;
    private final int policies;

    /** What an instance's surroundings do to its requests. */
    interface Surroundings {
        /** Whether the way there, the way back, or both are cut. */
        boolean isCut(Fault.Way way);

        /** What becomes of the change that is sent now. */
        Optional<Fault> nextFate();

        /** When everything that is under way has arrived, in nanoseconds since the start. */
        long latest();

        /** The process dies here. */
        void crash();

        /** A batch leaves. */
        void sends(List<Change> batch);
    }

    ZoneLine(
            VirtualTime time,
            RandomGenerator random,
            SimulatedZone zone,
            Writer writer,
            Surroundings surroundings,
            int policies) {
        this.time = time;
        this.random = random;
        this.zone = zone;
        this.writer = writer;
        this.surroundings = surroundings;
        this.policies = policies;
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        surroundings.sends(changes);
        Optional<Fault> fate = surroundings.nextFate();
        if (isFate(fate, Fault.Fate.CRASH_BEFORE)) {
            surroundings.crash();
            return lost();
        }
        if (surroundings.isCut(Fault.Way.THERE) || zone.is(Fault.Trouble.AWAY)) {
            return random.nextBoolean() ? new ApplyResult.Unreachable(NO_ROUTE) : lost();
        }
        if (!zone.admits() || zone.isBusy()) {
            return new ApplyResult.Throttled("Rate exceeded");
        }
        long sent = time.nanos();
        if (fate.orElse(null) instanceof Fault.DelayedWrite delayed) {
            long latest = surroundings.latest() - sent;
            time.after(Math.min(delayed.by().toNanos(), latest), () -> arrive(changes, sent));
            return lost();
        }
        boolean error = zone.is(Fault.Trouble.ERRORS) && random.nextInt(3) > 0;
        if (isFate(fate, Fault.Fate.REQUEST_LOST) || (error && random.nextBoolean())) {
            return lost();
        }
        ApplyResult result = arrive(changes, sent);
        if (isFate(fate, Fault.Fate.CRASH_AFTER)) {
            surroundings.crash();
        }
        boolean unheard = error
                || isFate(fate, Fault.Fate.REPLY_LOST)
                || isFate(fate, Fault.Fate.ERROR_AFTER)
                || surroundings.isCut(Fault.Way.BACK);
        return unheard ? lost() : result;
    }

    private ApplyResult arrive(List<Change> changes, long sent) {
        ApplyResult result = zone.apply(changes, writer, sent);
        if (result instanceof ApplyResult.Applied) {
            writer.knows(zone.current(), policies, time.nanos());
        }
        return result;
    }

    private static boolean isFate(Optional<Fault> fate, Fault.Fate which) {
        return fate.orElse(null) instanceof Fault.NextWrite next && next.fate() == which;
    }

    private static ApplyResult lost() {
        return new ApplyResult.OutcomeUnknown("no answer in time");
    }

    /** Why a question gets no answer. */
    private Optional<Failure> unanswered() {
        if (surroundings.isCut(Fault.Way.THERE) || surroundings.isCut(Fault.Way.BACK) || zone.is(Fault.Trouble.AWAY)) {
            return Optional.of(Failure.UNREACHABLE);
        }
        if (!zone.admits()) {
            return Optional.of(Failure.THROTTLED);
        }
        boolean error = zone.is(Fault.Trouble.ERRORS) && random.nextInt(3) > 0;
        return error ? Optional.of(Failure.UNREACHABLE) : Optional.empty();
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        Optional<Failure> failure = unanswered();
        if (failure.isPresent()) {
            return new ReadResult.NotRead(failure.get(), NO_ROUTE);
        }
        writer.knows(zone.current(), policies, time.nanos());
        Map<DnsName, List<RecordSet>> found = new HashMap<>();
        for (DnsName name : names) {
            List<RecordSet> there = zone.at(name);
            if (!there.isEmpty()) {
                found.put(name, there);
            }
        }
        return new ReadResult.Read(found);
    }

    @Override
    public ForceResult inForce(String changeId) {
        Optional<Failure> failure = unanswered();
        if (failure.isPresent()) {
            return new ForceResult.NotAnswered(failure.get(), NO_ROUTE);
        }
        return zone.inForce(changeId) ? new ForceResult.InForce() : new ForceResult.Pending();
    }

    @Override
    public NameserverResult nameservers() {
        Optional<Failure> failure = unanswered();
        return failure.isPresent()
                ? new NameserverResult.NotAnswered(failure.get(), NO_ROUTE)
                : new NameserverResult.Named(SimulatedZone.SERVERS, Shop.APEX);
    }

    @Override
    public Limits limits() {
        return SimulatedZone.LIMITS;
    }

    @Override
    public Answer ask(InetSocketAddress server, DnsName name, String type) {
        if (surroundings.isCut(Fault.Way.BOTH)) {
            return new Answer.None("does not answer");
        }
        List<String> values = new ArrayList<>();
        Map<DnsName, List<RecordSet>> served = zone.served(SimulatedZone.SERVERS.indexOf(server));
        for (RecordSet set : served.getOrDefault(name, List.of())) {
            if (set.type().equals(type) && set.weight().orElse(1) > 0) {
                values.addAll(set.values());
            }
        }
        return new Answer.Authoritative(values);
    }
}
