package io.regionalfailover.simulation.engine;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.RecordSet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One process's way to the zone, with what happens on it. */
public final class ZoneLine implements DnsProvider, NameserverAsker {
    private static final String NO_ROUTE = "no route to the provider";

    private final VirtualTime time;
    private final RandomGenerator random;
    private final SimulatedZone zone;
    private final DnsName apex;
    private final Surroundings surroundings;

    /** What an instance's surroundings do to its requests. */
    public interface Surroundings {
        /** Whether the way there, the way back, or both are cut. */
        boolean isCut(Way way);

        /** What becomes of the change that is sent now. */
        default Optional<Fate> nextFate() {
            return Optional.empty();
        }

        /** When everything that is under way has arrived, in nanoseconds since the start. */
        default long latest() {
            return Long.MAX_VALUE;
        }

        /** The process dies here: one of the fates says so. */
        default void crash() {}

        /** A batch leaves. */
        default void sends(List<Change> batch) {}

        /** A batch was applied. */
        default void applied(ZoneChange change) {}

        /** It was given this, or wrote it itself. */
        default void knows(Map<DnsName, List<RecordSet>> state) {}
    }

    ZoneLine(VirtualTime time, RandomGenerator random, SimulatedZone zone, DnsName apex, Surroundings surroundings) {
        this.time = time;
        this.random = random;
        this.zone = zone;
        this.apex = apex;
        this.surroundings = surroundings;
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        surroundings.sends(changes);
        Optional<Fate> fate = surroundings.nextFate();
        if (isFate(fate, Fate.Blow.CRASH_BEFORE)) {
            surroundings.crash();
            return lost();
        }
        if (surroundings.isCut(Way.THERE) || zone.is(Trouble.AWAY)) {
            return random.nextBoolean() ? new ApplyResult.Unreachable(NO_ROUTE) : lost();
        }
        if (!zone.admits() || zone.isBusy()) {
            return new ApplyResult.Throttled("Rate exceeded");
        }
        long sent = time.nanos();
        if (fate.orElse(null) instanceof Fate.Delayed delayed) {
            long latest = surroundings.latest() - sent;
            time.after(Math.min(delayed.by().toNanos(), latest), () -> arrive(changes, sent));
            return lost();
        }
        boolean error = zone.is(Trouble.ERRORS) && random.nextInt(3) > 0;
        if (isFate(fate, Fate.Blow.REQUEST_LOST) || (error && random.nextBoolean())) {
            return lost();
        }
        ApplyResult result = arrive(changes, sent);
        if (isFate(fate, Fate.Blow.CRASH_AFTER)) {
            surroundings.crash();
        }
        boolean unheard = error
                || isFate(fate, Fate.Blow.REPLY_LOST)
                || isFate(fate, Fate.Blow.ERROR_AFTER)
                || surroundings.isCut(Way.BACK);
        return unheard ? lost() : result;
    }

    private ApplyResult arrive(List<Change> changes, long sent) {
        ApplyResult result = zone.apply(changes, sent, surroundings::applied);
        if (result instanceof ApplyResult.Applied) {
            surroundings.knows(zone.current());
        }
        return result;
    }

    private static boolean isFate(Optional<Fate> fate, Fate.Blow which) {
        return fate.orElse(null) == which;
    }

    private static ApplyResult lost() {
        return new ApplyResult.OutcomeUnknown("no answer in time");
    }

    /** Why a question gets no answer. */
    private Optional<Failure> unanswered() {
        if (surroundings.isCut(Way.THERE) || surroundings.isCut(Way.BACK) || zone.is(Trouble.AWAY)) {
            return Optional.of(Failure.UNREACHABLE);
        }
        if (!zone.admits()) {
            return Optional.of(Failure.THROTTLED);
        }
        boolean error = zone.is(Trouble.ERRORS) && random.nextInt(3) > 0;
        return error ? Optional.of(Failure.UNREACHABLE) : Optional.empty();
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        Optional<Failure> failure = unanswered();
        if (failure.isPresent()) {
            return new ReadResult.NotRead(failure.get(), NO_ROUTE);
        }
        surroundings.knows(zone.current());
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
                : new NameserverResult.Named(SimulatedZone.SERVERS, apex);
    }

    @Override
    public Limits limits() {
        return SimulatedZone.LIMITS;
    }

    @Override
    public Answer ask(InetSocketAddress server, DnsName name, String type) {
        if (surroundings.isCut(Way.BOTH)) {
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
