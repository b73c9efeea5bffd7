package io.regionalfailover.testing.dns;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A zone in memory with a provider's strict rules: a batch is all or nothing, a DELETE matches exactly, a CREATE finds
 * nothing of its key, limits hold. Answers that are put in beforehand replace the next ones.
 */
public final class StrictZone implements DnsProvider {
    /** What goes wrong with the next apply. */
    public enum Fault {
        /** It is applied, and the reply is lost. */
        REPLY_LOST,
        /** It never arrives, and nobody knows. */
        REQUEST_LOST,
        /** It is throttled. */
        THROTTLED,
        /** It is refused. */
        REFUSED,
        /** The provider is away. */
        UNREACHABLE,
        /** The zone is not as believed, says the provider, without naming anything. */
        FENCED_NAMELESS
    }

    private final DnsName apex;
    private final Limits limits;
    private final Map<DnsName, List<RecordSet>> sets = new TreeMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Deque<Failure> readFailures = new ArrayDeque<>();
    private final Deque<ForceResult> forceResults = new ArrayDeque<>();
    private final List<List<Change>> applied = new ArrayList<>();
    private final List<List<Change>> asked = new ArrayList<>();
    private final List<Set<DnsName>> reads = new ArrayList<>();
    private final Map<DnsName, Long> shortened = new TreeMap<>();
    private int grownAgain;
    private int forceQuestions;
    private NameserverResult nameservers =
            new NameserverResult.NotAnswered(Failure.UNREACHABLE, "no servers were given");

    @Override
    public void shorten(Set<DnsName> names, long seconds, boolean restless) {
        names.forEach(name -> {
            if (restless) {
                shortened.put(name, seconds);
            } else if (shortened.remove(name) != null) {
                grownAgain++;
            }
        });
    }

    /** How often what was shortened has grown again. */
    public int grownAgain() {
        return grownAgain;
    }

    /** Names at which not all is at rest, and for how many seconds answers are to be kept there. */
    public Map<DnsName, Long> shortened() {
        return Map.copyOf(shortened);
    }

    public StrictZone(DnsName apex, Limits limits) {
        this.apex = apex;
        this.limits = limits;
    }

    /** Puts a record set in, as somebody with a console does. */
    public synchronized void put(RecordSet set) {
        remove(set);
        sets.computeIfAbsent(set.name(), name -> new ArrayList<>()).add(set);
    }

    /** Takes out the set with the same name, type and identifier. */
    public synchronized void remove(RecordSet set) {
        at(set.name()).removeIf(other -> sameKey(other, set));
    }

    /** Every record set of the zone. */
    public synchronized List<RecordSet> all() {
        return sets.values().stream().flatMap(List::stream).toList();
    }

    /** The next apply goes wrong in this way. */
    public synchronized void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** The next reads fail in this way. */
    public synchronized void failReads(Failure... next) {
        readFailures.addAll(List.of(next));
    }

    /** What the next questions for a change are told; afterwards everything is in force. */
    public synchronized void answerForce(ForceResult... next) {
        forceResults.addAll(List.of(next));
    }

    /** What the question for the zone's servers is told. */
    public synchronized void nameservers(List<InetSocketAddress> servers) {
        nameservers = new NameserverResult.Named(servers, apex);
    }

    /** The batches that were applied. */
    public synchronized List<List<Change>> applied() {
        return List.copyOf(applied);
    }

    /** The batches that arrived, applied or not. */
    public synchronized List<List<Change>> asked() {
        return List.copyOf(asked);
    }

    /** The reads that arrived. */
    public synchronized List<Set<DnsName>> reads() {
        return List.copyOf(reads);
    }

    /** How often somebody asked whether a change is in force. */
    public synchronized int forceQuestions() {
        return forceQuestions;
    }

    @Override
    public synchronized ReadResult read(Set<DnsName> names) {
        reads.add(Set.copyOf(names));
        Failure failure = readFailures.poll();
        if (failure != null) {
            return new ReadResult.NotRead(failure, "the read failed on demand");
        }
        return new ReadResult.Read(snapshot(names));
    }

    /** What stands at some names. */
    public synchronized Map<DnsName, List<RecordSet>> snapshot(Set<DnsName> names) {
        Map<DnsName, List<RecordSet>> byName = new HashMap<>();
        for (DnsName name : names) {
            if (!at(name).isEmpty()) {
                byName.put(name, List.copyOf(at(name)));
            }
        }
        return byName;
    }

    @Override
    public synchronized ApplyResult apply(List<Change> changes, String comment) {
        asked.add(List.copyOf(changes));
        Fault fault = faults.poll();
        return switch (fault) {
            case null -> applyNow(changes);
            case REPLY_LOST -> new ApplyResult.OutcomeUnknown("timed out; unseen was " + applyNow(changes));
            case REQUEST_LOST -> new ApplyResult.OutcomeUnknown("timed out");
            case THROTTLED -> new ApplyResult.Throttled("Rate exceeded");
            case REFUSED -> new ApplyResult.Refused("AccessDenied");
            case UNREACHABLE -> new ApplyResult.Unreachable("connection refused");
            case FENCED_NAMELESS -> new ApplyResult.Fenced(Set.of(), "the zone is not as believed");
        };
    }

    private ApplyResult applyNow(List<Change> changes) {
        Map<DnsName, List<RecordSet>> before = new HashMap<>();
        sets.forEach((name, there) -> before.put(name, new ArrayList<>(there)));
        Set<DnsName> wrong = new HashSet<>();
        for (Change change : changes) {
            RecordSet set = change.set();
            boolean done = switch (change.action()) {
                case DELETE -> at(set.name()).remove(set);
                case CREATE -> create(set);
            };
            if (!done) {
                wrong.add(set.name());
            }
        }
        int values = changes.stream()
                .mapToInt(change -> change.set().values().size())
                .sum();
        int characters = changes.stream()
                .flatMap(change -> change.set().values().stream())
                .mapToInt(String::length)
                .sum();
        if (wrong.isEmpty() && values <= limits.values() && characters <= limits.characters()) {
            applied.add(List.copyOf(changes));
            return new ApplyResult.Applied("/change/C" + applied.size());
        }
        sets.clear();
        sets.putAll(before);
        return wrong.isEmpty()
                ? new ApplyResult.Refused("the batch is too large")
                : new ApplyResult.Fenced(wrong, "the batch contains invalid changes at " + wrong);
    }

    private boolean create(RecordSet set) {
        boolean possible = set.name().isWithin(apex)
                && at(set.name()).stream().noneMatch(other -> sameKey(other, set) || excludes(other, set));
        return possible && at(set.name()).add(set);
    }

    /** A plain and a weighted set of one type, or a CNAME and anything else, cannot stand together. */
    private static boolean excludes(RecordSet some, RecordSet other) {
        return some.type().equals(other.type())
                ? some.setIdentifier().isPresent() != other.setIdentifier().isPresent()
                : some.type().equals("CNAME") || other.type().equals("CNAME");
    }

    private static boolean sameKey(RecordSet some, RecordSet other) {
        return some.type().equals(other.type()) && some.setIdentifier().equals(other.setIdentifier());
    }

    private List<RecordSet> at(DnsName name) {
        return sets.computeIfAbsent(name, ignored -> new ArrayList<>());
    }

    @Override
    public synchronized ForceResult inForce(String changeId) {
        forceQuestions++;
        ForceResult next = forceResults.poll();
        return next == null ? new ForceResult.InForce() : next;
    }

    @Override
    public synchronized NameserverResult nameservers() {
        return nameservers;
    }

    @Override
    public Limits limits() {
        return limits;
    }
}
