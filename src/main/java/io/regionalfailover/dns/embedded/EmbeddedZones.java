package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The zones that are answered for. A change is first made safe on disk and only then answered from, in one step for all that ask: there
 * is never an answer that a crash would take back, nor half of one.
 */
final class EmbeddedZones implements AutoCloseable {
    private static final int MOST_ZONES = 1_000;

    private final HeldZone.Keeping keeping;
    private final Map<DnsName, HeldZone> zones = new ConcurrentHashMap<>();
    private final Object swap = new Object();
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile Consumer<Set<String>> listener = keys -> {};
    private volatile Predicate<DnsName> hears = apex -> false;

    /**
     * The zones of a folder, answered for from now on.
     *
     * @param instance who writes here, as other instances know it
     * @param clock the wall clock, for serials
     */
    EmbeddedZones(Path folder, String instance, InstantSource clock, Tally tally, Notices notices) {
        keeping = new HeldZone.Keeping(new StateFolder(folder, notices), instance, clock, tally, notices);
        for (ZoneState there : keeping.folder().load()) {
            zone(there.apex()).found(there);
        }
    }

    private HeldZone zone(DnsName apex) {
        return zones.computeIfAbsent(apex, none -> new HeldZone(apex, keeping, new Around()));
    }

    private final class Around implements HeldZone.Surroundings {
        @Override
        public void changed(Optional<ZoneState> before, ZoneState now) {
            // A zone changes under its own lock: what the catalog has of it now is what was before.
            ZoneAnswers answers = catalog.of(WireName.of(now.apex()))
                    .map(there -> there.next(now))
                    .orElseGet(() -> ZoneAnswers.of(now));
            synchronized (swap) {
                catalog = catalog.with(answers);
            }
            Set<String> keys = now.stamped(before).stream()
                    .map(cell -> CellKey.of(now.apex(), cell))
                    .collect(Collectors.toSet());
            if (!keys.isEmpty()) {
                listener.accept(keys);
            }
        }

        @Override
        public boolean hears(DnsName apex) {
            return hears.test(apex);
        }
    }

    /** What is answered from at this moment. */
    Catalog catalog() {
        return catalog;
    }

    /**
     * Answers for a zone from now on; a state that it has stays.
     *
     * @param nameServers what its NS records say, at least one
     * @return a sentence when this could not be put on disk; the zone is as it was before then
     */
    Optional<String> declare(DnsName apex, List<NameServer> nameServers) {
        return zone(apex).declare(nameServers);
    }

    /** Hears which cells are other ones from now on, by key; is quick, and may be called under locks. */
    void listen(Consumer<Set<String>> newListener) {
        listener = newListener;
    }

    /** @param waits whether a zone that nothing was ever written to shall wait, since other instances may know it */
    void waitWhile(Predicate<DnsName> waits) {
        hears = waits;
    }

    /** The keys of all cells. */
    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        zones.forEach((apex, zone) ->
                zone.state().ifPresent(state -> state.cells().forEach(cell -> keys.add(CellKey.of(apex, cell)))));
        return keys;
    }

    /** A cell as text, for other instances; empty when there is none of that key. */
    Optional<String> told(String key) {
        return CellKey.parse(key, zones.keySet())
                .flatMap(parsed -> known(parsed.apex())
                        .flatMap(HeldZone::state)
                        .map(state -> state.cell(parsed.cell()).text()));
    }

    private Optional<HeldZone> known(DnsName apex) {
        return Optional.ofNullable(zones.get(apex));
    }

    /**
     * Takes in what another instance has: each cell that is newer than ours takes its place.
     *
     * @param texts by key
     */
    void take(Map<String, String> texts) {
        CellKey.byZone(texts, keeping::refuse).forEach((apex, cells) -> {
            if (zones.size() < MOST_ZONES || zones.containsKey(apex)) {
                zone(apex).hear(cells);
            }
        });
    }

    /** Takes in what waits, where a zone can by now. */
    void settle() {
        zones.values().forEach(HeldZone::settle);
    }

    /** What a zone holds at some names. */
    Holding holding(DnsName apex, Set<DnsName> names) {
        return known(apex).map(zone -> zone.holding(names)).orElseGet(Holding.NoZone::new);
    }

    /** How many batches were applied to a zone so far; 0 for no zone. */
    long changes(DnsName apex) {
        return known(apex).flatMap(HeldZone::state).map(ZoneState::changes).orElse(0L);
    }

    /** Applies a batch to a zone: all of it, on disk and answered from when this returns, or nothing. */
    ApplyResult apply(DnsName apex, List<Change> changes) {
        return known(apex)
                .map(zone -> zone.apply(changes))
                .orElseGet(() -> new ApplyResult.Refused("There is no embedded zone " + apex));
    }

    @Override
    public void close() {
        keeping.folder().close();
    }
}
