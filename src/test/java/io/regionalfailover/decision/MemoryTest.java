package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Memory.CheckVerdict;
import io.regionalfailover.decision.Memory.RegionVerdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final Instant THEN = Instant.parse("2026-11-23T04:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(600);
    private static final CheckKey FRONTEND = new CheckKey("east", "frontend");
    private static final CheckKey DATABASE = new CheckKey("east", "database");
    private static final CheckKey OTHER = new CheckKey("west", "frontend");
    private static final Memory MEMORY = new Memory(
            Map.of(
                    FRONTEND,
                    new CheckVerdict(Outcome.PASSING, THEN, true, true),
                    DATABASE,
                    new CheckVerdict(Outcome.FAILING, THEN, true, false),
                    OTHER,
                    new CheckVerdict(Outcome.PASSING, THEN, true, false)),
            Map.of(
                    "east",
                    new RegionVerdict(RegionHealth.HEALTHY, RegionHealth.HEALTHY, THEN, Optional.of(THEN)),
                    "west",
                    new RegionVerdict(RegionHealth.UNHEALTHY, RegionHealth.UNHEALTHY, THEN, Optional.empty()),
                    "south",
                    new RegionVerdict(RegionHealth.HEALTHY, RegionHealth.HEALTHY, THEN, Optional.of(THEN))),
            true,
            true,
            Optional.empty());

    @Test
    void whoWasLeftIsStableFromThenOnAndNobodyElse() {
        Memory later = MEMORY.stableFrom(NOW, Set.of("east", "west", "nowhere"));

        assertThat(later.regions()).containsOnlyKeys("east", "west", "south");
        assertThat(later.regions().get("east"))
                .isEqualTo(new RegionVerdict(RegionHealth.HEALTHY, RegionHealth.HEALTHY, NOW, Optional.of(NOW)));
        assertThat(later.regions().get("west"))
                .isEqualTo(new RegionVerdict(RegionHealth.UNHEALTHY, RegionHealth.UNHEALTHY, NOW, Optional.empty()));
        assertThat(later.regions().get("south")).isEqualTo(MEMORY.regions().get("south"));
        assertThat(later.verdicts()).isEqualTo(MEMORY.verdicts());
    }

    @Test
    void thatACheckPassedSaysNothingOfAnotherPlaceAndThatItFailedStaysInForce() {
        Memory changed = MEMORY.changed(Set.of(FRONTEND, DATABASE, new CheckKey("east", "new")));

        assertThat(changed.verdicts())
                .isEqualTo(Map.of(
                        FRONTEND,
                        new CheckVerdict(Outcome.PASSING, THEN, false, true),
                        DATABASE,
                        MEMORY.verdicts().get(DATABASE),
                        OTHER,
                        MEMORY.verdicts().get(OTHER)));
        assertThat(changed.regions()).isEqualTo(MEMORY.regions());
    }
}
