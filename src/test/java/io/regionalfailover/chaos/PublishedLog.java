package io.regionalfailover.chaos;

import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.testing.route53.Accepted;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.RecordSet;
import io.regionalfailover.testing.route53.RecordSetKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The log of published weights: what stood at one name after each change that Route 53 took over, put together from the changes
 * themselves and from nothing that an operator says.
 *
 * @param entries oldest first
 */
record PublishedLog(List<Entry> entries) {

    /**
     * What a change made of the name.
     *
     * @param at when Route 53 took it over
     * @param by who sent it
     * @param changes all of it, other names included
     * @param before the weight of each region before it
     * @param weights the weight of each region after it
     * @param fence what stands beside the name after it, when that can be read
     */
    record Entry(
            Instant at,
            String by,
            List<Change> changes,
            Map<String, Long> before,
            Map<String, Long> weights,
            Optional<Fence> fence) {
        boolean byHand() {
            return by.equals(Accepted.HAND);
        }

        long sum() {
            return weights.values().stream().mapToLong(Long::longValue).sum();
        }

        /** A region's part of all traffic after the change, 0 to 1. */
        double share(String region) {
            return part(weights, region);
        }

        /** A region's part of all traffic before the change, 0 to 1. */
        double shareBefore(String region) {
            return part(before, region);
        }

        private static double part(Map<String, Long> of, String region) {
            double sum = of.values().stream().mapToLong(Long::longValue).sum();
            return sum == 0 ? 0 : of.getOrDefault(region, 0L) / sum;
        }
    }

    /**
     * Follows a zone from its creation.
     *
     * @param name the published name
     * @param regionByAddress which region an address stands for; a set with another address counts under its identifier
     */
    static PublishedLog of(List<Accepted> journal, String name, Map<String, String> regionByAddress) {
        Map<RecordSetKey, RecordSet> there = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Accepted accepted : journal) {
            Map<String, Long> before = weights(there.values(), name, regionByAddress);
            for (Change change : accepted.changes()) {
                if (change.action() == Change.Action.DELETE) {
                    there.remove(change.set().key());
                } else {
                    there.put(change.set().key(), change.set());
                }
            }
            boolean concerned = accepted.changes().stream()
                    .anyMatch(change -> isAt(change.set(), name) || isAt(change.set(), "_failover." + name));
            if (concerned) {
                entries.add(new Entry(
                        accepted.at(),
                        accepted.by(),
                        accepted.changes(),
                        before,
                        weights(there.values(), name, regionByAddress),
                        fence(there.values(), name)));
            }
        }
        return new PublishedLog(List.copyOf(entries));
    }

    private static boolean isAt(RecordSet set, String name) {
        return set.name().equals(name + ".");
    }

    private static Map<String, Long> weights(
            Iterable<RecordSet> sets, String name, Map<String, String> regionByAddress) {
        Map<String, Long> weights = new TreeMap<>();
        for (RecordSet set : sets) {
            if (isAt(set, name) && set.type().equals("A") && !set.values().isEmpty()) {
                String region = regionByAddress.getOrDefault(
                        set.values().getFirst(), set.setIdentifier().orElse("?"));
                weights.put(region, set.weight().orElse(1L));
            }
        }
        return weights;
    }

    private static Optional<Fence> fence(Iterable<RecordSet> sets, String name) {
        for (RecordSet set : sets) {
            if (isAt(set, "_failover." + name)
                    && FenceCodec.parse(unquoted(set.values().getFirst()))
                            instanceof FenceCodec.Parsed.Valid(Fence fence)) {
                return Optional.of(fence);
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1).replace("\" \"", "");
    }

    /** One line for each entry. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append("%s %-14s epoch %-4s %s -> %s%n"
                    .formatted(
                            entry.at(),
                            entry.by(),
                            entry.fence()
                                    .map(fence -> String.valueOf(fence.epoch()))
                                    .orElse("-"),
                            entry.before(),
                            entry.weights()));
        }
        return text.toString();
    }
}
