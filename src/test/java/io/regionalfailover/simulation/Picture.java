package io.regionalfailover.simulation;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a zone says of one policy, read without the operator's own reading.
 *
 * @param own its fences and record sets by name, in one order
 * @param fence the newest of its fences
 * @param planned weights by region: as the fence says, or as the sets do where there is none; empty when nobody can tell
 * @param foreign the other record sets of its names
 */
record Picture(
        Map<DnsName, List<RecordSet>> own,
        Optional<Fence> fence,
        Map<String, Integer> planned,
        List<RecordSet> foreign) {

    static Picture of(int policy, Map<DnsName, List<RecordSet>> state) {
        return of(Shop.names(policy), state);
    }

    /** @param names those that count */
    static Picture of(Collection<DnsName> names, Map<DnsName, List<RecordSet>> state) {
        Map<DnsName, List<RecordSet>> own = new TreeMap<>();
        List<RecordSet> foreign = new ArrayList<>();
        Map<Integer, String> regions = new HashMap<>();
        Map<String, Integer> weights = new TreeMap<>();
        Fence newest = null;
        for (DnsName name : names) {
            List<RecordSet> here = own(name, state);
            if (!here.isEmpty()) {
                own.put(name, here);
            }
            for (RecordSet set : here) {
                Fence fence = FenceCodec.ofSet(set) instanceof FenceCodec.Parsed.Valid(Fence valid) ? valid : null;
                if (fence != null && (newest == null || fence.epoch() > newest.epoch())) {
                    newest = fence;
                }
                Mark.of(set).ifPresent(mark -> {
                    regions.putIfAbsent(mark.position(), mark.region());
                    weights.putIfAbsent(mark.region(), set.weight().orElse(0));
                });
            }
            for (RecordSet set : state.getOrDefault(name, List.of())) {
                if (Mark.of(set).isEmpty()) {
                    foreign.add(set);
                }
            }
        }
        Map<String, Integer> planned = newest == null ? weights : planned(newest, regions);
        return new Picture(own, Optional.ofNullable(newest), planned, foreign);
    }

    private static Map<String, Integer> planned(Fence fence, Map<Integer, String> regions) {
        Map<String, Integer> planned = new TreeMap<>();
        for (int position = 0; position < fence.weights().size(); position++) {
            String unknown = position < Shop.REGIONS.size() ? Shop.REGIONS.get(position) : "#" + position;
            // Whoever deleted a set took the name of its region with it.
            planned.put(regions.getOrDefault(position, unknown), fence.weights().get(position));
        }
        return planned;
    }

    /** What is a policy's own at one name, in one order. */
    static List<RecordSet> own(DnsName name, Map<DnsName, List<RecordSet>> state) {
        List<RecordSet> own = new ArrayList<>(state.getOrDefault(name.fence(), List.of()));
        for (RecordSet set : state.getOrDefault(name, List.of())) {
            if (Mark.of(set).isPresent()) {
                own.add(set);
            }
        }
        own.sort((some, other) -> key(some).compareTo(key(other)));
        return own;
    }

    private static String key(RecordSet set) {
        return set.name() + " " + set.type() + " " + set.setIdentifier().orElse("");
    }

    boolean isAbsent() {
        return own.isEmpty();
    }

    String nonce() {
        return fence.map(Fence::nonce).orElse("");
    }

    int sum() {
        int sum = 0;
        for (int weight : planned.values()) {
            sum += weight;
        }
        return sum;
    }

    /** A region's part of the traffic. */
    double share(String region) {
        return sum() == 0 ? 0 : planned.getOrDefault(region, 0) / (double) sum();
    }
}
