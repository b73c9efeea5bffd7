package io.regionalfailover.dns.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What one instance says of the regions of one zone. It speaks of regions, never of one policy:
 *
 * <ul>
 *   <li>A region is evacuated when every policy with weight there takes it all away at this moment, and there is one. A policy
 *       that is suspended, held or not judged does not, and so keeps the gate from moving it.
 *   <li>One region at a time. Two at once are more likely one cause, and then the record sets' weights are the better place.
 *   <li>Once said it is said until the published weights of every policy have followed and are in force, and the region is
 *       fit or has weight again. Health that returns earlier, or a restart, ends nothing: the record sets would still give the
 *       region everything at once.
 *   <li>But where a region is fit again for everybody, and for some policy the only one that is, it is let in at once: better all of
 *       it in one step than nobody.
 * </ul>
 */
public final class GateBook {
    /** A policy of an earlier process that does not show up for so long is gone. */
    static final Duration MISSED_FOR = Duration.ofMinutes(10);

    private final Optional<String> own;
    private final Consumer<GateState> changed;
    private final Map<String, Opinion> opinions = new HashMap<>();
    private final Set<String> missing;
    private final Instant startedAt;
    private GateState state;

    /**
     * A book that goes on where an earlier process ended.
     *
     * @param own the region in which this instance stands
     * @param remembered what an earlier process left
     * @param changed is handed what the next one has to know
     */
    public GateBook(Optional<String> own, GateState remembered, Instant now, Consumer<GateState> changed) {
        this.own = own;
        this.changed = changed;
        this.state = remembered;
        this.missing = new HashSet<>(remembered.policies());
        this.startedAt = now;
    }

    /** A policy stands so now. */
    public synchronized void hear(String policy, Opinion opinion, Instant now) {
        opinions.put(policy, opinion);
        missing.remove(policy);
        GateState next = state.with(policy).joinedBy(policy, opinion);
        if (!now.isBefore(startedAt.plus(MISSED_FOR))) {
            for (String gone : Set.copyOf(missing)) {
                next = next.without(gone);
            }
            missing.clear();
        }
        settle(next);
    }

    /** A policy no longer hangs on the gate. */
    public synchronized void forget(String policy) {
        opinions.remove(policy);
        missing.remove(policy);
        settle(state.without(policy));
    }

    /** What is said of a region. */
    public synchronized GateWord word(String region) {
        if (state.evacuated().containsKey(region)) {
            return GateWord.EVACUATE;
        }
        return own.filter(region::equals).isPresent() && hasJudged() ? GateWord.KEEP : GateWord.UNDECIDED;
    }

    /** The regions that are evacuated. */
    public synchronized Set<String> evacuated() {
        return new TreeSet<>(state.evacuated().keySet());
    }

    /**
     * Regions that the gate took away from a policy and to which its published weights still send everything, though health no
     * longer wants them out: the weights have to follow before the regions may come back.
     */
    public synchronized Set<String> owed(String policy) {
        Set<String> owed = new HashSet<>();
        Opinion opinion = opinions.get(policy);
        state.evacuated().forEach((region, epochs) -> {
            if (opinion != null
                    && opinion.serving().contains(region)
                    && !opinion.unfit().contains(region)
                    && !opinion.hasNobodyBut(region)
                    && epochs.getOrDefault(policy, -1L) == opinion.epoch()) {
                owed.add(region);
            }
        });
        return owed;
    }

    /** How many policies have to be judged before anything is said of any region. */
    public synchronized int waitsFor() {
        return missing.size()
                + (int) opinions.values().stream()
                        .filter(opinion -> !opinion.judged())
                        .count();
    }

    private boolean hasJudged() {
        return missing.isEmpty()
                && !opinions.isEmpty()
                && opinions.values().stream().allMatch(Opinion::judged);
    }

    private void settle(GateState now) {
        GateState next = now;
        if (hasJudged()) {
            for (String region : now.evacuated().keySet()) {
                if (haveFollowed(region, now.evacuated().get(region)) || isNeeded(region)) {
                    next = next.serving(region);
                }
            }
            List<String> wanted = wanted();
            if (next.evacuated().isEmpty() && wanted.size() == 1) {
                next = next.evacuating(wanted.getFirst(), epochs(wanted.getFirst()));
            }
        }
        if (!next.equals(state)) {
            state = next;
            changed.accept(next);
        }
    }

    private boolean haveFollowed(String region, Map<String, Long> epochs) {
        return opinions.entrySet().stream().allMatch(entry -> {
            Opinion opinion = entry.getValue();
            boolean newer = opinion.epoch() > epochs.getOrDefault(entry.getKey(), -1L);
            return opinion.inForce()
                    && !opinion.unfit().contains(region)
                    && !opinion.out().contains(region)
                    && (newer || !opinion.serving().contains(region));
        });
    }

    private boolean isNeeded(String region) {
        return opinions.values().stream().anyMatch(opinion -> opinion.hasNobodyBut(region))
                && opinions.values().stream()
                        .noneMatch(opinion -> opinion.unfit().contains(region)
                                || opinion.out().contains(region));
    }

    /** The regions that every policy with weight there wants out. */
    private List<String> wanted() {
        Set<String> serving = new TreeSet<>();
        opinions.values().forEach(opinion -> serving.addAll(opinion.serving()));
        List<String> wanted = new ArrayList<>();
        for (String region : serving) {
            if (opinions.values().stream()
                    .filter(opinion -> opinion.serving().contains(region))
                    .allMatch(opinion -> opinion.out().contains(region))) {
                wanted.add(region);
            }
        }
        return wanted;
    }

    private Map<String, Long> epochs(String region) {
        Map<String, Long> epochs = new HashMap<>();
        opinions.forEach((policy, opinion) -> {
            if (opinion.serving().contains(region)) {
                epochs.put(policy, opinion.epoch());
            }
        });
        return epochs;
    }
}
