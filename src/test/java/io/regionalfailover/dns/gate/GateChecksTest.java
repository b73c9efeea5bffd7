package io.regionalfailover.dns.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.gate.GateChecks.AnyOf;
import io.regionalfailover.dns.gate.ServingRule.Candidate;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state of every instance, and every answer that may be lost on its way, against what Route 53 makes of it. */
class GateChecksTest {
    private static final List<String> NAMES = List.of("east", "west", "north", "south");

    /** What an instance is up to: dead, starting, content, or about to evacuate one region. */
    private record Instance(boolean alive, boolean judged, Optional<String> evacuates) {
        static List<Instance> all(List<String> regions) {
            List<Instance> all = new ArrayList<>(List.of(
                    new Instance(false, false, Optional.empty()),
                    new Instance(true, false, Optional.empty()),
                    new Instance(true, true, Optional.empty())));
            regions.forEach(region -> all.add(new Instance(true, true, Optional.of(region))));
            return all;
        }

        Optional<GateWord> says(String own, String region) {
            if (!alive) {
                return Optional.empty();
            }
            if (evacuates.filter(region::equals).isPresent()) {
                return Optional.of(GateWord.EVACUATE);
            }
            return Optional.of(judged && own.equals(region) ? GateWord.KEEP : GateWord.UNDECIDED);
        }
    }

    /** Everything at one moment. */
    private record World(Map<String, Instance> instances, List<Watch> lost) {
        Instance instance(String region) {
            return Objects.requireNonNull(instances.get(region));
        }

        boolean finds(Watch watch) {
            return !lost.contains(watch)
                    && instance(watch.observer())
                            .says(watch.observer(), watch.region())
                            .filter(watch.word()::equals)
                            .isPresent();
        }

        boolean sees(Watch watch) {
            return watch.isHealthy(finds(watch));
        }

        boolean allOthersSayEvacuate(AnyOf check) {
            return check.others().stream()
                    .allMatch(watch -> instance(watch.observer())
                            .evacuates()
                            .filter(check.region()::equals)
                            .isPresent());
        }

        boolean answersOfOthersArrive(AnyOf check) {
            return check.others().stream().noneMatch(lost::contains);
        }

        boolean ownSaysKeep(AnyOf check) {
            return instance(check.region())
                    .says(check.region(), check.region())
                    .filter(GateWord.KEEP::equals)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void takesARegionOutWithBothKeysAndWithNoOtherState(int gates) {
        assertThat(faults(gates, (world, check) -> check.children().stream().anyMatch(world::sees)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theOwnKeyIsNeeded(int gates) {
        assertThat(faults(gates, (world, check) -> check.others().stream().anyMatch(world::sees)))
                .as("without the region's own key")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theOthersKeyIsNeeded(int gates) {
        assertThat(faults(gates, (world, check) -> world.sees(check.own())))
                .as("without the others' key")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void silenceCannotStandForEvacuate(int gates) {
        BiPredicate<World, AnyOf> plain = (world, check) -> check.others().stream()
                        .anyMatch(watch -> !world.lost().contains(watch)
                                && world.instance(watch.observer()).alive()
                                && !world.finds(watch))
                || world.sees(check.own());
        assertThat(faults(gates, plain)).as("an error instead of a word").isNotEmpty();
    }

    /** Where the check of a region is not what the states of the instances call for. */
    private static List<String> faults(int gates, BiPredicate<World, AnyOf> isHealthy) {
        List<String> regions = NAMES.subList(0, gates);
        GateChecks checks = checks(regions);
        List<String> faults = new ArrayList<>();
        for (World world : worlds(regions, checks)) {
            for (AnyOf check : checks.regions().values()) {
                boolean out = !isHealthy.test(world, check);
                boolean ordered = world.allOthersSayEvacuate(check);
                boolean mayBeOut =
                        ordered && (!world.ownSaysKeep(check) || world.lost().contains(check.own()));
                boolean mustBeOut = ordered && world.answersOfOthersArrive(check) && !world.ownSaysKeep(check);
                if (out && !mayBeOut || !out && mustBeOut) {
                    faults.add(check.region() + (out ? " is out: " : " is in: ") + world);
                }
            }
        }
        return faults;
    }

    private static GateChecks checks(List<String> regions) {
        Map<String, URI> urls = new LinkedHashMap<>();
        regions.forEach(region -> urls.put(region, URI.create("https://gate." + region + ".example.com/")));
        return GateChecks.of("Z1", urls, 10);
    }

    /** Every state of every instance with every set of lost answers; of four instances only whole ones are cut off. */
    private static List<World> worlds(List<String> regions, GateChecks checks) {
        List<Map<String, Instance>> instances = new ArrayList<>(List.of(Map.of()));
        for (String region : regions) {
            List<Map<String, Instance>> more = new ArrayList<>();
            for (Map<String, Instance> before : instances) {
                for (Instance instance : Instance.all(regions)) {
                    Map<String, Instance> next = new LinkedHashMap<>(before);
                    next.put(region, instance);
                    more.add(next);
                }
            }
            instances = more;
        }
        List<List<Watch>> lost = regions.size() <= 3 ? subsets(checks.watches()) : List.of(List.of(), checks.watches());
        List<World> worlds = new ArrayList<>();
        for (Map<String, Instance> state : instances) {
            lost.forEach(missing -> worlds.add(new World(state, missing)));
        }
        return worlds;
    }

    private static List<List<Watch>> subsets(List<Watch> watches) {
        List<List<Watch>> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << watches.size(); bits++) {
            List<Watch> subset = new ArrayList<>();
            for (int i = 0; i < watches.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    subset.add(watches.get(i));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    @Test
    void anInstanceSaysEvacuateOfNobodyElseThanItsPageIsAbout() {
        GateChecks checks = checks(List.of("east", "west"));
        assertThat(checks.watches())
                .extracting(
                        watch -> watch.observer() + " " + watch.page() + " " + watch.word() + " " + watch.inverted())
                .containsExactlyInAnyOrder(
                        "west https://gate.west.example.com/gate/Z1/east EVACUATE true",
                        "east https://gate.east.example.com/gate/Z1/east KEEP false",
                        "east https://gate.east.example.com/gate/Z1/west EVACUATE true",
                        "west https://gate.west.example.com/gate/Z1/west KEEP false");
    }

    @Test
    void noWordIsPartOfAnother() {
        for (GateWord word : GateWord.values()) {
            for (GateWord other : GateWord.values()) {
                assertThat(word.text().contains(other.text())).isEqualTo(word == other);
            }
        }
    }

    /** All weights of three regions, and all states of their checks. */
    @Test
    void whoIsHealthyAndHasWeightServesAndSomebodyAlwaysDoes() {
        for (int weights = 0; weights < 8; weights++) {
            for (int health = 0; health < 8; health++) {
                List<Candidate> sets = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    sets.add(new Candidate(NAMES.get(i), (weights >> i & 1) * 100, (health >> i & 1) == 1));
                }
                List<Candidate> serving = ServingRule.serving(sets);
                assertThat(serving).isNotEmpty();
                List<Candidate> well = sets.stream()
                        .filter(set -> set.healthy() && set.weight() > 0)
                        .toList();
                if (!well.isEmpty()) {
                    assertThat(serving).isEqualTo(well);
                } else if (health != 0) {
                    assertThat(serving).allMatch(Candidate::healthy);
                } else if (weights != 0) {
                    assertThat(serving).allMatch(set -> set.weight() > 0);
                }
            }
        }
    }
}
