package io.regionalfailover.dns;

import io.regionalfailover.dns.SharedReads.Snapshot;
import io.regionalfailover.dns.WriteQueue.Entry;
import java.time.Instant;
import java.util.List;

/**
 * What follows a reply that was lost: whether the change was made is seen in the zone, however long it takes to read that. A
 * change is never sent again meanwhile.
 */
final class LostReplies {
    private final SharedReads reads;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private volatile boolean closed;

    LostReplies(SharedReads reads, ZoneRuntime runtime, DnsMetrics metrics) {
        this.reads = reads;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    /** Reads what became of these, each by itself, and completes their results. */
    void findOut(List<Entry> batch) {
        batch.forEach(this::findOut);
    }

    private void findOut(Entry entry) {
        var unused = reads.names(entry.changes().names()).thenAccept(snapshot -> {
            Instant now = runtime.now();
            switch (snapshot) {
                case Snapshot.Taken(NameSets there) -> {
                    WriteResult result = Aftermath.found(entry, there, now);
                    if (result instanceof WriteResult.Fenced) {
                        metrics.fenced(1);
                    }
                    entry.result().complete(result);
                }
                case Snapshot.NotTaken(Failure failure, String message) -> {
                    if (closed) {
                        entry.result().complete(new WriteResult.Failed(failure, message, now));
                    } else {
                        findOut(entry);
                    }
                }
            }
        });
    }

    /** What cannot be read from now on is given up. Goes before the reads are closed. */
    void close() {
        closed = true;
    }
}
