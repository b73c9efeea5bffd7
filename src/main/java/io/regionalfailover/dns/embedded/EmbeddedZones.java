package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The zones that are answered for. A change is first made safe on disk and only then answered from, in one step for all that ask: there
 * is never an answer that a crash would take back, nor half of one.
 */
final class EmbeddedZones implements AutoCloseable {
    private final StateFolder folder;
    private final InstantSource clock;
    private final Map<DnsName, Home> homes = new ConcurrentHashMap<>();
    private final Object swap = new Object();
    private volatile Catalog catalog = Catalog.EMPTY;

    /** Where one zone's state is held; its lock is held while the zone is changed. */
    private static final class Home {
        private Optional<ZoneState> state = Optional.empty();
        private String trouble = "The embedded zone is not answered for yet";
    }

    /**
     * The zones of a folder, answered for from now on.
     *
     * @param clock the wall clock, for serials
     */
    EmbeddedZones(Path folder, InstantSource clock, Notices notices) {
        this.folder = new StateFolder(folder, notices);
        this.clock = clock;
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
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> trouble = save(home, next.get());
            if (trouble.isPresent()) {
                home.trouble = trouble.get();
            } else {
                home.state = next;
                publish(next.get());
            }
            return trouble;
        }
    }

    /** What a zone holds at some names. */
    sealed interface Holding {
        /** @param byName no list is empty */
        record Held(Map<DnsName, List<RecordSet>> byName) implements Holding {}

        /** The zone is to be answered for and is not yet. */
        record NotYet(String message) implements Holding {}

        /** Nobody declared such a zone. */
        record NoZone() implements Holding {}
    }

    Holding holding(DnsName apex, Set<DnsName> names) {
        Home home = homes.get(apex);
        if (home == null) {
            return new Holding.NoZone();
        }
        ZoneState state;
        synchronized (home) {
            if (home.state.isEmpty()) {
                return new Holding.NotYet(home.trouble);
            }
            state = home.state.get();
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
        if (home == null) {
            return 0;
        }
        synchronized (home) {
            return home.state.map(ZoneState::changes).orElse(0L);
        }
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
        ZoneState next = home.state.orElseThrow().with(sets, clock.instant());
        Optional<String> trouble = save(home, next);
        if (trouble.isPresent()) {
            return new ApplyResult.Unreachable(trouble.get());
        }
        home.state = Optional.of(next);
        publish(next);
        return new ApplyResult.Applied(Long.toString(next.changes()));
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
