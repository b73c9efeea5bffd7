package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.nonce;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publication;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan by regions becomes a fence by positions and the same plan again, whichever regions are known by then. */
class PositionsTest {
    private final StrictZone zone = ZoneCases.zone();
    private final Publication three = publication(OWNER, SPEC, List.of("a", "b", "c"), entry(NAME, "A", "a", "b", "c"));

    private static Plan staged(long epoch, String spec, Map<String, Integer> weights, Stage stage) {
        return new Plan(epoch, nonce(epoch), spec, new Weights(weights), stage, 2, List.of());
    }

    @Test
    void everyStageIsReadBack() {
        Weights base = new Weights(weights("a", 50, "b", 20, "c", 30));
        long epoch = 1;
        for (Stage stage : List.of(
                new Stage.Settled(),
                new Stage.Returning(25),
                new Stage.Evacuating(40, base, Set.of("a", "c")),
                new Stage.Evacuating(60, base, Set.of("b")))) {
            Plan written = staged(epoch++, SPEC, weights("a", 30, "b", 40, "c", 0), stage);
            publish(zone, three, written);
            assertThat(owned(zone, three).plan()).isEqualTo(written);
            assertThat(owned(zone, three).drift()).isEmpty();
        }
    }

    @Test
    void aRegionThatLeftTheSpecKeepsAPositionWhileAShiftSpeaksOfIt() {
        publish(zone, three, plan(1, weights("a", 50, "b", 20, "c", 30)));
        Publication two = publication(OWNER, NEXT_SPEC, List.of("b", "a"), entry(NAME, "A", "b", "a"));
        Weights base = new Weights(weights("b", 20, "a", 50, "c", 30));
        Plan draining =
                staged(2, NEXT_SPEC, weights("b", 40, "a", 60, "c", 0), new Stage.Evacuating(50, base, Set.of("c")));
        assertThat(Layout.regions(two, draining)).containsExactly("b", "a", "c");
        publish(zone, two, draining);
        assertThat(owned(zone, two).plan().stage()).isEqualTo(draining.stage());
        assertThat(owned(zone, two).plan().weights().byRegion()).isEqualTo(weights("b", 40, "a", 60));

        Plan gone = staged(3, NEXT_SPEC, weights("b", 40, "a", 60, "c", 0), new Stage.Settled());
        assertThat(Layout.regions(two, gone)).containsExactly("b", "a");
        Weights without = new Weights(weights("b", 20, "a", 50, "c", 0));
        Plan never = staged(3, NEXT_SPEC, weights("b", 1), new Stage.Evacuating(50, without, Set.of("a")));
        assertThat(Layout.regions(two, never)).containsExactly("b", "a");
    }

    @Test
    void aFenceShorterThanItsOwnSpecIsNotBelievedByPosition() {
        Publication shorter = publication(OWNER, SPEC, List.of("b", "c"), entry(NAME, "A", "b", "c"));
        publish(zone, shorter, plan(1, weights("b", 20, "c", 80)));
        assertThat(owned(zone, three).plan().weights().byRegion())
                .as("the marks say which regions they are")
                .isEqualTo(weights("a", 0, "b", 20, "c", 80));
    }

    @Test
    void positionsBeyondTheSpecAreWhatTheirMarksSay() {
        Publication more = publication(OWNER, SPEC, List.of("a", "b", "c", "d"), entry(NAME, "A", "a", "b", "c", "d"));
        publish(zone, more, plan(1, weights("a", 1, "b", 2, "c", 3, "d", 4)));
        assertThat(owned(zone, three).plan().weights().byRegion()).isEqualTo(weights("a", 1, "b", 2, "c", 3, "d", 4));
        publish(zone, more, plan(2, weights("a", 1, "b", 2, "c", 3, "d", 0)));
        assertThat(owned(zone, three).plan().weights().byRegion())
                .as("nobody has to drain what has no weight")
                .isEqualTo(weights("a", 1, "b", 2, "c", 3));
    }

    @Test
    void aTypeThatLeftKeepsItsWeightsWhenThePlanWouldLeaveItNone() {
        Publication both =
                publication(OWNER, SPEC, List.of("a", "b"), entry(NAME, "A", "a", "b"), entry(NAME, "AAAA", "a", "b"));
        publish(zone, both, plan(1, weights("a", 100, "b", 0)));
        String lost = new Mark(OWNER.hash(), 1, "b").text();
        zone.remove(weighted(NAME, "AAAA", lost, 0));
        Publication onlyA = publication(OWNER, NEXT_SPEC, List.of("a", "b"), entry(NAME, "A", "a", "b"));
        publish(zone, onlyA, ZoneCases.plan(2, NEXT_SPEC, weights("a", 0, "b", 100)));
        assertThat(zone.all())
                .filteredOn(set -> set.type().equals("AAAA"))
                .singleElement()
                .satisfies(set -> assertThat(set.weight()).hasValue(100));
    }

    @Test
    void aRegionHasValuesOrAnAliasAndNotBoth() {
        Alias alias = Alias.to("lb.example.net", "Z1", false);
        Publication.Entry twice =
                new Publication.Entry(NAME, "A", 30, Map.of("a", List.of("192.0.2.1")), Map.of("a", alias));
        Publication wrong = publication(OWNER, SPEC, List.of("a"), twice);
        assertThatThrownBy(() -> Layout.sets(wrong, plan(1, weights("a", 1)), new Found(List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkout.example.com A has both values and an alias for the region \"a\"");
    }
}
