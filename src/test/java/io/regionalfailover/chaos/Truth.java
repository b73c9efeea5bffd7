package io.regionalfailover.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What really was wrong, and when: which region could not be seen well from where, and which operators did not run. Written by
 * those who break things. Thread-safe.
 */
final class Truth {
    private record Spell(Instant from, Optional<Instant> until) {
        boolean covers(Instant moment) {
            return !from.isAfter(moment)
                    && until.filter(end -> end.isBefore(moment)).isEmpty();
        }

        boolean covers(Instant begin, Instant end) {
            return !from.isAfter(begin)
                    && until.filter(last -> last.isBefore(end)).isEmpty();
        }
    }

    private final Map<String, List<Spell>> spells = new HashMap<>();

    /** From now on this is so. What is begun twice ends once. */
    synchronized void begins(String what) {
        List<Spell> of = spells.computeIfAbsent(what, none -> new ArrayList<>());
        if (of.isEmpty() || of.getLast().until().isPresent()) {
            of.add(new Spell(Instant.now(), Optional.empty()));
        }
    }

    /** From now on it is no longer so. */
    synchronized void ends(String what) {
        List<Spell> of = spells.getOrDefault(what, List.of());
        if (!of.isEmpty() && of.getLast().until().isEmpty()) {
            of.set(of.size() - 1, new Spell(of.getLast().from(), Optional.of(Instant.now())));
        }
    }

    /** Whether it was so at some moment of that time before a moment. */
    synchronized boolean within(String what, Instant moment, Duration before) {
        Instant begin = moment.minus(before);
        return spells.getOrDefault(what, List.of()).stream()
                .anyMatch(spell -> !spell.from().isAfter(moment)
                        && spell.until().filter(end -> end.isBefore(begin)).isEmpty());
    }

    /** Whether it was so for all of that time before a moment. */
    synchronized boolean throughout(String what, Instant moment, Duration before) {
        return spells.getOrDefault(what, List.of()).stream()
                .anyMatch(spell -> spell.covers(moment.minus(before), moment));
    }

    /** Whether it was so at a moment. */
    synchronized boolean at(String what, Instant moment) {
        return spells.getOrDefault(what, List.of()).stream().anyMatch(spell -> spell.covers(moment));
    }

    /** How often it began. */
    synchronized int count(String what) {
        return spells.getOrDefault(what, List.of()).size();
    }

    /** A region is not well, for everybody who looks. */
    static String bad(FleetShop shop, String region) {
        return shop.namespace() + ": " + region + " is bad";
    }

    /** A region is not well as seen from a site. */
    static String bad(FleetShop shop, String region, String site) {
        return bad(shop, region) + " from " + site;
    }

    /** Something is done to a site, so that it may not be able to object. */
    static String troubled(String site) {
        return site + " is troubled";
    }
}
