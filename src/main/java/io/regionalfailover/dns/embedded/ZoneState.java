package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All of a zone, as it is kept on disk and answered from. Immutable.
 *
 * @param nameServers at least one
 * @param serial of the start of authority, an unsigned number of 32 bits
 * @param changes how many batches were applied
 * @param sets by name; no list is empty
 * @param stamps of the cells that were changed since stamps are kept, gone ones among them
 */
record ZoneState(
        DnsName apex,
        List<NameServer> nameServers,
        long serial,
        long changes,
        Map<DnsName, List<StoredSet>> sets,
        Map<DnsName, Stamp> stamps) {
    private static final long SERIALS = 1L << 32;
    private static final long REMEMBERED_SECONDS = 30L * 24 * 60 * 60;

    ZoneState {
        nameServers = List.copyOf(nameServers);
        sets = Map.copyOf(sets);
        stamps = Map.copyOf(stamps);
    }

    /** A state from before stamps were kept. */
    ZoneState(
            DnsName apex, List<NameServer> nameServers, long serial, long changes, Map<DnsName, List<StoredSet>> sets) {
        this(apex, nameServers, serial, changes, sets, Map.of());
    }

    /**
     * A record set as it was written, and as it is answered.
     *
     * @param lines as it stands in the zone's file
     */
    record StoredSet(RecordSet written, WireSet wire, String lines) {
        static StoredSet of(RecordSet set) {
            return new StoredSet(set, WireSet.of(set), SetLines.of(set));
        }
    }

    /** A zone that nothing was ever written to. */
    static ZoneState empty(DnsName apex, List<NameServer> nameServers, Instant now) {
        return new ZoneState(apex, nameServers, Math.floorMod(now.getEpochSecond(), SERIALS), 0, Map.of());
    }

    /** What tells two states of one zone apart. */
    List<Object> mark() {
        return List.of(serial, changes, nameServers);
    }

    /**
     * The state after a batch.
     *
     * @param next the sets of the whole zone
     * @param by which instance wrote it
     */
    ZoneState with(Map<DnsName, List<StoredSet>> next, Instant now, String by) {
        long clock = Math.max(now.getEpochSecond(), newest(stamps) + 1);
        // One number for the stamps and, in its circle, for the start of authority: then equal zones have equal
        // serials.
        long stampSerial = isAhead(clock) ? clock : clock + Math.floorMod(serial + 1 - clock, SERIALS);
        Map<DnsName, Stamp> nextStamps = new HashMap<>(stamps);
        for (DnsName cell : changed(next)) {
            nextStamps.put(cell, stamp(cell).next(Cell.epoch(at(cell, next)), stampSerial, by));
        }
        return new ZoneState(
                apex,
                nameServers,
                Math.floorMod(stampSerial, SERIALS),
                changes + 1,
                next,
                forgotten(nextStamps, next, stampSerial));
    }

    /** The state under other name servers. */
    ZoneState with(List<NameServer> others, Instant now) {
        return new ZoneState(apex, others, ahead(now.getEpochSecond()), changes, sets, stamps);
    }

    /**
     * The state after other instances' cells have come; the same in whichever order, and however often, they come.
     *
     * @return this very state when none of them is newer than what it has
     */
    ZoneState merged(Collection<Cell> cells) {
        Map<DnsName, List<StoredSet>> next = new HashMap<>(sets);
        Map<DnsName, Stamp> nextStamps = new HashMap<>(stamps);
        Map<DnsName, Cell> newest = new HashMap<>();
        for (Cell cell : cells) {
            if (cell.isNewerThan(newest.getOrDefault(cell.name(), cell(cell.name())))) {
                newest.put(cell.name(), cell);
            }
        }
        if (newest.isEmpty()) {
            return this;
        }
        newest.values().forEach(cell -> {
            Cell.names(cell.name()).forEach(next::remove);
            cell.sets()
                    .forEach(set -> next.computeIfAbsent(set.written().name(), name -> new ArrayList<>())
                            .add(set));
            nextStamps.put(cell.name(), cell.stamp());
        });
        long top = newest(nextStamps);
        // Nobody relies on the serial of a zone that never had an answer: there it may also fall to what the others
        // have.
        return new ZoneState(
                apex,
                nameServers,
                changes == 0 && top > 0 || isAhead(top) ? Math.floorMod(top, SERIALS) : serial,
                changes + 1,
                next,
                nextStamps);
    }

    /** A cell as it is here; one that never was has no sets and {@link Stamp#NONE}. */
    Cell cell(DnsName name) {
        return new Cell(name, stamp(name), at(name, sets));
    }

    /** The names of all cells, gone ones among them. */
    Set<DnsName> cells() {
        Set<DnsName> names = new HashSet<>(stamps.keySet());
        sets.keySet().forEach(name -> names.add(Cell.nameOf(name)));
        return names;
    }

    /** The cells that bear another stamp than in a state before. */
    Set<DnsName> stamped(Optional<ZoneState> before) {
        Map<DnsName, Stamp> others = before.map(ZoneState::stamps).orElse(Map.of());
        return stamps.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(others.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The highest epoch of all its fences, gone ones among them. */
    long highestEpoch() {
        return cells().stream().mapToLong(name -> stamp(name).epoch()).max().orElse(0);
    }

    /** The highest serial of all stamps. */
    long newestSerial() {
        return newest(stamps);
    }

    private static long newest(Map<DnsName, Stamp> stamps) {
        return stamps.values().stream().mapToLong(Stamp::serial).max().orElse(0);
    }

    private Stamp stamp(DnsName cell) {
        Stamp kept = stamps.get(cell);
        // Of sets from before stamps were kept only the epoch tells how new they are.
        return kept == null ? new Stamp(0, Cell.epoch(at(cell, sets)), 0, "") : kept;
    }

    private static List<StoredSet> at(DnsName cell, Map<DnsName, List<StoredSet>> all) {
        return Cell.names(cell).stream()
                .flatMap(name -> all.getOrDefault(name, List.of()).stream())
                .toList();
    }

    /** The cells in which other sets are something else than these. */
    private Set<DnsName> changed(Map<DnsName, List<StoredSet>> next) {
        Set<DnsName> cells = new HashSet<>();
        next.forEach((name, there) -> {
            if (!there.equals(sets.get(name))) {
                cells.add(Cell.nameOf(name));
            }
        });
        sets.keySet().forEach(name -> {
            if (!next.containsKey(name)) {
                cells.add(Cell.nameOf(name));
            }
        });
        return cells;
    }

    /** Without those that were gone for long: who was away for so long brings them back. */
    private static Map<DnsName, Stamp> forgotten(
            Map<DnsName, Stamp> stamps, Map<DnsName, List<StoredSet>> sets, long serial) {
        stamps.entrySet()
                .removeIf(entry -> entry.getValue().serial() < serial - REMEMBERED_SECONDS
                        && at(entry.getKey(), sets).isEmpty());
        return stamps;
    }

    /**
     * The wall clock's seconds, so that a zone that lost its state does not fall back; where these are not ahead in the circle
     * of serials (RFC 1982, 3.2), one more than before.
     */
    private long ahead(long seconds) {
        return Math.floorMod(isAhead(seconds) ? seconds : serial + 1, SERIALS);
    }

    private boolean isAhead(long seconds) {
        long ahead = Math.floorMod(seconds - serial, SERIALS);
        return ahead > 0 && ahead < SERIALS / 2;
    }
}
