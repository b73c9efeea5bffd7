package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.nonce;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publication;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** While an order waits to take traffic off a region, answers are kept for a short time only. */
class TtlAheadTest {
    private final StrictZone zone = ZoneCases.zone();
    private final Publication publication = publication();

    @Test
    void anOrderThatWaitsForRoomShortensEveryTtlAndTheMoveGivesThemBack() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        assertThat(ttls()).containsExactly(30L);

        publish(zone, publication, ordered(2, new Stage.Settled(), weights("east", 100, "west", 0)));
        assertThat(ttls()).containsExactly(10L);
        assertThat(owned(zone, publication).drifted()).isFalse();

        publish(zone, publication, ordered(3, new Stage.Settled(), weights("east", 0, "west", 100)));
        assertThat(ttls()).containsExactly(30L);
        assertThat(owned(zone, publication).drifted()).isFalse();
    }

    @Test
    void itStaysShortWhileTrafficLeavesInSteps() {
        Weights before = new Weights(weights("east", 100, "west", 0));
        publish(zone, publication, plan(1, before.byRegion()));

        publish(
                zone,
                publication,
                ordered(2, new Stage.Evacuating(50, before, Set.of("east")), weights("east", 50, "west", 50)));

        assertThat(ttls()).containsExactly(10L);
    }

    @Test
    void anOrderThatEndsGivesThemBackToo() {
        publish(zone, publication, ordered(1, new Stage.Settled(), weights("east", 100, "west", 0)));

        publish(zone, publication, plan(2, weights("east", 100, "west", 0)));

        assertThat(ttls()).containsExactly(30L);
    }

    @Test
    void aShorterOneIsLeftAlone() {
        Publication.Entry usual = entry(NAME, "A", "east", "west");
        Publication brief = publication(
                OWNER, SPEC, List.of("east", "west"), new Publication.Entry(NAME, "A", 5, usual.valuesByRegion()));

        publish(zone, brief, ordered(1, new Stage.Settled(), weights("east", 100, "west", 0)));

        assertThat(ttls()).containsExactly(5L);
    }

    private static Plan ordered(long epoch, Stage stage, Map<String, Integer> weights) {
        OrderMark drain = new OrderMark("o1", "a1", Set.of("east"), false, Instant.ofEpochSecond(2_000_000_000));
        return new Plan(epoch, nonce(epoch), SPEC, new Weights(weights), stage, 0, List.of(drain));
    }

    private Set<Long> ttls() {
        return read(zone, publication).at(NAME).stream()
                .map(RecordSet::ttlSeconds)
                .collect(Collectors.toSet());
    }
}
