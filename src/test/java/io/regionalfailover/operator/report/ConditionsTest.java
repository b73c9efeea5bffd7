package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.decision.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant FIRST = Instant.parse("2026-11-23T04:00:00Z");
    private static final Instant LATER = FIRST.plusSeconds(60);

    @Test
    void aTransitionTimeIsKeptUnlessTheStatusChanges() {
        List<Condition> first = new Conditions(List.of(), 1, FIRST)
                .state("Ready", true, Reason.ALL_REGIONS_HEALTHY, "well")
                .state("Held", false, Reason.ALL_REGIONS_HEALTHY, "")
                .list();

        List<Condition> second = new Conditions(first, 2, LATER)
                .state("Ready", true, Reason.REGION_UNHEALTHY, "handled")
                .state("Held", true, Reason.COOLING_DOWN, "waits")
                .list();

        assertThat(second)
                .containsExactly(
                        new Condition("Ready", "True", 2L, FIRST, "RegionUnhealthy", "handled"),
                        new Condition("Held", "True", 2L, LATER, "CoolingDown", "waits"));
    }

    @Test
    void messagesAreBoundedAndSomeConditionsArePresentOnlyWhileTheyHold() {
        List<Condition> made = new Conditions(List.of(), 1, FIRST)
                .onlyWhile("Stalled", false, Reason.INVALID_SPEC, "gone")
                .onlyWhile("Suspended", true, Reason.SUSPENDED, "x".repeat(1_000))
                .list();

        assertThat(made).singleElement().satisfies(condition -> {
            assertThat(condition.type()).isEqualTo("Suspended");
            assertThat(condition.message()).hasSize(256).endsWith("…");
        });
    }
}
