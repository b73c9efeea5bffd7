package io.regionalfailover.decision;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** One step of traffic that leaves: shares, exact, then weights. */
final class Shift {
    private Shift() {}

    /**
     * The weights at a step of a shift.
     *
     * @param base the weights before the shift
     * @param going who leaves, and who takes each one's traffic
     * @param percent taken from each source's share before the shift, 1-100
     */
    static Weights weights(Situation situation, Weights base, Map<String, Receivers> going, int percent) {
        Shares before = Shares.of(base);
        Shares present = Shares.of(situation.published());
        Map<String, Fraction> kept = new LinkedHashMap<>();
        for (String source : going.keySet()) {
            kept.put(source, before.of(source).percent(100 - percent).min(present.of(source)));
        }
        Shares fromBase = moved(situation, before, kept, going);
        Shares next =
                fitsPresent(fromBase, present, situation, going) ? fromBase : moved(situation, present, kept, going);
        return Weighting.of(next, situation.policy().regions(), caps(situation, present));
    }

    /** What excluded regions, and those that only others' spec has, may have at most: what they have. */
    static Map<String, Fraction> caps(Situation situation, Shares present) {
        Map<String, Fraction> caps = new HashMap<>();
        for (String region : situation.excluded().keySet()) {
            caps.put(region, present.of(region));
        }
        for (RegionState region : situation.regions()) {
            if (region.removed()) {
                caps.put(region.name(), present.of(region.name()));
            }
        }
        return caps;
    }

    private static Shares moved(
            Situation situation, Shares start, Map<String, Fraction> kept, Map<String, Receivers> going) {
        Map<String, Fraction> next = new LinkedHashMap<>(start.byRegion());
        next.putAll(kept);
        going.forEach((source, receivers) -> {
            Fraction lost = start.of(source).less(kept.getOrDefault(source, Fraction.ZERO));
            give(
                    lost,
                    receivers.regions(),
                    region -> situation.region(region).steadyWeight(),
                    region -> situation.published().of(region),
                    next);
        });
        return new Shares(next);
    }

    /**
     * In proportion to steady weights; where all are 0, to present shares; where those are 0 too, to the first.
     *
     * @param next the shares so far, to which each receiver's part is added
     */
    static void give(
            Fraction lost,
            List<String> receivers,
            ToIntFunction<String> steadyWeight,
            ToIntFunction<String> presentWeight,
            Map<String, Fraction> next) {
        int steady = 0;
        int present = 0;
        for (String receiver : receivers) {
            steady += steadyWeight.applyAsInt(receiver);
            present += presentWeight.applyAsInt(receiver);
        }
        for (String receiver : receivers) {
            Fraction part = steady > 0
                    ? Fraction.of(steadyWeight.applyAsInt(receiver), steady)
                    : present > 0 ? Fraction.of(presentWeight.applyAsInt(receiver), present) : Fraction.ONE;
            next.merge(receiver, lost.times(part), Fraction::plus);
            if (steady == 0 && present == 0) {
                return;
            }
        }
    }

    /**
     * Whether counting from before the shift leaves everybody else in peace: nobody but a receiver gains, and nobody loses,
     * by more than the rounding of one weight. It does not when one that gained earlier in the shift may not receive any
     * more, or when the zone was changed by others; then the step counts from what is published.
     */
    private static boolean fitsPresent(Shares next, Shares present, Situation situation, Map<String, Receivers> going) {
        Set<String> receivers = new HashSet<>();
        going.values().forEach(each -> receivers.addAll(each.regions()));
        Fraction one = Fraction.of(1, situation.published().sum());
        Set<String> names = new HashSet<>(next.byRegion().keySet());
        names.addAll(present.byRegion().keySet());
        names.removeAll(going.keySet());
        for (String name : names) {
            boolean loses = present.of(name).less(next.of(name)).isAbove(one);
            Fraction gain = next.of(name).less(present.of(name));
            boolean gains = present.of(name).isZero() ? !gain.isZero() : gain.isAbove(one);
            if (loses || (gains && !receivers.contains(name))) {
                return false;
            }
        }
        return true;
    }
}
