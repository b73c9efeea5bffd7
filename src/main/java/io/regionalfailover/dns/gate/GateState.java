package io.regionalfailover.dns.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a zone's gate outlives the process.
 *
 * @param policies that hang on it, each {@code namespace/name}
 * @param evacuated by region: the epoch of each policy's plan when the region was first told to be evacuated
 */
public record GateState(SortedSet<String> policies, SortedMap<String, SortedMap<String, Long>> evacuated) {
    /** Nothing is evacuated, and no policy is known. */
    public static final GateState EMPTY = new GateState(new TreeSet<>(), new TreeMap<>());

    private static final String HEADER = "rfg1";
    private static final String POLICY = "policy ";
    private static final String EVACUATE = "evacuate ";

    public GateState {
        policies = new TreeSet<>(policies);
        evacuated = new TreeMap<>(evacuated);
    }

    /** As text: a line for each policy, region, and plan of one in the other. */
    public String text() {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        policies.forEach(policy -> lines.add(POLICY + policy));
        evacuated.forEach((region, epochs) -> {
            lines.add(EVACUATE + region);
            epochs.forEach((policy, epoch) -> lines.add(EVACUATE + region + " " + policy + " " + epoch));
        });
        return String.join("\n", lines) + "\n";
    }

    /** What a text says; empty when it is not one of ours, or damaged. Any text at all may be given. */
    public static Optional<GateState> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            return Optional.empty();
        }
        SortedSet<String> policies = new TreeSet<>();
        SortedMap<String, SortedMap<String, Long>> evacuated = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(" ", -1);
            try {
                if (line.startsWith(POLICY) && fields.length == 2) {
                    policies.add(fields[1]);
                } else if (line.startsWith(EVACUATE) && fields.length == 2) {
                    evacuated.computeIfAbsent(fields[1], none -> new TreeMap<>());
                } else if (line.startsWith(EVACUATE) && fields.length == 4) {
                    evacuated
                            .computeIfAbsent(fields[1], none -> new TreeMap<>())
                            .put(fields[2], Long.parseLong(fields[3]));
                }
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        GateState state = new GateState(policies, evacuated);
        return state.text().equals(text) ? Optional.of(state) : Optional.empty();
    }

    GateState evacuating(String region, Map<String, Long> epochs) {
        SortedMap<String, SortedMap<String, Long>> more = new TreeMap<>(evacuated);
        more.put(region, new TreeMap<>(epochs));
        return new GateState(policies, more);
    }

    GateState serving(String region) {
        SortedMap<String, SortedMap<String, Long>> fewer = new TreeMap<>(evacuated);
        fewer.remove(region);
        return new GateState(policies, fewer);
    }

    /** A policy that comes when a region is evacuated already has to follow as the others have. */
    GateState joinedBy(String policy, Opinion opinion) {
        GateState next = this;
        for (String region : evacuated.keySet()) {
            if (opinion.serving().contains(region) && !evacuated.get(region).containsKey(policy)) {
                Map<String, Long> epochs = new TreeMap<>(evacuated.get(region));
                epochs.put(policy, opinion.epoch());
                next = next.evacuating(region, epochs);
            }
        }
        return next;
    }

    GateState with(String policy) {
        SortedSet<String> more = new TreeSet<>(policies);
        more.add(policy);
        return new GateState(more, evacuated);
    }

    GateState without(String policy) {
        SortedSet<String> fewer = new TreeSet<>(policies);
        fewer.remove(policy);
        return new GateState(fewer, evacuated);
    }
}
