package io.regionalfailover.chaos;

import io.regionalfailover.chaos.PublishedLog.Entry;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.testing.route53.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may never be seen in a log of published weights, whatever broke. Each sentence that comes back names the entry.
 */
final class Invariants {
    /** Three probes a second apart, their time-outs, a turn and a write; generous, as this machine is busy. */
    private static final Duration NOTICED = Duration.ofSeconds(12);

    /** How long after a failure its evacuation may still be on its way: throttled, delayed, or waiting for a silent peer. */
    private static final Duration LATE = Duration.ofSeconds(60);

    /** How long after something was done to it a site may still not be able to object. */
    private static final Duration DAZED = Duration.ofSeconds(40);

    private final FleetShop shop;
    private final List<String> regions;
    private final List<String> sites;
    private final Truth truth;
    private final List<String> broken = new ArrayList<>();

    private Invariants(FleetShop shop, List<String> sites, Truth truth) {
        this.shop = shop;
        this.regions = shop.regions();
        this.sites = sites;
        this.truth = truth;
    }

    /**
     * One sentence for each thing that must not be; empty when all is well.
     *
     * @param sites where operators work
     */
    static List<String> broken(FleetShop shop, Truth truth, String... sites) {
        return new Invariants(shop, List.of(sites), truth).broken(shop.log());
    }

    private List<String> broken(PublishedLog log) {
        long highest = -1;
        Optional<Entry> last = Optional.empty();
        for (Entry entry : log.entries()) {
            if (entry.byHand()) {
                // A person who takes the fence away takes what it says, too.
                highest = entry.fence().isPresent() ? highest : -1;
                continue;
            }
            somebodyServes(entry);
            writtenAsItShould(entry);
            long epoch = entry.fence().map(Fence::epoch).orElse(-1L);
            if (epoch <= highest) {
                say(entry, "epoch " + epoch + " does not follow " + highest);
            }
            highest = Math.max(highest, epoch);
            growsNowhereDead(entry, last);
            movesForAReason(entry, last);
            last = Optional.of(entry);
        }
        noMoreShiftsThanFaults(log);
        return List.copyOf(broken);
    }

    private void somebodyServes(Entry entry) {
        if (entry.weights().isEmpty() || entry.sum() == 0) {
            say(entry, "nobody serves: " + entry.weights());
        }
    }

    private void writtenAsItShould(Entry entry) {
        if (entry.changes().stream().anyMatch(change -> change.action() == Change.Action.UPSERT)) {
            say(entry, "an UPSERT");
        }
        if (entry.changes().stream()
                .anyMatch(change ->
                        FleetShop.FOREIGN.equals(change.set().setIdentifier().orElse("")))) {
            say(entry, "a set that is somebody else's was touched");
        }
        if (entry.fence().isEmpty()) {
            say(entry, "no fence");
        }
    }

    /** I5, but for a plan that is put back after an edit by hand. */
    private void growsNowhereDead(Entry entry, Optional<Entry> last) {
        boolean putBack =
                last.filter(before -> before.weights().equals(entry.weights())).isPresent();
        boolean somewhereWell =
                regions.stream().anyMatch(region -> !truth.within(Truth.bad(shop, region), entry.at(), NOTICED));
        for (String region : regions) {
            boolean grows = entry.share(region) > entry.shareBefore(region) + 1e-9
                    && !entry.before().isEmpty();
            if (grows && !putBack && somewhereWell && truth.throughout(Truth.bad(shop, region), entry.at(), NOTICED)) {
                say(entry, region + " was given more while it was not well for all to see");
            }
        }
    }

    /** Traffic leaves a region only when enough of those who could object saw it fail. */
    private void movesForAReason(Entry entry, Optional<Entry> last) {
        for (String region : regions) {
            if (!leaves(entry, last, region)) {
                continue;
            }
            boolean justified = false;
            for (long back = 0; back <= LATE.toMillis() && !justified; back += 250) {
                justified = enoughSawItFail(region, entry.at().minusMillis(back));
            }
            if (!justified) {
                say(entry, "traffic left " + region + ", which not enough of the fleet saw fail");
            }
        }
    }

    private boolean enoughSawItFail(String region, Instant moment) {
        List<String> seers = sites.stream()
                .filter(site ->
                        truth.at(Truth.bad(shop, region), moment) || truth.at(Truth.bad(shop, region, site), moment))
                .toList();
        long objectors = sites.stream()
                .filter(site -> !seers.contains(site) && !truth.within(Truth.troubled(site), moment, DAZED))
                .count();
        return seers.size() > objectors;
    }

    /** Traffic that goes back to where it belongs leaves the others, which is no evacuation. */
    private boolean leaves(Entry entry, Optional<Entry> last, String region) {
        return last.isPresent()
                && last.get().weights().getOrDefault(region, 0L) > 0
                && entry.weights().getOrDefault(region, 0L) == 0
                && entry.weights().getOrDefault(regions.getFirst(), 0L) == 0;
    }

    private void noMoreShiftsThanFaults(PublishedLog log) {
        for (String region : regions) {
            Optional<Entry> last = Optional.empty();
            int shifts = 0;
            for (Entry entry : log.entries()) {
                if (!entry.byHand()) {
                    shifts += leaves(entry, last, region) ? 1 : 0;
                    last = Optional.of(entry);
                }
            }
            int faults = truth.count(Truth.bad(shop, region))
                    + sites.stream()
                            .mapToInt(site -> truth.count(Truth.bad(shop, region, site)))
                            .sum();
            if (shifts > faults) {
                broken.add(region + ": " + shifts + " shifts away for " + faults + " faults");
            }
        }
    }

    private void say(Entry entry, String what) {
        broken.add(entry.at() + " by " + entry.by() + ": " + what + " (" + entry.before() + " -> " + entry.weights()
                + ")");
    }
}
