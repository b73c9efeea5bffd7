package io.regionalfailover.operator.gate;

import io.regionalfailover.dns.gate.GateBook;
import io.regionalfailover.dns.gate.GateState;
import io.regionalfailover.dns.gate.GateWord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The gates of all zones, by hosted zone. What an earlier process said is said from the first moment on. The disk has a thread of
 * its own: a volume that hangs holds up neither a decision nor an answer.
 */
public final class Gates implements AutoCloseable {
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);
    private static final Duration DISKS_ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Optional<String> ownRegion;
    private final GateFolder folder;
    private final InstantSource clock;
    private final Map<String, OpenGate> gates = new ConcurrentHashMap<>();
    private final Map<String, GateState> unsaved = new ConcurrentHashMap<>();

    /** Since when what is on disk of a zone is not what is said. */
    private final Map<String, Instant> staleSince = new ConcurrentHashMap<>();

    private final ExecutorService disk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("gate-state").factory());

    /**
     * The gates as an earlier process left them.
     *
     * @param ownRegion the region in which this process stands
     * @param folder where they outlive the process
     * @param clock steady
     * @param trouble is told a sentence on what goes wrong with the folder
     */
    public Gates(Optional<String> ownRegion, Path folder, InstantSource clock, Consumer<String> trouble) {
        this.ownRegion = ownRegion;
        this.folder = new GateFolder(folder, trouble);
        this.clock = clock;
        this.folder.load().forEach((zone, state) -> gates.put(zone, open(zone, state)));
    }

    private OpenGate open(String zone, GateState state) {
        return new OpenGate(new GateBook(ownRegion, state, clock.instant(), next -> keep(zone, next)), clock);
    }

    /** Of several states that wait for the disk only the newest is written. */
    private void keep(String zone, GateState next) {
        synchronized (unsaved) {
            staleSince.putIfAbsent(zone, clock.instant());
            if (unsaved.put(zone, next) == null) {
                disk.execute(() -> save(zone));
            }
        }
    }

    private void save(String zone) {
        GateState newest = unsaved.remove(zone);
        if (newest != null && folder.save(zone, newest)) {
            synchronized (unsaved) {
                if (!unsaved.containsKey(zone)) {
                    staleSince.remove(zone);
                }
            }
        }
    }

    /** A sentence where a state did not get to the disk in good time, for whatever reason: a restart would forget it. */
    public Optional<String> unsaved(String zone) {
        return Optional.ofNullable(staleSince.get(zone))
                .map(since -> Duration.between(since, clock.instant()))
                .filter(stale -> stale.compareTo(DISKS_ANSWER_WITHIN) > 0)
                .map(stale -> "for " + stale.toSeconds() + " s what the gate says has not got to the disk in " + folder
                        + ": after a restart it begins as one that has judged nothing; see to the volume of"
                        + " regional-failover.gate.state-dir");
    }

    /** The gate of a hosted zone. */
    public OpenGate of(String zone) {
        return gates.computeIfAbsent(zone, id -> open(id, GateState.EMPTY));
    }

    /** What is said of a region of a zone. Of what nobody asked about before, nothing. */
    public GateWord word(String zone, String region) {
        OpenGate gate = gates.get(zone);
        return gate == null ? GateWord.UNDECIDED : gate.word(region);
    }

    /** Waits a moment for what is still to be written. Nobody is to be heard afterwards. */
    @Override
    public void close() {
        disk.shutdown();
        try {
            if (!disk.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
                disk.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
