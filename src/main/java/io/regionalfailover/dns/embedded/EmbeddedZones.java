package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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
    /** Cells that came for zones which cannot take them yet; beyond that they are told again when their instance starts anew. */
    private static final int MOST_WAITING = 20_000;

    private static final int MOST_ZONES = 1_000;

    private static final String WAITS =
            "The embedded zone %s is empty, and waits for some seconds to hear what other instances hold of it";

    private final StateFolder folder;
    private final InstantSource clock;
    private final String instance;
    private final Tally tally;
    private final Notices notices;
    private final Map<DnsName, Home> homes = new ConcurrentHashMap<>();
    private final Object swap = new Object();
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile Consumer<Set<String>> listener = keys -> {};
    private volatile Predicate<DnsName> hears = apex -> false;

    /** Where one zone's state is held; its lock is held while the zone is changed, which takes as long as the disk does. */
    private static final class Home {
        private volatile Optional<ZoneState> state = Optional.empty();
        private volatile String trouble = "The embedded zone is not answered for yet";
        private final Map<DnsName, Cell> waiting = new HashMap<>();
    }

    /**
     * The zones of a folder, answered for from now on.
     *
     * @param instance who writes here, as other instances know it
     * @param clock the wall clock, for serials
     */
    EmbeddedZones(Path folder, String instance, InstantSource clock, Tally tally, Notices notices) {
        this.folder = new StateFolder(folder, notices);
        this.instance = instance;
        this.clock = clock;
        this.tally = tally;
        this.notices = notices;
        for (ZoneState state : this.folder.load()) {
            Home home = new Home();
            home.state = Optional.of(state);
            homes.put(state.apex(), home);
            publish(state);
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
        Home home = homes.computeIfAbsent(apex, ignored -> new Home());
        synchronized (home) {
            Optional<ZoneState> next = home.state.isEmpty()
                    ? Optional.of(ZoneState.empty(apex, nameServers, clock.instant()))
                    : home.state
                            .filter(state -> !state.nameServers().equals(nameServers))
                            .map(state -> state.with(nameServers, clock.instant()));
            Optional<String> trouble = next.flatMap(state -> put(home, state));
            trouble.ifPresent(sentence -> home.trouble = sentence);
            return trouble.or(() -> settle(home));
        }
    }

    /** Under the zone's lock: on disk and answered from when this returns empty. */
    private Optional<String> put(Home home, ZoneState next) {
        Optional<ZoneState> before = home.state;
        Optional<String> trouble = save(home, next);
        if (trouble.isEmpty()) {
            home.state = Optional.of(next);
            publish(next);
            tell(before, next);
        }
        return trouble;
    }

    /** Tells whoever listens which cells are other ones now. */
    private void tell(Optional<ZoneState> before, ZoneState next) {
        Set<String> keys = next.stamped(before).stream()
                .map(cell -> CellKey.of(next.apex(), cell))
                .collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            listener.accept(keys);
        }
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
        homes.forEach((apex, home) ->
                home.state.ifPresent(state -> state.cells().forEach(cell -> keys.add(CellKey.of(apex, cell)))));
        return keys;
    }

    /** A cell as text, for other instances; empty when there is none of that key. */
    Optional<String> told(String key) {
        return CellKey.parse(key, homes.keySet())
                .flatMap(parsed -> Optional.ofNullable(homes.get(parsed.apex()))
                        .flatMap(home -> home.state)
                        .map(state -> state.cell(parsed.cell()).text()));
    }

    /**
     * Takes in what another instance has: each cell that is newer than ours takes its place.
     *
     * @param texts by key
     */
    void take(Map<String, String> texts) {
        CellKey.byZone(texts, this::refuse).forEach((apex, cells) -> {
            if (homes.size() >= MOST_ZONES && !homes.containsKey(apex)) {
                return;
            }
            Home home = homes.computeIfAbsent(apex, ignored -> new Home());
            synchronized (home) {
                for (Cell cell : cells) {
                    Cell before = home.waiting.get(cell.name());
                    if (before == null ? home.waiting.size() < MOST_WAITING : cell.isNewerThan(before)) {
                        home.waiting.put(cell.name(), cell);
                    }
                }
                settle(home).ifPresent(notices::trouble);
            }
        });
    }

    private void refuse(String why) {
        tally.cellRefused();
        notices.trouble(why + "; what was answered before goes on being answered");
    }

    /** Takes in what waits, where a zone can by now. */
    void settle() {
        homes.values().forEach(home -> {
            synchronized (home) {
                settle(home).ifPresent(notices::trouble);
            }
        });
    }

    /**
     * Under the zone's lock: takes in what waits, if the zone can. One that was lost and is still being heard of would answer for a part of
     * its names, and say of the others that there are none.
     */
    private Optional<String> settle(Home home) {
        if (home.state.isEmpty() || home.waiting.isEmpty() || isHeardOf(home.state.get())) {
            return Optional.empty();
        }
        ZoneState state = home.state.get();
        Newcomer newcomer = new Newcomer(state, clock.instant());
        List<Cell> fit = new ArrayList<>();
        for (Cell cell : home.waiting.values()) {
            Optional<String> fault = newcomer.fault(cell);
            if (fault.isPresent()) {
                refuse("Another instance's " + cell.name() + " is not taken into the embedded zone " + state.apex()
                        + ": " + fault.get());
            } else {
                fit.add(cell);
            }
        }
        ZoneState next = state.merged(fit);
        if (next != state) {
            Optional<String> trouble = put(home, next);
            if (trouble.isPresent()) {
                return trouble;
            }
            tally.cellsTaken(next.stamped(Optional.of(state)).size());
        }
        home.waiting.clear();
        return Optional.empty();
    }

    /** What a zone holds at some names. */
    Holding holding(DnsName apex, Set<DnsName> names) {
        Home home = homes.get(apex);
        if (home == null) {
            return new Holding.NoZone();
        }
        Optional<ZoneState> held = home.state;
        if (held.isEmpty()) {
            return new Holding.NotYet(home.trouble);
        }
        ZoneState state = held.get();
        if (isHeardOf(state)) {
            return new Holding.NotYet(WAITS.formatted(apex));
        }
        Map<DnsName, List<RecordSet>> byName = new HashMap<>();
        for (DnsName name : names) {
            List<StoredSet> sets = state.sets().getOrDefault(name, List.of());
            if (!sets.isEmpty()) {
                byName.put(name, sets.stream().map(StoredSet::written).toList());
            }
        }
        return new Holding.Held(byName);
    }

    /** How many batches were applied to a zone so far; 0 for no zone. */
    long changes(DnsName apex) {
        Home home = homes.get(apex);
        return home == null ? 0 : home.state.map(ZoneState::changes).orElse(0L);
    }

    /** Nothing was ever written to it here, and others may be about to tell what they hold of it. */
    private boolean isHeardOf(ZoneState state) {
        return state.changes() == 0 && hears.test(state.apex());
    }

    /** Applies a batch to a zone: all of it, on disk and answered from when this returns, or nothing. */
    ApplyResult apply(DnsName apex, List<Change> changes) {
        Home home = homes.get(apex);
        if (home == null) {
            return new ApplyResult.Refused("There is no embedded zone " + apex);
        }
        synchronized (home) {
            if (home.state.isEmpty()) {
                return new ApplyResult.Unreachable(home.trouble);
            }
            if (isHeardOf(home.state.get())) {
                return new ApplyResult.Unreachable(WAITS.formatted(apex));
            }
            // What could not be put on disk before is newer than what would be built on.
            Optional<String> unsettled = settle(home);
            if (unsettled.isPresent()) {
                return new ApplyResult.Unreachable(unsettled.get());
            }
            return switch (Batch.on(home.state.get(), changes)) {
                case Batch.Tried.Impossible(Set<DnsName> names, String message) ->
                    new ApplyResult.Refused(names, message);
                case Batch.Tried.Conflict(Set<DnsName> names, String message) -> new ApplyResult.Fenced(names, message);
                case Batch.Tried.Possible(Map<DnsName, List<StoredSet>> sets) -> keep(home, sets);
            };
        }
    }

    /** Under the zone's lock. */
    private ApplyResult keep(Home home, Map<DnsName, List<StoredSet>> sets) {
        ZoneState next = home.state.orElseThrow().with(sets, clock.instant(), instance);
        return put(home, next)
                .<ApplyResult>map(ApplyResult.Unreachable::new)
                .orElseGet(() -> new ApplyResult.Applied(Long.toString(next.changes())));
    }

    /** Under the zone's lock. */
    private Optional<String> save(Home home, ZoneState state) {
        try {
            Optional<ZoneState> newer = folder.save(home.state, state);
            newer.ifPresent(there -> {
                home.state = newer;
                publish(there);
            });
            return newer.map(
                    there -> "The embedded zone " + there.apex()
                            + " was changed on disk by another process, which has ended: nothing is changed, its state is answered from");
        } catch (IOException e) {
            return Optional.of("The embedded zone " + state.apex() + " cannot be put on disk in " + folder + " (" + e
                    + "): nothing is changed, and what was answered before goes on being answered; "
                    + "regional-failover.dns.embedded.state-dir may name any folder that can be written");
        }
    }

    private void publish(ZoneState state) {
        ZoneAnswers answers = ZoneAnswers.of(state);
        synchronized (swap) {
            catalog = catalog.with(answers);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
