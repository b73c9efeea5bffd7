package io.regionalfailover.dns;

import io.regionalfailover.decision.Velocity;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DrainText.Drain;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteRequest.Leaving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of a zone's velocity ledger, and what a batch has to change of it. A count holds for {@value #WINDOW_MINUTES}
 * minutes from when this process first saw it. Where something that is not this installation's ledger stands at its name, none is
 * kept in the zone, and only this process's own moves are counted. For several threads.
 */
final class DrainBook {
    private static final int WINDOW_MINUTES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(WINDOW_MINUTES);
    /** Reads that follow soon after one need not bring the ledger along. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final DnsName apex;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final Map<String, Seen> seen = new HashMap<>();
    private Standing standing = new Standing.Unknown();
    private String installation = "";
    private Instant readAt = Instant.MIN;
    /** A read that began earlier may show what is no more. */
    private Instant settledAt = Instant.MIN;

    private boolean foreignSaid;

    DrainBook(DnsName apex, ZoneRuntime runtime, DnsMetrics metrics) {
        this.apex = apex;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    /** A count, and when it was first seen. One whose time is over is kept while it stands in the zone, or it would be seen as new. */
    private record Seen(int count, long since, Instant at) {}

    /** What stands at the ledger's name. */
    private sealed interface Standing {
        /** Not known. */
        record Unknown() implements Standing {}

        /** Nothing. */
        record Absent() implements Standing {}

        /** A ledger. */
        record Kept(RecordSet set, DrainText text) implements Standing {}

        /** Something else. */
        record Foreign() implements Standing {}
    }

    /**
     * An exchange of the ledger.
     *
     * @param before as it was read
     * @param next what takes its place
     */
    record Swap(DnsName name, Optional<RecordSet> before, DrainText next) {
        RecordSet set() {
            return ReservedText.set(name, next.text());
        }

        List<Change> changes() {
            return ReservedText.swap(before, set());
        }

        /** A sentence when it must not be sent. */
        Optional<String> refused(DnsName apex) {
            return TextGuard.refuses(
                    apex,
                    name,
                    before,
                    changes(),
                    text -> DrainText.parse(text)
                            .filter(ledger -> ledger.installation().equals(next.installation()))
                            .isPresent());
        }
    }

    /** Who may not go now, and why. */
    record Held(Entry entry, String message) {}

    /**
     * A batch, judged by the ledger.
     *
     * @param admitted may go
     * @param counts by region, once they went; only those that they raise
     * @param swap goes with them; empty when they raise nothing or no ledger is kept
     */
    record Composed(List<Entry> admitted, List<Held> held, Map<String, Integer> counts, Optional<Swap> swap) {}

    DnsName name() {
        return apex.velocity();
    }

    /** Whose ledger is kept. */
    synchronized void keptFor(String owners) {
        if (!installation.equals(owners)) {
            installation = owners;
            if (standing instanceof Standing.Kept kept && !isForeign()) {
                take(kept.text());
            }
            sayForeign();
        }
    }

    /** What a read that begins now brings along. */
    synchronized Set<DnsName> wanted() {
        boolean fresh = readAt.isAfter(runtime.now().minus(FRESH)) && !isUnknown();
        return fresh ? Set.of() : Set.of(name());
    }

    /** True when a batch that changes the ledger has to wait for a read. */
    synchronized boolean isUnknown() {
        return standing instanceof Standing.Unknown;
    }

    /**
     * Takes in what stands at the ledger's name.
     *
     * @param begunAt when the read began
     */
    synchronized void read(List<RecordSet> there, Instant begunAt) {
        if (begunAt.isBefore(settledAt)) {
            return;
        }
        readAt = begunAt;
        if (there.isEmpty()) {
            standing = new Standing.Absent();
            return;
        }
        Optional<DrainText> text =
                there.size() == 1 ? ReservedText.of(there.getFirst()).flatMap(DrainText::parse) : Optional.empty();
        standing = text.<Standing>map(ledger -> new Standing.Kept(there.getFirst(), ledger))
                .orElseGet(Standing.Foreign::new);
        text.filter(ledger -> ledger.installation().equals(installation)).ifPresent(this::take);
        sayForeign();
    }

    private void take(DrainText ledger) {
        Set<String> regions = new HashSet<>();
        for (Drain drain : ledger.drains()) {
            regions.add(drain.region());
            Seen before = seen.get(drain.region());
            if (before == null || before.count() != drain.count() || before.since() != drain.since()) {
                seen.put(drain.region(), new Seen(drain.count(), drain.since(), runtime.now()));
            }
        }
        seen.keySet().retainAll(regions);
    }

    private void sayForeign() {
        if (isForeign() && !foreignSaid) {
            foreignSaid = true;
            metrics.trouble("The record at " + name() + " is not the velocity ledger of installation \"" + installation
                    + "\" and stays as it is: in this zone each instance counts by itself how many policies health moves."
                    + " Remove the record, or give the installations zones of their own.");
        }
    }

    private boolean isForeign() {
        return standing instanceof Standing.Foreign
                || standing instanceof Standing.Kept kept
                        && !installation.isEmpty()
                        && !kept.text().installation().equals(installation);
    }

    /** What counts now. */
    synchronized DrainLedger ledger() {
        Map<String, Integer> counts = new HashMap<>();
        seen.forEach((region, entry) -> {
            if (isYoung(entry)) {
                counts.put(region, entry.count());
            }
        });
        return new DrainLedger(counts);
    }

    /**
     * Judges a batch just before it leaves.
     *
     * @param room for the ledger's texts, in characters
     */
    synchronized Composed compose(List<Entry> batch, int room) {
        Map<String, Integer> counts = new HashMap<>(ledger().policies());
        Map<String, Integer> raised = new TreeMap<>();
        List<Entry> admitted = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        for (Entry entry : batch) {
            Map<String, Integer> with = new HashMap<>(counts);
            Optional<String> message = Optional.empty();
            for (String region : entry.leaving().byHealth().stream().sorted().toList()) {
                message = message.or(() -> holds(entry.leaving(), region, with));
                with.merge(region, 1, Integer::sum);
            }
            if (message.isPresent()) {
                held.add(new Held(entry, message.get()));
            } else {
                admitted.add(entry);
                counts.putAll(with);
                entry.leaving().byHealth().forEach(region -> raised.put(region, with.getOrDefault(region, 1)));
            }
        }
        Optional<Swap> swap = raised.isEmpty() || isForeign() ? Optional.empty() : swap(counts, room);
        return new Composed(admitted, held, raised, swap);
    }

    private static Optional<String> holds(Leaving leaving, String region, Map<String, Integer> counts) {
        Map<String, Integer> most = new LinkedHashMap<>(leaving.velocity().evacuating());
        counts.forEach((other, count) -> most.merge(other, count, Math::max));
        Velocity velocity = new Velocity(
                most, leaving.velocity().policies(), leaving.velocity().maxRegionsDraining());
        return leaving.unanimous() || velocity.admits(region)
                ? Optional.empty()
                : Optional.of("The zone's velocity ledger holds it: health already moves more than "
                        + velocity.handful() + " policies out of " + velocity.beyond() + " region(s), and "
                        + most.getOrDefault(region, 0) + " out of " + region + ".");
    }

    /** The smallest counts are left out where there is no room for all: those up to the handful hold nobody elsewhere. */
    private Optional<Swap> swap(Map<String, Integer> counts, int room) {
        String nonce = String.format("%016x", runtime.random().nextLong());
        List<Drain> drains = new ArrayList<>();
        counts.forEach((region, count) -> drains.add(new Drain(region, count, since(region))));
        drains.sort(Comparator.comparingInt(Drain::count).thenComparing(Drain::region));
        while (!DrainText.fits(installation, nonce, drains)) {
            drains.removeFirst();
        }
        drains.sort(Comparator.comparing(Drain::region));
        Optional<RecordSet> before =
                standing instanceof Standing.Kept kept ? Optional.of(kept.set()) : Optional.empty();
        Swap swap = new Swap(name(), before, new DrainText(installation, nonce, drains));
        return Optional.of(swap).filter(any -> BatchSize.of(any.changes()).characters() <= room);
    }

    /**
     * A batch came to something.
     *
     * @return what that means for its entries: a conflict of the ledger is one of all of them
     */
    synchronized ApplyResult settled(Composed batch, ApplyResult answer) {
        switch (answer) {
            case ApplyResult.Applied ignored -> applied(batch);
            case ApplyResult.Fenced(Set<DnsName> names, String message)
            when batch.swap().isPresent() && (names.isEmpty() || names.contains(name())) -> {
                forget();
                return new ApplyResult.Fenced(Set.of(), message);
            }
            case ApplyResult.OutcomeUnknown ignored when batch.swap().isPresent() -> forget();
            case ApplyResult.Fenced ignored -> {}
            case ApplyResult.OutcomeUnknown ignored -> {}
            case ApplyResult.Throttled ignored -> {}
            case ApplyResult.Refused ignored -> {}
            case ApplyResult.Unreachable ignored -> {}
        }
        return answer;
    }

    private void applied(Composed batch) {
        Instant now = runtime.now();
        batch.counts().forEach((region, count) -> seen.put(region, new Seen(count, since(region), now)));
        batch.swap().ifPresent(swap -> {
            standing = new Standing.Kept(swap.set(), swap.next());
            readAt = now;
            settledAt = now;
        });
    }

    /** When policies began to leave a region, as it stands in the ledger. */
    private long since(String region) {
        Seen before = seen.get(region);
        return before == null || !isYoung(before) ? runtime.now().getEpochSecond() : before.since();
    }

    private boolean isYoung(Seen entry) {
        return !entry.at().plus(WINDOW).isBefore(runtime.now());
    }

    /** What stands there is not known any more. */
    private void forget() {
        standing = new Standing.Unknown();
        settledAt = runtime.now();
    }
}
