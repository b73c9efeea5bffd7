package io.regionalfailover.testing.route53;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The accepted changes of one zone and when each comes in force: in order, never one before its predecessor. Each name server
 * sees the zone through a {@link View} of its own, which may lag.
 */
final class ChangeLog {

    private static final class Entry {
        final String id;
        final Map<RecordSetKey, Optional<RecordSet>> delta;
        Optional<Instant> inSyncAt;

        Entry(String id, Map<RecordSetKey, Optional<RecordSet>> delta, Optional<Instant> inSyncAt) {
            this.id = id;
            this.delta = delta;
            this.inSyncAt = inSyncAt;
        }
    }

    /** The zone as one name server has it. */
    final class View {
        private ZoneRecords records = initial;
        private int applied;

        /**
         * Returns the zone as seen now.
         *
         * @param now the time
         * @param lag how much later than in force a change is seen here
         */
        ZoneRecords at(Instant now, Duration lag) {
            while (applied < entries.size() && isDue(entries.get(applied), now, lag)) {
                records = records.with(entries.get(applied).delta);
                applied++;
            }
            return records;
        }
    }

    private final ZoneRecords initial;
    private final Instant createdAt;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byId = new HashMap<>();
    private boolean held;

    ChangeLog(ZoneRecords initial, Instant createdAt) {
        this.initial = initial;
        this.createdAt = createdAt;
    }

    View newView() {
        return new View();
    }

    /**
     * Adds a change.
     *
     * @param id its id
     * @param delta what it does
     * @param now the time
     * @param delay how long it stays PENDING at least
     */
    void append(String id, Map<RecordSetKey, Optional<RecordSet>> delta, Instant now, Duration delay) {
        Optional<Instant> due = held ? Optional.empty() : Optional.of(notBeforePredecessor(now.plus(delay)));
        Entry entry = new Entry(id, delta, due);
        entries.add(entry);
        byId.put(id, entry);
    }

    private Instant notBeforePredecessor(Instant wanted) {
        return entries.isEmpty()
                ? wanted
                : entries.getLast()
                        .inSyncAt
                        .filter(previous -> previous.isAfter(wanted))
                        .orElse(wanted);
    }

    /** Keeps changes that are added from now on PENDING until {@link #release}. */
    void hold() {
        held = true;
    }

    /** Brings what was held in force. */
    void release(Instant now) {
        held = false;
        for (Entry entry : entries) {
            if (entry.inSyncAt.isEmpty()) {
                entry.inSyncAt = Optional.of(now);
            }
        }
    }

    /** Tells whether a change is in force; empty when there is no such change. */
    Optional<Boolean> isInSync(String id, Instant now) {
        return Optional.ofNullable(byId.get(id)).map(entry -> isDue(entry, now, Duration.ZERO));
    }

    private static boolean isDue(Entry entry, Instant now, Duration lag) {
        return entry.inSyncAt.filter(due -> !due.plus(lag).isAfter(now)).isPresent();
    }

    /** Returns what stood in force for a name and type, oldest first, up to now; only where it changed. */
    List<WeightsInForce> history(String name, String type, Instant now) {
        TreeMap<String, Long> current = new TreeMap<>();
        List<WeightsInForce> history = new ArrayList<>();
        initial.group(name, type).forEach(set -> current.put(set.setIdentifier().orElse(""), weight(set)));
        history.add(new WeightsInForce(createdAt, "initial", new TreeMap<>(current)));
        for (Entry entry : entries) {
            if (!isDue(entry, now, Duration.ZERO)) {
                break;
            }
            entry.delta.forEach((key, set) -> {
                if (key.name().equals(name) && key.type().equals(type)) {
                    String id = key.setIdentifier().orElse("");
                    set.ifPresentOrElse(present -> current.put(id, weight(present)), () -> current.remove(id));
                }
            });
            if (!current.equals(history.getLast().weights())) {
                history.add(new WeightsInForce(entry.inSyncAt.orElse(now), entry.id, new TreeMap<>(current)));
            }
        }
        return history;
    }

    private static long weight(RecordSet set) {
        return set.weight().orElse(1L);
    }
}
