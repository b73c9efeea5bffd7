package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Facts.BlockedWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories, decided on and carried out step by step: checks fail and recover, people order, specs change, processes
 * restart. The rules hold all along, and when the faults stop, traffic goes back to where the spec wants it.
 */
class HistoryTest {
    private static final int HISTORIES = Integer.getInteger("histories", 60);
    private static final int TICKS = 100;
    /** Ticks of 30 s without a proposal: longer than the longest time that a region may have to be healthy. */
    private static final int QUIET = 130;

    @Test
    void theRulesHoldAllAlongAndTheEndIsSteady() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(seed);
            try {
                history.play();
                history.mend();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " at " + history.scene.now + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void lossOfSignalMovesNothing() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(seed);
            history.play();
            Scene scene = history.scene;
            scene.orders.clear();
            history.settle();
            Weights before = scene.plan().weights();
            history.blind();
            for (int i = 0; i < 30; i++) {
                history.tick(false);
            }
            Weights after = scene.plan().weights();
            assertThat(gained(before, after)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void aRestartChangesNoWeightByItself() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(seed);
            history.play();
            Scene scene = history.scene;
            scene.orders.clear();
            history.settle();
            Weights before = scene.plan().weights();
            scene.restart();
            for (int i = 0; i < 30 && scene.decide().coldStart(); i++) {
                assertThat(history.tick(false).proposal()).as("seed " + seed).isEmpty();
            }
            assertThat(scene.plan().weights()).as("seed " + seed).isEqualTo(before);
        }
    }

    private static List<String> gained(Weights before, Weights after) {
        return before.equals(after) ? List.of() : List.of(before + " -> " + after);
    }

    /** One policy's history, from one seed. */
    private static final class History {
        final Random random;
        final Scene scene;
        final Map<CheckKey, Outcome> truth = new HashMap<>();

        History(long seed) {
            random = new Random(seed);
            PolicyRules drawn = new RandomFacts(seed).policy();
            scene = new Scene(new PolicyRules(
                    drawn.namespace(),
                    drawn.name(),
                    drawn.specHash(),
                    false,
                    Mode.AUTOMATIC,
                    drawn.regions(),
                    drawn.failover(),
                    new FailbackRule(
                            false,
                            drawn.failback().stableFor(),
                            drawn.failback().steps(),
                            drawn.failback().stepInterval())));
        }

        void play() {
            for (int i = 0; i < TICKS; i++) {
                happen();
                tick(false);
            }
        }

        /** Probes once, decides, checks the rules and carries out what is proposed. */
        Decision tick(boolean quiet) {
            scene.advanceSeconds(quiet ? 30 : 5);
            for (RegionRule region : scene.policy.regions()) {
                for (CheckRule check : region.checks()) {
                    CheckKey key = new CheckKey(region.name(), check.name());
                    scene.see(region.name(), check.name(), truth.getOrDefault(key, Outcome.PASSING));
                }
            }
            Facts facts = scene.facts();
            Decision decision = scene.decide();
            Rules.check(facts, decision);
            if (decision.proposal().isPresent()) {
                scene.apply(decision.proposal().get(), quiet || random.nextInt(4) > 0);
                comesToRest();
            } else if (scene.published instanceof Published.Present present && random.nextInt(2) == 0) {
                scene.published =
                        new Published.Present(present.plan(), false, "", present.reason(), present.writtenAt(), true);
            }
            return decision;
        }

        /** What is published may release what waited for it, and then the instant has no more to say. */
        private void comesToRest() {
            for (int i = 0; i < RandomFacts.NAMES.size(); i++) {
                Decision next = scene.decide();
                if (next.proposal().isEmpty()) {
                    return;
                }
                scene.apply(next.proposal().get(), true);
            }
            assertThat(scene.decide().proposal()).as("it comes to rest").isEmpty();
        }

        private void happen() {
            List<RegionRule> regions = scene.policy.regions();
            RegionRule region = regions.get(random.nextInt(regions.size()));
            switch (random.nextInt(24)) {
                case 0, 1, 2, 3 ->
                    region.checks()
                            .forEach(check ->
                                    set(region, check, random.nextInt(3) > 0 ? Outcome.PASSING : Outcome.FAILING));
                case 4 -> region.checks().forEach(check -> set(region, check, Outcome.UNKNOWN));
                case 5, 6, 7 -> truth.clear();
                case 8 ->
                    regions.forEach(each -> each.checks()
                            .forEach(check -> set(each, check, shared(check) ? Outcome.FAILING : Outcome.PASSING)));
                case 9 -> scene.order(Order.Kind.values()[random.nextInt(3)], region.name(), random.nextInt(4) == 0);
                case 10, 11 -> scene.orders.clear();
                case 12 -> scene.restart();
                case 13 -> scene.isolated = !scene.isolated;
                case 14 ->
                    scene.blocked = scene.blocked.isPresent()
                            ? Optional.empty()
                            : Optional.of(new BlockedWindow("business hours", scene.now.plusSeconds(600)));
                case 15 -> changeSpec();
                case 16 -> drift();
                default -> {}
            }
        }

        private static boolean shared(CheckRule check) {
            return check.shared();
        }

        private void set(RegionRule region, CheckRule check, Outcome outcome) {
            truth.put(new CheckKey(region.name(), check.name()), outcome);
        }

        private void changeSpec() {
            List<RegionRule> regions = new ArrayList<>(scene.policy.regions());
            if (random.nextBoolean() && regions.size() > 2) {
                regions.remove(random.nextInt(regions.size()));
            } else if (regions.size() < 5) {
                String name = RandomFacts.NAMES.get(random.nextInt(RandomFacts.NAMES.size()));
                regions.removeIf(region -> region.name().equals(name));
                regions.add(new RegionRule(
                        name,
                        random.nextInt(256),
                        scene.policy.regions().getFirst().checks()));
            }
            if (regions.size() >= 2 && regions.stream().anyMatch(region -> region.weight() > 0)) {
                scene.spec("spec-" + random.nextInt(), regions);
            }
        }

        private void drift() {
            if (scene.published instanceof Published.Present present) {
                scene.published = new Published.Present(
                        present.plan(), true, "a hand changed it", present.reason(), present.writtenAt(), true);
            }
        }

        /** Faults and orders stay as they are; everything under way is carried out. */
        void settle() {
            scene.isolated = false;
            scene.blocked = Optional.empty();
            int quiet = 0;
            for (int i = 0; i < 3000 && quiet < QUIET; i++) {
                quiet = tick(true).proposal().isPresent() ? 0 : quiet + 1;
            }
            assertThat(quiet).as("it comes to rest").isEqualTo(QUIET);
        }

        void blind() {
            scene.policy
                    .regions()
                    .forEach(region -> region.checks().forEach(check -> set(region, check, Outcome.UNKNOWN)));
        }

        /** All faults stop. */
        void mend() {
            truth.clear();
            scene.orders.clear();
            settle();
            Decision decision = scene.decide();
            assertThat(decision.phase()).as(decision.toString()).isEqualTo(Phase.STEADY);
            assertThat(decision.reason()).isEqualTo(Reason.ALL_REGIONS_HEALTHY);
            assertThat(scene.plan().weights().sameShares(Weighting.steady(scene.policy.regions())))
                    .as(scene.weights() + " stand for the steady shares of " + scene.policy.regions())
                    .isTrue();
        }
    }
}
