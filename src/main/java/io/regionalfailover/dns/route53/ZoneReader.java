package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the sets of some names with few requests: by pages that begin at a name wanted, each of which also settles the names
 * that follow soon, or by paging through the whole zone where that takes fewer. Nothing rests on the exact order in which
 * Route 53 lists names: a name counts as missing only where a page began at it and showed another, or where the whole zone
 * was seen.
 */
final class ZoneReader {
    private static final int FEW = 3;

    private final Listing listing;
    private volatile int knownPages;
    private volatile boolean pagesKnown;

    ZoneReader(Listing listing) {
        this.listing = listing;
    }

    /** Learns the zone's size, which tells how many pages it has. */
    void learnSize(long recordSets) {
        learnPages(Math.toIntExact(Math.max(1, Math.ceilDiv(recordSets, Listing.PAGE))));
    }

    /** The sets by name; a name without any is missing. */
    Map<DnsName, List<RecordSet>> read(Set<DnsName> names) throws Faulted {
        Harvest harvest = new Harvest(names);
        boolean abandoned = false;
        while (!harvest.wanted.isEmpty()) {
            int byName = requestsByName(harvest.wanted);
            if (!abandoned && wholeZoneIsCheaper(byName)) {
                abandoned = !readWholeZone(harvest, pagesKnown ? Integer.MAX_VALUE : byName);
            } else {
                readFrom(harvest.wanted.first(), harvest);
            }
        }
        return harvest.found;
    }

    private boolean wholeZoneIsCheaper(int byName) {
        return pagesKnown ? knownPages <= byName : byName > FEW;
    }

    /** A fence is found on its name's page, so only the other names count. */
    private static int requestsByName(Set<DnsName> wanted) {
        long fences = wanted.stream()
                .filter(name -> name.fenced().filter(wanted::contains).isPresent())
                .count();
        return Math.toIntExact(wanted.size() - fences);
    }

    private void readFrom(DnsName name, Harvest harvest) throws Faulted {
        harvest.begin();
        Optional<Listing.Cursor> next =
                Optional.of(new Listing.Cursor(Route53Names.written(name), Optional.empty(), Optional.empty()));
        do {
            Listing.Page page = page(next);
            harvest.take(page.sets());
            next = page.next();
        } while (next.isPresent() && harvest.isAt(name));
        if (next.isEmpty()) {
            harvest.endOfRun();
        }
        harvest.wanted.remove(name);
    }

    /** @return false when it was given up after so many pages, with names still wanted */
    private boolean readWholeZone(Harvest harvest, int mostPages) throws Faulted {
        harvest.begin();
        Optional<Listing.Cursor> next = Optional.empty();
        for (int pages = 1; ; pages++) {
            Listing.Page page = page(next);
            harvest.take(page.sets());
            next = page.next();
            if (next.isEmpty()) {
                harvest.endOfRun();
                harvest.wanted.clear();
                learnPages(pages);
                return true;
            }
            if (harvest.wanted.isEmpty()) {
                return true;
            }
            if (pages >= mostPages) {
                learnPages(pages + 1);
                return false;
            }
        }
    }

    private Listing.Page page(Optional<Listing.Cursor> from) throws Faulted {
        Listing.Page page = listing.page(from);
        if (page.next().isPresent() && page.next().equals(from)) {
            // Nothing else would end the read.
            throw new Faulted(new Fault.InDoubt("The listing of the zone does not go on after "
                    + from.map(Listing.Cursor::name).orElse("")));
        }
        return page;
    }

    private void learnPages(int pages) {
        knownPages = pages;
        pagesKnown = true;
    }

    /** What was found so far, and the run of sets of one name that is being taken in. */
    private static final class Harvest {
        final NavigableSet<DnsName> wanted = new TreeSet<>(Route53Names.ABOUT_AS_LISTED);
        final Map<DnsName, List<RecordSet>> found = new HashMap<>();
        private final List<RecordSet> run = new ArrayList<>();

        Harvest(Set<DnsName> names) {
            wanted.addAll(names);
        }

        void begin() {
            run.clear();
        }

        void take(List<RecordSet> sets) {
            for (RecordSet set : sets) {
                if (!isAt(set.name())) {
                    endOfRun();
                }
                run.add(set);
            }
        }

        /** True when the last set taken belongs to this name, so that more of its sets may follow. */
        boolean isAt(DnsName name) {
            return !run.isEmpty() && run.getLast().name().equals(name);
        }

        void endOfRun() {
            if (!run.isEmpty() && wanted.remove(run.getLast().name())) {
                found.put(run.getLast().name(), List.copyOf(run));
            }
            run.clear();
        }
    }
}
