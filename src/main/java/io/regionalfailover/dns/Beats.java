package io.regionalfailover.dns;

import io.regionalfailover.dns.SharedReads.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Heartbeats that wait to be written, and what is known to stand where they go. They give way to every change of a policy,
 * but for {@value #PATIENCE_SECONDS} s at most. What stands there and is not a heartbeat of the same installation is left alone.
 */
final class Beats {
    private static final int PATIENCE_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

    private final DnsName apex;
    private final SharedReads reads;
    private final ZoneRuntime runtime;
    private final Map<DnsName, Beat> waiting = new LinkedHashMap<>();
    private final Map<DnsName, Optional<RecordSet>> known = new HashMap<>();
    /** What stands there is being read, or changed. */
    private final Set<DnsName> unsettled = new HashSet<>();

    private boolean closed;

    Beats(DnsName apex, SharedReads reads, ZoneRuntime runtime) {
        this.apex = apex;
        this.reads = reads;
        this.runtime = runtime;
    }

    /**
     * A heartbeat that waits.
     *
     * @param since when it, or one that it took the place of, began to wait
     */
    record Beat(DnsName name, Heartbeat heartbeat, Instant since, CompletableFuture<Boolean> result) {}

    /**
     * A heartbeat that may leave.
     *
     * @param before what stands there and is replaced
     */
    record Due(Beat beat, Optional<RecordSet> before) {
        RecordSet next() {
            return ReservedText.set(beat.name(), beat.heartbeat().text());
        }

        List<Change> changes() {
            return ReservedText.swap(before, next());
        }

        /** From this moment on it goes before the changes of policies. */
        Instant overdueAt() {
            return beat.since().plus(PATIENCE);
        }
    }

    /**
     * Lets a heartbeat wait, in the place of one that waits already.
     *
     * @param ready called once what stands there is known
     */
    CompletableFuture<Boolean> offer(DnsName name, String text, Runnable ready) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Optional<Heartbeat> heartbeat = Heartbeat.parse(text);
        boolean asks;
        synchronized (this) {
            if (closed || heartbeat.isEmpty() || !name.isHeartbeat() || !name.isWithin(apex)) {
                runtime.complete(result, false);
                return result;
            }
            Optional<Beat> replaced = Optional.ofNullable(waiting.get(name));
            replaced.ifPresent(old -> runtime.complete(old.result(), false));
            Instant since = replaced.map(Beat::since).orElseGet(runtime::now);
            waiting.put(name, new Beat(name, heartbeat.get(), since, result));
            asks = !known.containsKey(name) && unsettled.add(name);
        }
        if (asks) {
            ask(name, ready);
        } else {
            ready.run();
        }
        return result;
    }

    private void ask(DnsName name, Runnable ready) {
        var unused = reads.exactly(Set.of(name)).thenAccept(snapshot -> learn(name, snapshot, ready));
    }

    private void learn(DnsName name, Snapshot snapshot, Runnable ready) {
        synchronized (this) {
            unsettled.remove(name);
            Beat beat = waiting.get(name);
            if (beat == null) {
                return;
            }
            Optional<List<RecordSet>> there = switch (snapshot) {
                case Snapshot.Taken(NameSets sets) -> Optional.of(sets.at(name));
                case Snapshot.NotTaken ignored -> Optional.empty();
            };
            if (there.isPresent() && there.get().isEmpty()) {
                known.put(name, Optional.empty());
            } else if (there.isPresent() && isOurs(there.get(), beat.heartbeat())) {
                known.put(name, Optional.of(there.get().getFirst()));
            } else {
                waiting.remove(name);
                runtime.complete(beat.result(), false);
            }
        }
        ready.run();
    }

    private static boolean isOurs(List<RecordSet> there, Heartbeat heartbeat) {
        return there.size() == 1
                && ReservedText.of(there.getFirst())
                        .flatMap(Heartbeat::parse)
                        .filter(other -> other.installation().equals(heartbeat.installation()))
                        .isPresent();
    }

    /** The one that has waited longest of those that may leave. */
    synchronized Optional<Due> due() {
        return waiting.values().stream()
                .flatMap(beat ->
                        Optional.ofNullable(known.get(beat.name())).map(before -> new Due(beat, before)).stream())
                .findFirst();
    }

    /** It is on its way now. What stands there is not known until that came to something. */
    synchronized void leaves(Due due) {
        waiting.remove(due.beat().name());
        known.remove(due.beat().name());
        unsettled.add(due.beat().name());
    }

    /**
     * It came to something.
     *
     * @param ready called once it is known what stands there, where another beat waits for that
     */
    void done(Due due, boolean written, Runnable ready) {
        DnsName name = due.beat().name();
        boolean asks;
        synchronized (this) {
            if (written) {
                known.put(name, Optional.of(due.next()));
            }
            asks = !written && waiting.containsKey(name);
            if (!asks) {
                unsettled.remove(name);
            }
        }
        runtime.complete(due.beat().result(), written);
        if (asks) {
            ask(name, ready);
        }
    }

    synchronized void close() {
        closed = true;
        waiting.values().forEach(beat -> runtime.complete(beat.result(), false));
        waiting.clear();
    }
}
