package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One zone: its state, on disk and in memory, and what has come for it and cannot be taken in yet. Its lock is held while it is changed, which takes
 * as long as the disk does; who only looks does not wait for that.
 */
final class HeldZone {
    /** Cells that came for a zone which cannot take them yet; beyond that they are told again when their instance starts anew. */
    private static final int MOST_WAITING = 20_000;

    private static final String WAITS =
            "The embedded zone %s is empty, and waits for some seconds to hear what other instances hold of it";

    private final DnsName apex;
    private final Keeping keeping;
    private final Surroundings surroundings;
    private final Map<DnsName, Cell> waiting = new HashMap<>();
    private volatile Optional<ZoneState> state = Optional.empty();
    private volatile String trouble = "The embedded zone is not answered for yet";

    /**
     * How zones are kept.
     *
     * @param instance who writes here, as other instances know it
     * @param clock the wall clock, for serials
     */
    record Keeping(StateFolder folder, String instance, InstantSource clock, Tally tally, Notices notices) {
        /** A cell of another instance's is not taken in. */
        void refuse(String why) {
            tally.cellRefused();
            notices.trouble(why + "; what was answered before goes on being answered");
        }
    }

    /** What lies around a zone. Both are quick: they are called under the zone's lock. */
    interface Surroundings {
        /** It is answered from this state now; before, it was from that one. */
        void changed(Optional<ZoneState> before, ZoneState now);

        /** Whether other instances may be about to tell what they hold of a zone that nothing was written to here. */
        boolean hears(DnsName apex);
    }

    HeldZone(DnsName apex, Keeping keeping, Surroundings surroundings) {
        this.apex = apex;
        this.keeping = keeping;
        this.surroundings = surroundings;
    }

    /** What is answered from; empty before the first state. */
    Optional<ZoneState> state() {
        return state;
    }

    /** Goes on from what was on disk. */
    synchronized void found(ZoneState there) {
        become(there);
    }

    /**
     * Answers from now on; a state that it has stays.
     *
     * @return a sentence when this could not be put on disk; the zone is as it was before then
     */
    synchronized Optional<String> declare(List<NameServer> nameServers) {
        Optional<ZoneState> next = state.isEmpty()
                ? Optional.of(ZoneState.empty(apex, nameServers, keeping.clock().instant()))
                : state.filter(there -> !there.nameServers().equals(nameServers))
                        .map(there -> there.with(nameServers, keeping.clock().instant()));
        Optional<String> unsaved = next.flatMap(this::put);
        unsaved.ifPresent(sentence -> trouble = sentence);
        return unsaved.or(this::settled);
    }

    /** Takes in what another instance has, now or when it can: each cell that is newer than ours takes its place. */
    synchronized void hear(List<Cell> cells) {
        for (Cell cell : cells) {
            Cell before = waiting.get(cell.name());
            if (before == null ? waiting.size() < MOST_WAITING : cell.isNewerThan(before)) {
                waiting.put(cell.name(), cell);
            }
        }
        settle();
    }

    /** Takes in what waits, if it can by now. */
    synchronized void settle() {
        settled().ifPresent(keeping.notices()::trouble);
    }

    /**
     * Takes in what waits, if it can. A zone that was lost and is still being heard of would answer for a part of its names, and say of the
     * others that there are none.
     */
    private Optional<String> settled() {
        if (state.isEmpty() || waiting.isEmpty() || isHeardOf(state.get())) {
            return Optional.empty();
        }
        ZoneState before = state.get();
        ZoneState next = before.merged(fit(before));
        if (next != before) {
            Optional<String> unsaved = put(next);
            if (unsaved.isPresent()) {
                return unsaved;
            }
            keeping.tally().cellsTaken(next.stamped(Optional.of(before)).size());
        }
        waiting.clear();
        return Optional.empty();
    }

    private List<Cell> fit(ZoneState there) {
        Newcomer newcomer = new Newcomer(there, keeping.clock().instant());
        List<Cell> fit = new ArrayList<>();
        for (Cell cell : waiting.values()) {
            Optional<String> fault = newcomer.fault(cell);
            if (fault.isPresent()) {
                keeping.refuse("Another instance's " + cell.name() + " is not taken into the embedded zone " + apex
                        + ": " + fault.get());
            } else {
                fit.add(cell);
            }
        }
        return fit;
    }

    /** What it holds at some names. */
    Holding holding(Set<DnsName> names) {
        Optional<ZoneState> held = state;
        if (held.isEmpty()) {
            return new Holding.NotYet(trouble);
        }
        if (isHeardOf(held.get())) {
            return new Holding.NotYet(WAITS.formatted(apex));
        }
        Map<DnsName, List<RecordSet>> byName = new HashMap<>();
        for (DnsName name : names) {
            List<StoredSet> sets = held.get().sets().getOrDefault(name, List.of());
            if (!sets.isEmpty()) {
                byName.put(name, sets.stream().map(StoredSet::written).toList());
            }
        }
        return new Holding.Held(byName);
    }

    /** Nothing was ever written to it here, and others may be about to tell what they hold of it. */
    private boolean isHeardOf(ZoneState there) {
        return there.changes() == 0 && surroundings.hears(apex);
    }

    /** Applies a batch: all of it, on disk and answered from when this returns, or nothing. */
    synchronized ApplyResult apply(List<Change> changes) {
        if (state.isEmpty()) {
            return new ApplyResult.Unreachable(trouble);
        }
        if (isHeardOf(state.get())) {
            return new ApplyResult.Unreachable(WAITS.formatted(apex));
        }
        // What could not be put on disk before is newer than what would be built on.
        Optional<String> unsettled = settled();
        if (unsettled.isPresent()) {
            return new ApplyResult.Unreachable(unsettled.get());
        }
        ZoneState there = state.get();
        return switch (Batch.on(there, changes)) {
            case Batch.Tried.Impossible(Set<DnsName> names, String message) -> new ApplyResult.Refused(names, message);
            case Batch.Tried.Conflict(Set<DnsName> names, String message) -> new ApplyResult.Fenced(names, message);
            case Batch.Tried.Possible(Map<DnsName, List<StoredSet>> sets) -> {
                ZoneState next = there.with(sets, keeping.clock().instant(), keeping.instance());
                yield put(next)
                        .<ApplyResult>map(ApplyResult.Unreachable::new)
                        .orElseGet(() -> new ApplyResult.Applied(Long.toString(next.changes())));
            }
        };
    }

    /** On disk and answered from when this returns empty; else why not. */
    private Optional<String> put(ZoneState next) {
        try {
            Optional<ZoneState> newer = keeping.folder().save(state, next);
            become(newer.orElse(next));
            return newer.map(
                    there -> "The embedded zone " + apex
                            + " was changed on disk by another process, which has ended: nothing is changed, its state is answered from");
        } catch (IOException e) {
            return Optional.of("The embedded zone " + apex + " cannot be put on disk in " + keeping.folder() + " (" + e
                    + "): nothing is changed, and what was answered before goes on being answered; "
                    + "regional-failover.dns.embedded.state-dir may name any folder that can be written");
        }
    }

    private void become(ZoneState next) {
        Optional<ZoneState> before = state;
        state = Optional.of(next);
        surroundings.changed(before, next);
    }
}
