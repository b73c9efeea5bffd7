package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VelocityLedgerTest {
    private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
    private final VelocityLedger ledger = new VelocityLedger(1);

    @Test
    void countsOtherPoliciesOncePerRegionForTenMinutes() {
        ledger.join("a");
        ledger.join("b");
        ledger.moved("a", "east", START);
        ledger.moved("a", "east", START.plusSeconds(60));
        ledger.moved("b", "east", START);

        assertThat(ledger.seenBy("c", START.plusSeconds(600)).evacuating()).isEqualTo(Map.of("east", 2));
        assertThat(ledger.seenBy("a", START.plusSeconds(600)).evacuating()).isEqualTo(Map.of("east", 1));
        assertThat(ledger.seenBy("c", START.plusSeconds(601)).evacuating()).isEqualTo(Map.of("east", 1));
        assertThat(ledger.seenBy("c", START.plusSeconds(661)).evacuating()).isEmpty();
        assertThat(ledger.seenBy("c", START).policies()).isEqualTo(2);
    }

    @Test
    void aPolicyThatLeavesCountsNoMore() {
        ledger.join("a");
        ledger.moved("a", "east", START);
        ledger.leave("a");

        assertThat(ledger.seenBy("b", START).evacuating()).isEmpty();
        assertThat(ledger.seenBy("b", START).policies()).isZero();
    }

    @Test
    void theLargerOfItsOwnCountAndTheZonesHoldsAndAPolicysOwnMoveDoesNot() {
        ledger.moved("a", "east", START);
        ledger.moved("b", "east", START);
        ledger.moved("c", "west", START);
        Map<String, Integer> zone = Map.of("east", 7, "west", 1, "north", 3);

        assertThat(ledger.seenBy("a", START, zone).evacuating()).isEqualTo(Map.of("east", 6, "west", 1, "north", 3));
        assertThat(ledger.seenBy("c", START, zone).evacuating()).isEqualTo(Map.of("east", 7, "north", 3));
        assertThat(ledger.seenBy("z", START, Map.of("east", 1)).evacuating()).isEqualTo(Map.of("east", 2, "west", 1));
    }
}
