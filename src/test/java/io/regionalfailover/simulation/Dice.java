package io.regionalfailover.simulation;

import io.regionalfailover.simulation.Fault.Hand;
import io.regionalfailover.simulation.Fault.Part;
import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Trouble;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Throws a scenario from a seed: an hour with 20 faults or more. */
final class Dice {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LEAST_FAULTS = 20;
    /** The last fault begins early enough to be one. */
    private static final Duration LAST = Duration.ofMinutes(58);

    private final SplittableRandom random;
    private final Shop shop;
    private final int policies;
    private final int instances;

    private Dice(long seed) {
        // Seeds that follow each other give streams that do not.
        random = new SplittableRandom(new SplittableRandom(seed).nextLong());
        shop = Shop.values()[random.nextInt(Shop.values().length)];
        int luck = random.nextInt(100);
        policies = luck < 85 ? 1 : luck < 97 ? 2 : 8;
        int company = random.nextInt(10);
        instances = company < 6 ? 1 : company < 9 || policies == 8 ? 2 : 3;
    }

    static Scenario scenario(long seed) {
        Dice dice = new Dice(seed);
        List<Timed> faults = new ArrayList<>();
        int count = LEAST_FAULTS + dice.random.nextInt(15);
        for (int i = 0; i < count; i++) {
            Duration at = Duration.ofMillis(dice.random.nextLong(LAST.toMillis()));
            faults.add(new Timed(at, dice.fault(HOUR.minus(at))));
        }
        if (dice.random.nextInt(8) == 0) {
            Duration at = Duration.ofMillis(dice.random.nextLong(LAST.toMillis()));
            faults.add(new Timed(at, new Fault.RegionDown(dice.region(), dice.parts(), Fault.FOR_GOOD)));
        }
        for (int policy = 0; policy < dice.policies; policy++) {
            // Whatever spec was refused or reached some clusters only: in the end all hold the same one.
            int variant = dice.variant(dice.random.nextInt(3) == 0 ? dice.random.nextInt(Shop.VARIANTS) : 0);
            faults.add(new Timed(
                    HOUR.minusSeconds(90), new Fault.SpecChange(policy, variant, List.of(Duration.ofSeconds(20)))));
        }
        return new Scenario(seed, dice.shop, dice.policies, dice.instances, HOUR, faults);
    }

    private Fault fault(Duration left) {
        return switch (random.nextInt(28)) {
            case 0, 1, 2, 3 -> new Fault.RegionDown(region(), parts(), lasts(left));
            case 4 ->
                new Fault.RegionFlaps(
                        region(),
                        random.nextBoolean() ? Part.FRONTEND : Part.DATABASE,
                        seconds(10, 120),
                        seconds(10, 90),
                        lasts(left));
            case 5 -> new Fault.SharedDown(lasts(left));
            case 6, 7 -> new Fault.CutFromRegion(instance(), region(), lasts(left));
            case 8 -> new Fault.CutFromAll(instance(), lasts(left));
            case 9 -> new Fault.Blind(instance(), lasts(left));
            case 10 -> new Fault.CutFromZone(instance(), Way.values()[random.nextInt(3)], lasts(left));
            case 11, 12 -> new Fault.Provider(Trouble.values()[random.nextInt(4)], lasts(left));
            case 13, 14, 15 -> new Fault.NextWrite(instance(), Fate.Blow.values()[random.nextInt(5)]);
            case 16, 17 -> new Fault.DelayedWrite(instance(), shorter(seconds(5, 600), left));
            case 18, 19 -> new Fault.Crash(instance(), shorter(seconds(1, 120), left), random.nextInt(5) == 0);
            case 20, 21 -> new Fault.Pause(instance(), shorter(seconds(5, 600), left));
            case 22 -> new Fault.ClockJump(instance(), Duration.ofSeconds(random.nextLong(-7_200, 7_200)));
            case 23 -> new Fault.ApiServerAway(instance(), lasts(left));
            case 24 -> byHand(left);
            case 25, 26 -> new Fault.CutFromPeer(instance(), instance(), Way.values()[random.nextInt(3)], lasts(left));
            default -> specChange(left);
        };
    }

    private Fault byHand(Duration left) {
        int policy = random.nextInt(policies);
        return random.nextInt(4) == 0
                ? new Fault.ForeignSet(policy, shorter(lasts(left), left))
                : new Fault.HandEdit(policy, Hand.values()[random.nextInt(Hand.values().length)]);
    }

    private Fault specChange(Duration left) {
        List<Duration> arrivals = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            arrivals.add(shorter(
                    seconds(0, 120), left.minusSeconds(100).isNegative() ? Duration.ZERO : left.minusSeconds(100)));
        }
        return new Fault.SpecChange(random.nextInt(policies), variant(random.nextInt(Shop.VARIANTS + 1)), arrivals);
    }

    /** Two policies that try one region at two addresses would be two pairs of eyes, and we count with one. */
    private int variant(int thrown) {
        return policies > 1 && thrown == Shop.OTHER_ADDRESS ? Shop.OTHER_WEIGHTS : thrown;
    }

    private int instance() {
        return random.nextInt(instances);
    }

    private String region() {
        return Shop.REGIONS.get(random.nextInt(shop == Shop.THREE ? 3 : 2));
    }

    private List<Part> parts() {
        return switch (random.nextInt(3)) {
            case 0 -> List.of(Part.FRONTEND);
            case 1 -> List.of(Part.DATABASE);
            default -> List.of(Part.FRONTEND, Part.DATABASE);
        };
    }

    /** Seconds as likely as minutes, ended with all faults. */
    private Duration lasts(Duration left) {
        double seconds = Math.exp(random.nextDouble(Math.log(3), Math.log(1_200)));
        return shorter(Duration.ofMillis((long) (seconds * 1_000)), left);
    }

    private Duration seconds(int least, int most) {
        return Duration.ofMillis(random.nextLong(least * 1_000L, most * 1_000L));
    }

    private static Duration shorter(Duration some, Duration other) {
        return some.compareTo(other) < 0 ? some : other;
    }
}
