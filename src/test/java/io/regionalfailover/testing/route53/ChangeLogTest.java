package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final RecordSet EAST = RecordSet.weighted("www.example.com", "A", "east", 100, 30, "192.0.2.1");

    private final ChangeLog log =
            new ChangeLog(ZoneRecords.initial("example.com.", "Z1", List.of("ns-1.stand-in.test.")), START);
    private final ChangeLog.View view = log.newView();

    @Test
    void bringsAChangeInForceAfterItsDelay() {
        log.append("C1", put(EAST), START, DELAY);

        assertThat(log.isInSync("C1", START.plusSeconds(9))).contains(false);
        assertThat(view.at(START.plusSeconds(9), Duration.ZERO).get(EAST.key())).isEmpty();
        assertThat(log.isInSync("C1", START.plusSeconds(10))).contains(true);
        assertThat(view.at(START.plusSeconds(10), Duration.ZERO).get(EAST.key()))
                .contains(EAST);
        assertThat(log.isInSync("C2", START)).isEmpty();
    }

    @Test
    void keepsTheOrderOfOverlappingChanges() {
        log.append("C1", put(EAST), START, DELAY);
        log.append("C2", put(EAST.withWeight(0)), START.plusSeconds(1), Duration.ZERO);

        assertThat(log.isInSync("C2", START.plusSeconds(9))).contains(false);
        assertThat(log.isInSync("C2", START.plusSeconds(10))).contains(true);
    }

    @Test
    void letsAViewLag() {
        log.append("C1", put(EAST), START, DELAY);
        Duration lag = Duration.ofSeconds(5);

        assertThat(view.at(START.plusSeconds(14), lag).get(EAST.key())).isEmpty();
        assertThat(view.at(START.plusSeconds(15), lag).get(EAST.key())).contains(EAST);
        // What was seen stays seen, even when the lag grows.
        assertThat(view.at(START.plusSeconds(16), Duration.ofHours(1)).get(EAST.key()))
                .contains(EAST);
    }

    @Test
    void holdsChangesUntilReleased() {
        log.hold();
        log.append("C1", put(EAST), START, DELAY);
        assertThat(log.isInSync("C1", START.plusSeconds(1_000))).contains(false);

        log.release(START.plusSeconds(2_000));
        assertThat(log.isInSync("C1", START.plusSeconds(2_000))).contains(true);
    }

    @Test
    void remembersWhatStoodInForce() {
        log.append("C1", put(EAST), START, DELAY);
        log.append("C2", put(EAST.withTtl(60)), START, DELAY);
        log.append("C3", put(EAST.withWeight(7)), START, DELAY.multipliedBy(2));
        log.append("C4", Map.of(EAST.key(), Optional.empty()), START, DELAY.multipliedBy(3));

        List<WeightsInForce> history = log.history("www.example.com.", "A", START.plusSeconds(30));

        assertThat(history).extracting(WeightsInForce::changeId).containsExactly("initial", "C1", "C3", "C4");
        assertThat(history).extracting(WeightsInForce::sum).containsExactly(0L, 100L, 7L, 0L);
        assertThat(history.get(2).since()).isEqualTo(START.plusSeconds(20));
        assertThat(log.history("www.example.com.", "A", START.plusSeconds(19))).hasSize(2);
    }

    private static Map<RecordSetKey, Optional<RecordSet>> put(RecordSet set) {
        return Map.of(set.key(), Optional.of(set));
    }
}
