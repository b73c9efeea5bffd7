package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publication;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.reading;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.dns.StrictZone;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody took away is seen, also while a new spec is on its way; what is not the policy's business is not. */
class DriftTest {
    private static final DnsName SECOND = DnsName.of("second.example.com");
    private static final String EAST = new Mark(OWNER.hash(), 0, "east").text();
    private static final String WEST = new Mark(OWNER.hash(), 1, "west").text();

    private final StrictZone zone = ZoneCases.zone();
    private final Publication two = publication(
            OWNER,
            SPEC,
            List.of("east", "west"),
            entry(NAME, "A", "east", "west"),
            entry(SECOND, "AAAA", "east", "west"));
    private final Publication next = publication(
            OWNER,
            NEXT_SPEC,
            List.of("east", "west"),
            entry(NAME, "A", "east", "west"),
            entry(SECOND, "AAAA", "east", "west"));

    @BeforeEach
    void published() {
        publish(zone, two, plan(7, weights("east", 100, "west", 0)));
    }

    @Test
    void aServingRegionThatIsLostIsDriftWhileANewSpecIsComing() {
        assertThat(owned(zone, next).drift()).isEmpty();
        zone.remove(weighted(NAME, "A", WEST, 0));
        assertThat(owned(zone, next).drift()).as("west does not serve").isEmpty();

        zone.put(weighted(NAME, "A", WEST, 0, ZoneCases.value("A", "west")));
        zone.remove(weighted(NAME, "A", EAST, 0));
        assertThat(owned(zone, next).drift()).isEqualTo("checkout.example.com A of east is missing");
        assertThat(owned(zone, next).plan().weights().byRegion()).isEqualTo(weights("east", 100, "west", 0));
    }

    @Test
    void aFenceThatIsLostIsDriftUnlessItsNameIsNew() {
        Publication third = publication(
                OWNER,
                NEXT_SPEC,
                List.of("east", "west"),
                entry(NAME, "A", "east", "west"),
                entry(SECOND, "AAAA", "east", "west"),
                entry(DnsName.of("third.example.com"), "A", "east", "west"));
        assertThat(owned(zone, third).drift()).isEmpty();
        zone.remove(plain(SECOND.fence(), "TXT"));
        assertThat(owned(zone, third).drift()).isEqualTo("the fence of second.example.com is missing");
    }

    @Test
    void aRegionWithoutAValueIsSaid() {
        Publication lacking =
                publication(OWNER, SPEC, List.of("east", "west"), entry(NAME, "A", "east"), entry(SECOND, "AAAA"));
        assertThat(owned(zone, lacking).drift())
                .isEqualTo("checkout.example.com A has no value for the region \"west\"");
    }

    @Test
    void aSentenceIsCutWhenItIsTooLong() {
        assertThat(Drift.sentence(List.of())).isEmpty();
        assertThat(Drift.sentence(List.of("a", "b"))).isEqualTo("a; b");
        assertThat(Drift.sentence(List.of("x".repeat(240)))).isEqualTo("x".repeat(240));
        assertThat(Drift.sentence(List.of("x".repeat(241)))).isEqualTo("x".repeat(239) + "…");
    }

    @Test
    void whatIsPublishedElsewhereIsNotInTheWayHere() {
        zone.put(plain(NAME, "AAAA", "2001:db8::9"));
        zone.put(plain(SECOND, "A", "192.0.2.9"));
        zone.put(plain(NAME.fence(), "A", "192.0.2.9"));
        assertThat(owned(zone, two).drift()).isEmpty();
    }

    @Test
    void longNamesAndValuesAreShortenedInAConflict() {
        String longest = "i".repeat(40);
        StrictZone taken = ZoneCases.zone();
        taken.put(weighted(NAME, "A", longest, 1, "192.0.2.9"));
        assertThat(conflict(taken)).contains("\"" + longest + "\"");
        taken.remove(weighted(NAME, "A", longest, 1));
        taken.put(weighted(NAME, "A", longest + "j", 1, "192.0.2.9"));
        assertThat(conflict(taken)).contains("\"" + "i".repeat(39) + "…\"");
    }

    @Test
    void withoutAnyFenceTheFirstNameThatHasSetsSaysWhatIsPublished() {
        DnsName third = DnsName.of("third.example.com");
        Publication three = publication(
                OWNER,
                SPEC,
                List.of("east", "west", "north"),
                entry(NAME, "A", "east", "west", "north"),
                entry(SECOND, "AAAA", "east", "west", "north"),
                entry(third, "A", "east", "west", "north"));
        StrictZone lost = ZoneCases.zone();
        lost.put(weighted(SECOND, "AAAA", EAST, 70, "2001:db8::1"));
        lost.put(weighted(third, "A", EAST, 10, "192.0.2.1"));
        lost.put(weighted(third, "A", WEST, 90, "192.0.2.2"));
        lost.put(weighted(SECOND, "AAAA", new Mark(OWNER.hash(), 7, "south").text(), 0, "2001:db8::7"));
        assertThat(owned(lost, three).plan().weights().byRegion())
                .as("west's set is lost, and south has left")
                .isEqualTo(weights("east", 70, "west", 0, "north", 0));
    }

    private String conflict(StrictZone taken) {
        return ((Reading.Conflict) reading(taken, two)).message();
    }
}
