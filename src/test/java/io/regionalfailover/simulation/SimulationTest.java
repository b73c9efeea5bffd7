package io.regionalfailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules of an hour with 20 faults or more each, the same at every run: {@code make simulate-long} tries others. A failure prints what repeats it. */
class SimulationTest {
    private static final long SCHEDULES = Long.getLong("simulation.schedules", 2_000);
    private static final int MOST_FINDINGS = 3;

    @Test
    void nothingIsBrokenWhateverGoesWrong() throws Exception {
        long seed = Long.getLong("simulation.seed", 1);
        System.out.println("Simulation: " + SCHEDULES + " schedules from seed " + seed
                + "; again with -Dsimulation.seed=" + seed + " -Dsimulation.schedules=" + SCHEDULES);
        Campaign campaign = new Campaign(seed, SCHEDULES, MOST_FINDINGS, Report::print);

        List<Campaign.Finding> findings = campaign.run();

        System.out.println("Simulation: " + campaign.done() + " schedules, " + campaign.figures());
        assertThat(findings)
                .as("the lines above tell each seed and its shortest schedule")
                .isEmpty();
        assertThat(campaign.done()).isEqualTo(SCHEDULES);
    }

    @Test
    void aSeedHasAnHourAndAtLeastTwentyFaults() {
        for (long seed = 0; seed < 200; seed++) {
            Scenario scenario = Dice.scenario(seed);
            assertThat(scenario.faultsEnd()).hasHours(1);
            assertThat(scenario.faults()).hasSizeGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void theSameSeedTakesTheSameCourse() {
        for (long seed = 1; seed <= 3; seed++) {
            Scenario scenario = Dice.scenario(seed);
            Simulation.Outcome first = Simulation.traced(scenario);
            Simulation.Outcome again = Simulation.traced(scenario);

            assertThat(again.lines()).isEqualTo(first.lines());
            assertThat(again.hash()).isEqualTo(first.hash());
        }
    }
}
