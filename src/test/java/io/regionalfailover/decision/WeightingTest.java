package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightingTest {
    @Test
    void steadySharesAreTheWeightsOfTheSpec() {
        assertThat(weighted(weights("a", 1, "b", 1), 1, 1)).isEqualTo(weights("a", 1, "b", 1));
        assertThat(weighted(weights("a", 1, "b", 1), 50, 50)).isEqualTo(weights("a", 1, "b", 1));
        assertThat(weighted(weights("a", 100, "b", 0), 7, 0)).isEqualTo(weights("a", 100, "b", 0));
    }

    @Test
    void theScaleIsTheSteadySumTimesTheLeastIntegerThatMakesAHundred() {
        assertThat(weighted(weights("a", 1, "b", 2), 0, 1)).isEqualTo(weights("a", 0, "b", 102));
        assertThat(weighted(weights("a", 100, "b", 0), 3, 1)).isEqualTo(weights("a", 75, "b", 25));
        assertThat(weighted(weights("a", 60, "b", 60), 0, 1)).isEqualTo(weights("a", 0, "b", 120));
    }

    @Test
    void itIsScaledDownWhenOneWeightWouldPass255() {
        assertThat(weighted(weights("a", 255, "b", 255), 0, 1)).isEqualTo(weights("a", 0, "b", 255));
        assertThat(weighted(weights("a", 255, "b", 255, "c", 255), 0, 2, 1))
                .isEqualTo(weights("a", 0, "b", 255, "c", 127));
    }

    @Test
    void theLargestRemaindersAreRoundedUp() {
        assertThat(weighted(weights("a", 100, "b", 0, "c", 0), 1, 1, 1)).isEqualTo(weights("a", 34, "b", 33, "c", 33));
        assertThat(weighted(weights("a", 100, "b", 0, "c", 0), 1, 2, 3)).isEqualTo(weights("a", 17, "b", 33, "c", 50));
    }

    @Test
    void aShareAboveZeroHasAWeightOfAtLeastOne() {
        assertThat(weighted(weights("a", 100, "b", 0), 9999, 1)).isEqualTo(weights("a", 99, "b", 1));
        assertThat(weighted(weights("a", 100, "b", 0), 1, 0)).containsEntry("b", 0);
    }

    @Test
    void whatLeastWeightsCostIsTakenFromTheLargest() {
        assertThat(weighted(weights("a", 100, "b", 0, "c", 0), 9998, 1, 1)).isEqualTo(weights("a", 98, "b", 1, "c", 1));
        assertThat(weighted(weights("a", 100, "b", 0, "c", 0), 1, 1, 9998)).isEqualTo(weights("a", 1, "b", 1, "c", 98));
        assertThat(weighted(weights("a", 100, "b", 0, "c", 0, "d", 0, "e", 0), 1, 1, 1, 4999, 4999))
                .as("of equals the first")
                .isEqualTo(weights("a", 1, "b", 1, "c", 1, "d", 48, "e", 49));
    }

    @Test
    void aRegionOutsideTheSpecIsNamedOnlyWhileItHasWeight() {
        Map<String, Integer> spec = weights("a", 50, "b", 50);
        assertThat(Weighting.of(shares(weights("a", 0, "b", 0, "x", 0), 1, 3, 0), regions(spec), Map.of())
                        .byRegion())
                .isEqualTo(weights("a", 25, "b", 75));
        assertThat(Weighting.of(shares(weights("a", 0, "b", 0, "x", 0), 1, 2, 1), regions(spec), Map.of())
                        .byRegion())
                .isEqualTo(weights("a", 25, "b", 50, "x", 25));
    }

    @Test
    void aCappedRegionNeverGrowsByRounding() {
        Shares shares = shares(weights("a", 2, "b", 1), 333, 667);
        Weights free = Weighting.of(shares, regions(weights("a", 100, "b", 0)), Map.of());
        Weights capped = Weighting.of(shares, regions(weights("a", 100, "b", 0)), Map.of("b", Fraction.of(667, 1000)));

        assertThat(free.byRegion()).isEqualTo(weights("a", 33, "b", 67));
        assertThat(Fraction.of(capped.of("b"), capped.sum()).isAbove(Fraction.of(667, 1000)))
                .isFalse();
    }

    @Test
    void whereEvenOneWouldBeMoreThanTheCapItIsNone() {
        Shares shares = shares(weights("a", 1, "b", 1), 999, 1);
        Weights capped = Weighting.of(shares, regions(weights("a", 100, "b", 0)), Map.of("b", Fraction.of(1, 1000)));

        assertThat(capped.of("b")).isZero();
        assertThat(capped.of("a")).isPositive();
    }

    @Test
    void anySharesStayCloseAndKeepTheirBounds() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            int count = 2 + random.nextInt(15);
            List<RegionRule> regions = new ArrayList<>();
            long[] parts = new long[count];
            long total = 0;
            for (int i = 0; i < count; i++) {
                regions.add(new RegionRule("r" + i, i == 0 ? 1 + random.nextInt(255) : random.nextInt(256), List.of()));
                parts[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(100_000);
                total += parts[i];
            }
            parts[0] += total == 0 ? 1 : 0;
            total += total == 0 ? 1 : 0;
            Map<String, Fraction> shares = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                shares.put("r" + i, Fraction.of(parts[i], total));
            }

            Weights result = Weighting.of(new Shares(shares), regions, Map.of());

            for (int i = 0; i < count; i++) {
                int weight = result.of("r" + i);
                double exact = (double) parts[i] / total * result.sum();
                assertThat(weight).as("seed " + seed).isBetween(0, 255);
                assertThat(weight > 0).as("seed " + seed).isEqualTo(parts[i] > 0);
                assertThat(Math.abs(weight - exact)).as("seed " + seed).isLessThan(count);
            }
            assertThat(result.sum()).as("seed " + seed).isGreaterThanOrEqualTo(100);
        }
    }

    private static Map<String, Integer> weighted(Map<String, Integer> steady, int... parts) {
        return Weighting.of(shares(steady, parts), regions(steady), Map.of()).byRegion();
    }

    private static Shares shares(Map<String, Integer> names, int... parts) {
        int total = 0;
        for (int part : parts) {
            total += part;
        }
        Map<String, Fraction> shares = new LinkedHashMap<>();
        int i = 0;
        for (String name : names.keySet()) {
            shares.put(name, Fraction.of(parts[i++], total));
        }
        return new Shares(shares);
    }

    private static List<RegionRule> regions(Map<String, Integer> steady) {
        List<RegionRule> regions = new ArrayList<>();
        steady.forEach((name, weight) -> regions.add(new RegionRule(name, weight, List.of())));
        return regions;
    }
}
