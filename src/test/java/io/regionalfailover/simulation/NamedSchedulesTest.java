package io.regionalfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.Fault.Hand;
import io.regionalfailover.simulation.Fault.Part;
import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that have a story. Each ends with the right weights and nothing broken. */
class NamedSchedulesTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final List<Part> ALL = List.of(Part.FRONTEND, Part.DATABASE);

    /**
     * October 2025: a writer that checked once is delayed; meanwhile traffic went and came back, and another one cleaned up what
     * the old plan speaks of. Then the old plan arrives.
     */
    private static Scenario october() {
        return scenario(
                Shop.PAIR,
                2,
                at(60, new Fault.SpecChange(0, 4, List.of(Duration.ZERO))),
                at(299, new Fault.DelayedWrite(0, Duration.ofMinutes(15))),
                at(299, new Fault.DelayedWrite(1, Duration.ofMinutes(15))),
                at(300, new Fault.RegionDown("east", ALL, Duration.ofMinutes(4))),
                at(900, new Fault.SpecChange(0, 0, List.of(Duration.ZERO))));
    }

    @Test
    void october2025ADelayedWriterWithAnOldPlanAndTheCleanUpOfAnother() {
        Simulation.Outcome outcome = rightInTheEnd(october());

        assertThat(outcome.figures().get("late writes refused")).isPositive();
        assertThat(moves(outcome)).first().asString().contains("{east=100, west=0} to {east=0, west=100}");
    }

    @Test
    void withoutFencesTheOldPlanWouldWin() {
        Simulation.Outcome outcome = Simulation.withoutFences(october());

        assertThat(outcome.broken()).isPresent();
        assertThat(outcome.broken().get().invariant()).isEqualTo("I2");
    }

    @Test
    void pausedInMidShiftAndWokenAfterTwoLaterEpochs() {
        Simulation.Outcome outcome = rightInTheEnd(scenario(
                Shop.THREE,
                2,
                at(300, new Fault.RegionDown("west", ALL, Duration.ofMinutes(6))),
                at(327, new Fault.Pause(0, Duration.ofMinutes(12)))));

        assertThat(outcome.lines()).anyMatch(line -> line.contains("i1 changes"));
    }

    @Test
    void aChangeThatGotNoAnswerAndIsNoLongerWantedIsCalledBack() {
        List<Timed> faults = new ArrayList<>();
        faults.add(at(299, new Fault.DelayedWrite(0, Duration.ofMinutes(10))));
        for (int i = 0; i < 8; i++) {
            faults.add(at(300, new Fault.NextWrite(0, Fate.Blow.REQUEST_LOST)));
        }
        faults.add(at(301, new Fault.RegionDown("east", ALL, Duration.ofSeconds(40))));

        Simulation.Outcome outcome = rightInTheEnd(scenario(Shop.EVEN, 1, faults.toArray(Timed[]::new)));

        assertThat(moves(outcome)).isEmpty();
        assertThat(outcome.figures()).containsEntry("late writes refused", 1);
        assertThat(outcome.lines()).anyMatch(line -> line.contains("i0 wrote 2 of shop/shop0: DriftRepaired"));
    }

    /** Whoever of the two writes second: the first has no way to the zone, and votes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void alsoWhoWritesSecondCallsItsChangeBack(int writer) {
        List<Timed> faults = new ArrayList<>();
        faults.add(at(299, new Fault.DelayedWrite(writer, Duration.ofMinutes(4))));
        for (int i = 0; i < 8; i++) {
            faults.add(at(300, new Fault.NextWrite(writer, Fate.Blow.REQUEST_LOST)));
        }
        faults.add(at(250, new Fault.CutFromZone(1 - writer, Way.BOTH, Duration.ofMinutes(8))));
        faults.add(at(301, new Fault.RegionDown("east", ALL, Duration.ofSeconds(40))));

        Simulation.Outcome outcome = rightInTheEnd(scenario(Shop.EVEN, 2, faults.toArray(Timed[]::new)));

        assertThat(moves(outcome)).isEmpty();
        assertThat(outcome.figures()).containsEntry("late writes refused", 1);
        assertThat(outcome.lines())
                .anyMatch(line -> line.contains("i" + writer + " wrote 2 of shop/shop0: DriftRepaired"));
    }

    @Test
    void theReplyIsLostAfterTheChangeWasApplied() {
        Simulation.Outcome outcome = rightInTheEnd(scenario(
                Shop.PAIR,
                1,
                at(299, new Fault.NextWrite(0, Fate.Blow.REPLY_LOST)),
                at(300, new Fault.RegionDown("east", ALL, Duration.ofMinutes(6)))));

        assertThat(moves(outcome).stream().filter(line -> line.endsWith("to {east=0, west=100}")))
                .hasSize(1);
    }

    @Test
    void theZoneIsEmptiedByHand() {
        Simulation.Outcome outcome =
                rightInTheEnd(scenario(Shop.EVEN, 1, at(300, new Fault.HandEdit(0, Hand.EMPTIED))));

        assertThat(outcome.lines()).anyMatch(line -> line.contains("Published east=100,west=100"));
    }

    @Test
    void aRegionComesBackWithALongTailOfFlapping() {
        Simulation.Outcome outcome = rightInTheEnd(scenario(
                Shop.PAIR,
                1,
                at(120, new Fault.RegionDown("east", ALL, Duration.ofMinutes(8))),
                at(
                        600,
                        new Fault.RegionFlaps(
                                "east",
                                Part.DATABASE,
                                Duration.ofSeconds(100),
                                Duration.ofSeconds(50),
                                Duration.ofMinutes(18)))));

        long evacuations = moves(outcome).stream()
                .filter(line -> line.endsWith("to {east=0, west=100}"))
                .count();
        assertThat(evacuations).as("stableFor doubles at each relapse").isLessThanOrEqualTo(5);
    }

    private static Timed at(long seconds, Fault fault) {
        return new Timed(Duration.ofSeconds(seconds), fault);
    }

    private static Scenario scenario(Shop shop, int instances, Timed... faults) {
        return new Scenario(1, shop, 1, instances, HALF_AN_HOUR, List.of(faults));
    }

    private static Simulation.Outcome rightInTheEnd(Scenario scenario) {
        Simulation.Outcome outcome = Simulation.traced(scenario);
        assertThat(outcome.broken()).as(String.join("\n", outcome.lines())).isEmpty();
        return outcome;
    }

    /** The changes of planned weights. */
    private static List<String> moves(Simulation.Outcome outcome) {
        return outcome.lines().stream()
                .filter(line -> line.contains(" changes {"))
                .toList();
    }
}
