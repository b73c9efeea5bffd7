package io.regionalfailover.simulation.engine;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.RecordSet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A zone with the provider's real rules: a batch is all or nothing, a DELETE matches exactly, a CREATE finds nothing of its
 * key, requests are metered, and what was accepted is served later, by one server after the other.
 */
public final class SimulatedZone {
    /** Who answers for the zone. */
    public static final List<InetSocketAddress> SERVERS = List.of(
            InetSocketAddress.createUnresolved("ns1.example.net", 53),
            InetSocketAddress.createUnresolved("ns2.example.net", 53));
    /** What one batch may hold. */
    public static final DnsProvider.Limits LIMITS = new DnsProvider.Limits(1_000, 32_000);

    private static final double REQUESTS_PER_SECOND = 10;
    private static final double BURST = 50;
    private static final long SECOND = 1_000_000_000L;
    /** From sending to arriving it takes less, unless something goes wrong. */
    private static final long LATE = 10 * SECOND;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final boolean asserts;
    private final List<Map<DnsName, List<RecordSet>>> served = new ArrayList<>(List.of(Map.of(), Map.of()));
    private final List<List<Map<DnsName, List<RecordSet>>>> wereServed = List.of(new ArrayList<>(), new ArrayList<>());
    private final long[] servedUpTo = new long[SERVERS.size()];
    private final Map<String, Long> inForceAt = new HashMap<>();
    /** How the provider is; each counts how many say so. */
    private final Map<Trouble, Integer> troubles = new HashMap<>();

    private Map<DnsName, List<RecordSet>> current = Map.of();
    private double tokens = BURST;
    private long filledAt;
    private long busyUntil;
    private int changes;
    private int lateRefused;

    /**
     * @param asserts false: what a batch deletes need not be there, and what it creates replaces: no rule of a real provider,
     *     to see what the fences are for
     */
    public SimulatedZone(VirtualTime time, RandomGenerator random, boolean asserts) {
        this.time = time;
        this.random = random;
        this.asserts = asserts;
    }

    /** What the provider holds. */
    public Map<DnsName, List<RecordSet>> current() {
        return current;
    }

    /** What the provider holds at a name. */
    public List<RecordSet> at(DnsName name) {
        return current.getOrDefault(name, List.of());
    }

    /** What one of the servers answers from. */
    public Map<DnsName, List<RecordSet>> served(int server) {
        return served.get(server);
    }

    /** A trouble begins, or one that began ends; those of one kind are counted. */
    public void trouble(Trouble trouble, boolean begins) {
        troubles.merge(trouble, begins ? 1 : -1, Integer::sum);
    }

    boolean is(Trouble trouble) {
        return troubles.getOrDefault(trouble, 0) > 0;
    }

    /** How many batches were refused that arrived long after they had been sent. */
    public int lateRefused() {
        return lateRefused;
    }

    /** Takes a token; false: throttled. */
    boolean admits() {
        double passed = (time.nanos() - filledAt) / (double) SECOND;
        filledAt = time.nanos();
        tokens = Math.min(BURST, tokens + passed * REQUESTS_PER_SECOND);
        if (tokens < 1 || (is(Trouble.THROTTLING) && random.nextInt(4) > 0)) {
            return false;
        }
        tokens--;
        return true;
    }

    /** The change before this one may still be under way. */
    boolean isBusy() {
        return time.nanos() < busyUntil && random.nextInt(3) == 0;
    }

    /**
     * A batch arrives.
     *
     * @param watcher sees the change if there is one
     */
    DnsProvider.ApplyResult apply(List<Change> batch, long sentNanos, Consumer<ZoneChange> watcher) {
        Map<DnsName, List<RecordSet>> next = new TreeMap<>();
        current.forEach((name, sets) -> next.put(name, new ArrayList<>(sets)));
        Set<DnsName> wrong = new HashSet<>();
        int values = 0;
        int characters = 0;
        for (Change change : batch) {
            if (!isDone(change, next)) {
                wrong.add(change.set().name());
            }
            values += change.set().values().size();
            for (String value : change.set().values()) {
                characters += value.length();
            }
        }
        if (!wrong.isEmpty()) {
            lateRefused += time.nanos() - sentNanos > LATE ? 1 : 0;
            Set<DnsName> named = random.nextInt(10) == 0 ? Set.of() : wrong;
            return new DnsProvider.ApplyResult.Fenced(named, "the batch contains invalid changes");
        }
        if (values > LIMITS.values() || characters > LIMITS.characters()) {
            return new DnsProvider.ApplyResult.Refused("the batch is too large");
        }
        busyUntil = time.nanos() + SECOND;
        return new DnsProvider.ApplyResult.Applied(become(next, batch, sentNanos, watcher));
    }

    private boolean isDone(Change change, Map<DnsName, List<RecordSet>> next) {
        RecordSet set = change.set();
        List<RecordSet> there = next.computeIfAbsent(set.name(), name -> new ArrayList<>());
        return switch (change.action()) {
            case DELETE -> there.remove(set) || !asserts;
            case CREATE -> {
                if (!asserts) {
                    there.removeIf(other -> sameKey(other, set));
                }
                yield there.stream().noneMatch(other -> sameKey(other, set) || excludes(other, set)) && there.add(set);
            }
        };
    }

    /**
     * Somebody changes a name with a console, and the provider lets them.
     *
     * @param watcher sees the change
     */
    public void byHand(DnsName name, List<RecordSet> sets, Consumer<ZoneChange> watcher) {
        Map<DnsName, List<RecordSet>> next = new TreeMap<>(current);
        next.put(name, sets);
        become(next, List.of(), time.nanos(), watcher);
    }

    private String become(
            Map<DnsName, List<RecordSet>> next, List<Change> batch, long sentNanos, Consumer<ZoneChange> watcher) {
        Map<DnsName, List<RecordSet>> frozen = new TreeMap<>();
        next.forEach((name, sets) -> {
            if (!sets.isEmpty()) {
                frozen.put(name, List.copyOf(sets));
            }
        });
        Map<DnsName, List<RecordSet>> before = current;
        current = frozen;
        String id = "/change/C" + ++changes;
        inForceAt.put(id, serveLater(frozen));
        watcher.accept(new ZoneChange(time.nanos(), sentNanos, batch, before, frozen));
        return id;
    }

    private long serveLater(Map<DnsName, List<RecordSet>> state) {
        long most = random.nextInt(10) == 0 ? 60 : 15;
        long wait = SECOND + random.nextLong(most * SECOND);
        if (is(Trouble.SLOW_TO_SERVE)) {
            wait += random.nextLong(300 * SECOND);
        }
        long last = 0;
        for (int server = 0; server < SERVERS.size(); server++) {
            long at = Math.max(servedUpTo[server], time.nanos() + wait / 2 + random.nextLong(wait));
            servedUpTo[server] = at;
            last = Math.max(last, at);
            int which = server;
            time.after(at - time.nanos(), () -> serves(which, state));
        }
        return last;
    }

    private void serves(int server, Map<DnsName, List<RecordSet>> state) {
        served.set(server, state);
        wereServed.get(server).add(state);
    }

    /** Whether a server has shown a plan at one of these names. */
    public boolean hasServed(int server, Collection<DnsName> names, String nonce) {
        for (Map<DnsName, List<RecordSet>> state : wereServed.get(server)) {
            for (DnsName name : names) {
                for (RecordSet fence : state.getOrDefault(name.fence(), List.of())) {
                    if (fence.values().getFirst().contains(" " + nonce + " ")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a change is served everywhere. */
    boolean inForce(String changeId) {
        return inForceAt.getOrDefault(changeId, 0L) <= time.nanos();
    }

    private static boolean sameKey(RecordSet some, RecordSet other) {
        return some.type().equals(other.type()) && some.setIdentifier().equals(other.setIdentifier());
    }

    /** A plain and a weighted set of one type cannot stand together. */
    private static boolean excludes(RecordSet some, RecordSet other) {
        return some.type().equals(other.type())
                && some.setIdentifier().isPresent() != other.setIdentifier().isPresent();
    }
}
