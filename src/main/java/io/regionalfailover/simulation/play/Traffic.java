package io.regionalfailover.simulation.play;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.simulation.engine.SimulatedZone;
import io.regionalfailover.simulation.timeline.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where requests go, second by second. Resolvers ask the zone's servers, all of them alike, and keep an answer for its TTL: of
 * those who ask, as many ask in each second.
 */
final class Traffic {
    private static final double NEARLY = 1e-9;

    private final SimulatedZone zone;
    private final World world;
    private final DnsName name;
    private final List<String> regions;
    private final double[] steady;
    private final double[][] answers;
    private final double[] kept;
    private final List<List<Lane.Point>> points = new ArrayList<>();
    private final List<Map<DnsName, List<RecordSet>>> seen = new ArrayList<>();
    private double[] now;
    private final int[] direction;
    private boolean published;
    private int second;
    private int departures;
    private double lost;
    private double lostUnmoved;
    private int brokenAt = -1;
    private int firstBroken = -1;
    private int shiftedAt = -1;
    private int mendedAt = -1;
    private int lastAway = -1;
    private boolean wellNow = true;

    /**
     * @param name whose answers are looked at
     * @param weights steady ones, in the order of the regions
     * @param ttlSeconds how long an answer is kept
     */
    Traffic(
            SimulatedZone zone,
            World world,
            DnsName name,
            List<String> regions,
            List<Integer> weights,
            long ttlSeconds) {
        this.zone = zone;
        this.world = world;
        this.name = name;
        this.regions = regions;
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        steady = weights.stream().mapToDouble(weight -> weight / (double) sum).toArray();
        answers = new double[(int) Math.max(1, ttlSeconds)][regions.size()];
        kept = new double[regions.size()];
        now = new double[regions.size()];
        direction = new int[regions.size()];
        regions.forEach(region -> points.add(new ArrayList<>()));
    }

    /** A second has passed. */
    void look() {
        second++;
        double[] before = now;
        boolean changed = served();
        if (changed && published) {
            moved(before);
        }
        published |= Arrays.stream(now).sum() > 0;
        if (!published) {
            return;
        }
        keep();
        count();
    }

    /** Takes what the servers answer; returns whether it is something else than before. */
    private boolean served() {
        List<Map<DnsName, List<RecordSet>>> states = new ArrayList<>();
        for (int server = 0; server < SimulatedZone.SERVERS.size(); server++) {
            states.add(zone.served(server));
        }
        boolean same = seen.size() == states.size();
        for (int i = 0; same && i < states.size(); i++) {
            same = seen.get(i) == states.get(i);
        }
        if (same) {
            return false;
        }
        seen.clear();
        seen.addAll(states);
        double[] shares = new double[regions.size()];
        for (Map<DnsName, List<RecordSet>> state : states) {
            double[] of = shares(state.getOrDefault(name, List.of()));
            for (int i = 0; i < of.length; i++) {
                shares[i] += of[i] / states.size();
            }
        }
        boolean changed = !Arrays.equals(shares, now);
        now = shares;
        return changed;
    }

    private double[] shares(List<RecordSet> sets) {
        double[] weights = new double[regions.size()];
        String type = sets.isEmpty() ? "" : sets.getFirst().type();
        for (RecordSet set : sets) {
            int region =
                    Mark.of(set).map(mark -> regions.indexOf(mark.region())).orElse(-1);
            if (region >= 0 && set.type().equals(type)) {
                weights[region] += set.weight().orElse(0);
            }
        }
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = sum == 0 ? 0 : weights[i] / sum;
        }
        return weights;
    }

    private void moved(double[] before) {
        boolean leaves = false;
        for (int i = 0; i < now.length; i++) {
            int way = (int) Math.signum(now[i] - before[i]);
            if (way != 0) {
                leaves |= way < 0 && direction[i] >= 0 && steady[i] > now[i];
                direction[i] = way;
            }
        }
        departures += leaves ? 1 : 0;
    }

    /** The oldest answers are asked for again. */
    private void keep() {
        double[] slot = answers[second % answers.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] += now[i] - slot[i];
            slot[i] = now[i];
            List<Lane.Point> points = this.points.get(i);
            if (points.isEmpty() || points.getLast().share() != now[i]) {
                points.add(new Lane.Point(Duration.ofSeconds(second), now[i]));
            }
        }
    }

    private void count() {
        boolean well = true;
        double all = Arrays.stream(kept).sum();
        boolean away = false;
        for (int i = 0; i < kept.length; i++) {
            away |= Math.abs(now[i] - steady[i]) > NEARLY;
            if (!world.isWell(regions.get(i))) {
                well = false;
                lost += all == 0 ? 0 : kept[i] / all;
                lostUnmoved += steady[i];
                firstBroken = firstBroken < 0 ? i : firstBroken;
            }
        }
        brokenAt = brokenAt < 0 && !well ? second : brokenAt;
        mendedAt = well && !wellNow ? second : well ? mendedAt : -1;
        wellNow = well;
        lastAway = away ? second : lastAway;
        if (firstBroken >= 0 && shiftedAt < 0 && now[firstBroken] < NEARLY && steady[firstBroken] > 0) {
            shiftedAt = second;
        }
    }

    /** When something first did not work, in seconds since the start; negative for never. */
    int brokenAt() {
        return brokenAt;
    }

    /** Which region was the first that did not work; empty when none was. */
    String firstBroken() {
        return firstBroken < 0 ? "" : regions.get(firstBroken);
    }

    int shiftedAt() {
        return shiftedAt;
    }

    /** When everything worked again for good; negative when it does not, or never did otherwise. */
    int mendedAt() {
        return mendedAt;
    }

    /** When the servers last answered with other than steady weights; negative for never. */
    int lastAway() {
        return lastAway;
    }

    /** Whether they do now. */
    boolean isAway() {
        return lastAway == second;
    }

    int departures() {
        return departures;
    }

    Duration lost() {
        return Duration.ofMillis(Math.round(lost * 1_000));
    }

    Duration lostUnmoved() {
        return Duration.ofMillis(Math.round(lostUnmoved * 1_000));
    }

    List<Lane.Point> points(int region) {
        return points.get(region);
    }
}
