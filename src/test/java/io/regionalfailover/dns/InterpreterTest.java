package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final String EAST = new Mark(OWNER.hash(), 0, "east").text();
    private static final String WEST = new Mark(OWNER.hash(), 1, "west").text();
    private static final DnsName SECOND = DnsName.of("pay.example.com");

    private final StrictZone zone = ZoneCases.zone();
    private final Publication publication = publication();

    @BeforeEach
    void aZoneInUse() {
        zone.put(plain(APEX, "NS", "ns1.example.net", "ns2.example.net"));
        zone.put(plain(NAME, "MX", "10 mail.example.com"));
        zone.put(plain(DnsName.of("www.example.com"), "A", "192.0.2.1"));
    }

    @Test
    void anEmptyNameIsFree() {
        assertThat(reading(zone, publication)).isInstanceOf(Reading.Free.class);
    }

    @Test
    void whatWasPublishedIsReadBack() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));

        Reading.Owned owned = owned(zone, publication);

        assertThat(owned.plan()).isEqualTo(plan(7, weights("east", 100, "west", 0)));
        assertThat(owned.drifted()).isFalse();
        assertThat(owned.drift()).isEmpty();
    }

    @Test
    void aSimpleSetOfTheSameNameAndTypeIsAConflict() {
        zone.put(plain(NAME, "A", "192.0.2.9"));

        assertThat(conflict(publication))
                .contains("checkout.example.com A", "simple, 192.0.2.9", "not made by this operator", "remove it");
    }

    @Test
    void foreignWeightedSetsAndAnAliasAreConflicts() {
        zone.put(weighted(NAME, "A", "blue", 10, "192.0.2.9"));
        assertThat(conflict(publication)).contains("\"blue\"", "weight 10");

        zone.remove(weighted(NAME, "A", "blue", 10, "192.0.2.9"));
        zone.put(new RecordSet(
                NAME,
                "A",
                Optional.empty(),
                OptionalInt.empty(),
                0,
                List.of(),
                Optional.of("an alias of x.example.net")));
        assertThat(conflict(publication)).contains("an alias of x.example.net");
    }

    @Test
    void aCnameExcludesAllOthersBothWays() {
        zone.remove(plain(NAME, "MX"));
        zone.put(plain(NAME, "CNAME", "elsewhere.example.net"));
        assertThat(conflict(publication)).contains("checkout.example.com CNAME");

        zone.remove(plain(NAME, "CNAME"));
        zone.put(plain(NAME, "TXT", "\"v=spf1\""));
        assertThat(conflict(publication(OWNER, SPEC, List.of("east"), entry(NAME, "CNAME", "east"))))
                .contains("checkout.example.com TXT", "beside a CNAME");
    }

    @Test
    void setsOfOtherTypesAreNoBusinessOfOurs() {
        zone.put(plain(NAME, "AAAA", "2001:db8::1"));
        zone.put(plain(NAME, "TXT", "\"v=spf1\""));

        assertThat(reading(zone, publication)).isInstanceOf(Reading.Free.class);
    }

    @Test
    void anotherPolicysNameIsAConflictThatNamesTheOwner() {
        publish(
                zone,
                publication(STRANGER, SPEC, List.of("east"), entry(NAME, "AAAA", "east")),
                plan(3, weights("east", 1)));

        assertThat(conflict(publication))
                .contains("another policy (owner " + STRANGER.hash() + ")", "Nothing is changed");

        zone.remove(plain(NAME.fence(), "TXT"));
        assertThat(conflict(publication)).contains("another policy (owner " + STRANGER.hash() + ")");
    }

    @Test
    void anotherInstallationsFenceIsForeign() {
        Owner elsewhere = Owner.of("other-fleet", "shop", "checkout");
        publish(
                zone,
                publication(elsewhere, SPEC, List.of("east"), entry(NAME, "A", "east")),
                plan(3, weights("east", 1)));

        assertThat(conflict(publication)).contains("installation \"other-fleet\"");
    }

    @Test
    void aFenceOfAnUnknownVersionIsLeftAlone() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        zone.put(plain(NAME.fence(), "TXT", "\"rfo2 whatever comes\""));

        assertThat(conflict(publication)).contains("rfo2", "upgrade");
    }

    @Test
    void aTextInTheFencesPlaceIsForeignUnlessOurSetsStandBesideIt() {
        zone.put(plain(NAME.fence(), "TXT", "\"hello\""));
        assertThat(conflict(publication)).contains("_failover.checkout.example.com TXT", "not a fence");

        zone.remove(plain(NAME.fence(), "TXT"));
        publish(zone, publication, plan(7, weights("east", 100, "west", 3)));
        zone.put(plain(NAME.fence(), "TXT", "\"hello\""));
        Reading.Owned owned = owned(zone, publication);
        assertThat(owned.drifted()).isTrue();
        assertThat(owned.plan().epoch()).isZero();
        assertThat(owned.plan().weights().byRegion()).isEqualTo(weights("east", 100, "west", 3));
    }

    @Test
    void ourSetTurnedIntoSomethingElseByHandIsAConflict() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        zone.put(new RecordSet(
                NAME,
                "A",
                Optional.of(EAST),
                OptionalInt.of(100),
                30,
                List.of("192.0.2.1"),
                Optional.of("bound to health check abc")));

        assertThat(conflict(publication)).contains("made by this policy", "health check abc");
    }

    @Test
    void aLostFenceKeepsTheWeightsFound() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        zone.remove(plain(NAME.fence(), "TXT"));
        zone.put(weighted(NAME, "A", WEST, 40, ZoneCases.value("A", "west")));

        Reading.Owned owned = owned(zone, publication);

        assertThat(owned.plan().weights().byRegion()).isEqualTo(weights("east", 100, "west", 40));
        assertThat(owned.plan().epoch()).isZero();
        assertThat(owned.drifted()).isTrue();
        assertThat(owned.drift()).contains("the fence is lost");
    }

    @Test
    void aLostFenceAndAllWeightsZeroIsServedAlike() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        zone.remove(plain(NAME.fence(), "TXT"));
        zone.put(weighted(NAME, "A", EAST, 0, ZoneCases.value("A", "east")));

        assertThat(owned(zone, publication).plan().weights().byRegion()).isEqualTo(weights("east", 1, "west", 1));
    }

    @Test
    void ofFencesThatDisagreeTheHighestEpochWins() {
        Publication two = publication(
                OWNER,
                SPEC,
                List.of("east", "west"),
                entry(NAME, "A", "east", "west"),
                entry(SECOND, "A", "east", "west"));
        publish(zone, two, plan(7, weights("east", 100, "west", 0)));
        Fence newer = Layout.fence(two, plan(9, weights("east", 0, "west", 100)));
        zone.put(FenceCodec.toSet(SECOND, newer));

        Reading.Owned owned = owned(zone, two);

        assertThat(owned.plan().epoch()).isEqualTo(9);
        assertThat(owned.drift()).contains("fence of checkout.example.com is of another plan, epoch 7");

        zone.remove(plain(NAME.fence(), "TXT"));
        assertThat(owned(zone, two).plan().epoch()).isEqualTo(9);
        assertThat(owned(zone, two).drift()).contains("fence of checkout.example.com is missing");
    }

    @Test
    void everyHandEditIsDriftAndIsNamed() {
        Map<String, RecordSet> edits = Map.of(
                "has weight 1 instead of 100", weighted(NAME, "A", EAST, 1, ZoneCases.value("A", "east")),
                "holds [192.0.2.254] instead of", weighted(NAME, "A", EAST, 100, "192.0.2.254"),
                "has TTL 5 instead of 30",
                        new RecordSet(
                                NAME,
                                "A",
                                Optional.of(EAST),
                                OptionalInt.of(100),
                                5,
                                List.of(ZoneCases.value("A", "east")),
                                Optional.empty()),
                "should not be there", weighted(NAME, "A", new Mark(OWNER.hash(), 2, "south").text(), 9, "192.0.2.3"));
        edits.forEach((sentence, edit) -> {
            StrictZone fresh = ZoneCases.zone();
            publish(fresh, publication, plan(7, weights("east", 100, "west", 0)));
            fresh.put(edit);

            assertThat(owned(fresh, publication).drift()).contains(sentence);
            assertThat(owned(fresh, publication).drifted()).isTrue();
            assertThat(owned(fresh, publication).plan().epoch()).isEqualTo(7);
        });
    }

    @Test
    void lostSetsAreDriftAlsoWhenAllAreGone() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        zone.remove(weighted(NAME, "A", EAST, 0));
        assertThat(owned(zone, publication).drift()).isEqualTo("checkout.example.com A of east is missing");

        zone.remove(weighted(NAME, "A", WEST, 0));
        assertThat(owned(zone, publication).plan()).isEqualTo(plan(7, weights("east", 100, "west", 0)));
        assertThat(owned(zone, publication).drift()).contains("of east is missing", "of west is missing");
    }

    @Test
    void valuesWrittenAnotherWayAreNoDrift() {
        Publication six = publication(OWNER, SPEC, List.of("east"), entry(NAME, "AAAA", "east"));
        publish(zone, six, plan(7, weights("east", 100)));
        RecordSet set = zone.all().stream()
                .filter(other -> other.type().equals("AAAA"))
                .findFirst()
                .orElseThrow();
        String longForm = set.values().getFirst().replace("::", ":0:0:0:0:0:").toUpperCase(java.util.Locale.ROOT);
        zone.put(weighted(NAME, "AAAA", EAST, 100, longForm));

        assertThat(owned(zone, six).drifted()).isFalse();
    }

    @Test
    void whileANewSpecIsComingOnlyWeightsAreDrift() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        Publication next = publication(
                OWNER,
                NEXT_SPEC,
                List.of("west", "south", "east"),
                entry(NAME, "A", "west", "south", "east"),
                entry(SECOND, "A", "west", "south", "east"));

        Reading.Owned owned = owned(zone, next);
        assertThat(owned.drift()).isEmpty();
        assertThat(owned.plan().specHash()).isEqualTo(SPEC);
        assertThat(owned.plan().weights().byRegion()).isEqualTo(weights("west", 0, "south", 0, "east", 100));

        zone.put(weighted(NAME, "A", WEST, 50, "192.0.2.77"));
        assertThat(owned(zone, next).drift()).isEqualTo("checkout.example.com A of west has weight 50 instead of 0");
    }

    @Test
    void aRegionThatLeftTheSpecIsKnownByItsMark() {
        publish(zone, publication, plan(7, weights("east", 100, "west", 0)));
        Publication next = publication(OWNER, NEXT_SPEC, List.of("west"), entry(NAME, "A", "west"));

        assertThat(owned(zone, next).plan().weights().byRegion()).isEqualTo(weights("west", 0, "east", 100));
    }

    @Test
    void aPositionThatNobodyKnowsIsARegionOutsideEverySpec() {
        publish(zone, publication, plan(7, weights("east", 0, "west", 100)));
        zone.remove(weighted(NAME, "A", EAST, 0));
        zone.remove(weighted(NAME, "A", WEST, 0));
        Publication next = publication(OWNER, NEXT_SPEC, List.of("south"), entry(NAME, "A", "south"));

        assertThat(owned(zone, next).plan().weights().byRegion()).isEqualTo(weights("south", 0, "#1", 100));
    }

    private String conflict(Publication wanted) {
        return ((Reading.Conflict) reading(zone, wanted)).message();
    }
}
