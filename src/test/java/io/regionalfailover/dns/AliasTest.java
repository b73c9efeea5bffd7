package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Regions that an alias answers for, at the zone's apex, where other record sets stand that are nobody's business. */
class AliasTest {
    private static final Alias EAST = Alias.to("East-1.elb.example.net", "Z35", false);
    private static final Alias WEST = Alias.to("west-2.elb.example.net.", "Z1H", true);
    private static final List<RecordSet> OF_THE_ZONE = List.of(
            plain(APEX, "NS", "ns-1.example.org."),
            plain(APEX, "SOA", "ns-1.example.org. admin.example.org. 1 7200 900 1209600 86400"),
            plain(APEX, "MX", "10 mail.example.com."),
            plain(APEX, "TXT", "\"v=spf1 -all\""));

    private final StrictZone zone = ZoneCases.zone();
    private final Publication publication = publication(Map.of("east", EAST, "west", WEST), Map.of());

    private static Publication publication(Map<String, Alias> aliases, Map<String, List<String>> values) {
        return new Publication(
                OWNER,
                SPEC,
                List.of("east", "west"),
                List.of(
                        new Publication.Entry(APEX, "A", 30, values, aliases),
                        new Publication.Entry(APEX, "AAAA", 30, Map.of(), Map.of("east", EAST, "west", WEST))));
    }

    AliasTest() {
        OF_THE_ZONE.forEach(zone::put);
    }

    @Test
    void aPlanOfAliasesIsOneBatchAndTouchesNothingElseOfTheApex() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        ChangeSet shift = publish(zone, publication, plan(2, weights("east", 0, "west", 100)));

        assertThat(zone.all()).containsAll(OF_THE_ZONE);
        assertThat(shift.changes())
                .hasSize(10)
                .extracting(change -> change.set().type())
                .containsOnly("A", "AAAA", "TXT");
        assertThat(shift.changes().getFirst().set().name()).isEqualTo(DnsName.of("_failover.example.com"));
        assertThat(owned(zone, publication).drifted()).isFalse();
        assertThat(new FinalGuard(APEX, LIMITS).refuses(shift, read(zone, publication)))
                .as("a set that was read another way is not deleted")
                .isPresent();
    }

    @Test
    void anAliasHasNoTtlAndCountsAsOneValue() {
        ChangeSet first = publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        List<RecordSet> aliases = first.changes().stream()
                .map(Change::set)
                .filter(set -> set.alias().isPresent())
                .toList();
        assertThat(aliases).hasSize(4).allSatisfy(set -> {
            assertThat(set.ttlSeconds()).isZero();
            assertThat(set.values()).isEmpty();
        });
        assertThat(BatchSize.of(first.changes()).values()).isEqualTo(5);
        assertThat(publication.largestTtlSeconds()).isEqualTo(Alias.TTL_SECONDS);
    }

    @Test
    void anotherTargetIsDriftAndAnotherSpellingIsNone() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        edit("west", new Alias("WEST-2.elb.example.net", "Z1H", true));
        assertThat(owned(zone, publication).drifted()).isFalse();

        edit("west", new Alias("west-2.elb.example.net.", "Z1H", false));
        assertThat(owned(zone, publication).drift()).contains("alias to west-2.elb.example.net. in Z1H instead of");
        edit("west", new Alias("other.elb.example.net.", "Z1H", true));
        Reading.Owned drifted = owned(zone, publication);
        assertThat(drifted.drift()).contains("example.com A of west holds an alias to other.elb.example.net.");

        ChangeSet repair = publish(zone, publication, plan(2, weights("east", 100, "west", 0)));
        assertThat(repair.changes())
                .as("what was found is asserted")
                .anyMatch(change -> change.action() == Action.DELETE
                        && change.set()
                                .alias()
                                .filter(alias -> alias.dnsName().startsWith("other"))
                                .isPresent());
        assertThat(owned(zone, publication).drifted()).isFalse();
    }

    @Test
    void valuesWhereAnAliasBelongsAreDrift() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        RecordSet west = own("west");
        zone.put(new RecordSet(
                APEX, "A", west.setIdentifier(), west.weight(), 30, List.of("192.0.2.9"), Optional.empty()));
        assertThat(owned(zone, publication).drift())
                .contains("example.com A of west holds [192.0.2.9] instead of an alias to west-2.elb.example.net.");
    }

    @Test
    void oneRegionMayHaveAnAliasAndAnotherAddresses() {
        Publication mixed = publication(Map.of("east", EAST), Map.of("west", List.of("192.0.2.2")));
        publish(zone, mixed, plan(1, weights("east", 50, "west", 50)));
        assertThat(own("east").alias()).contains(EAST);
        assertThat(own("west").ttlSeconds()).isEqualTo(30);
        assertThat(owned(zone, mixed).drifted()).isFalse();
    }

    @Test
    void aRegionOnItsWayOutKeepsItsAlias() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        Publication without = new Publication(
                OWNER,
                ZoneCases.NEXT_SPEC,
                List.of("west"),
                List.of(
                        new Publication.Entry(APEX, "A", 30, Map.of(), Map.of("west", WEST)),
                        new Publication.Entry(APEX, "AAAA", 30, Map.of(), Map.of("west", WEST))));
        publish(zone, without, plan(2, ZoneCases.NEXT_SPEC, weights("west", 50, "east", 50)));
        assertThat(own("east").alias()).contains(EAST);
        assertThat(own("east").weight()).hasValue(50);
    }

    @Test
    void onlyTheNonceIsAskedForWhereAnAliasServes() {
        Publication mixed = publication(Map.of("east", EAST), Map.of("west", List.of("192.0.2.2")));
        assertThat(Questions.of(mixed, plan(1, weights("east", 1, "west", 0)), mixed.names(), true))
                .extracting(Questions.Question::type)
                .containsExactly("TXT");
        assertThat(Questions.of(mixed, plan(1, weights("east", 0, "west", 1)), mixed.names(), true))
                .extracting(Questions.Question::type)
                .containsExactly("TXT", "A");
    }

    @Test
    void theGuardRefusesASetThatNeitherHasValuesNorAnAlias() {
        Map<String, Alias> none = new LinkedHashMap<>(Map.of("east", EAST, "west", WEST));
        NameSets empty = read(zone, publication);
        ChangeSet right = ZoneCases.ready(ChangePlanner.publish(
                publication(none, Map.of()),
                plan(1, weights("east", 100, "west", 0)),
                new Reading.Free(empty),
                LIMITS));
        List<Change> broken = new ArrayList<>();
        right.changes().forEach(change -> broken.add(new Change(change.action(), withoutAlias(change.set()))));
        ChangeSet wrong = new ChangeSet(OWNER, right.intent(), right.nonce(), right.names(), broken);
        assertThat(new FinalGuard(APEX, LIMITS).refuses(right, empty)).isEmpty();
        assertThat(new FinalGuard(APEX, LIMITS).refuses(wrong, empty).orElse(""))
                .contains("would have no value");
    }

    private static RecordSet withoutAlias(RecordSet set) {
        return new RecordSet(
                set.name(),
                set.type(),
                set.setIdentifier(),
                set.weight(),
                set.ttlSeconds(),
                set.values(),
                Optional.empty());
    }

    private void edit(String region, Alias alias) {
        RecordSet set = own(region);
        zone.put(new RecordSet(
                set.name(),
                set.type(),
                set.setIdentifier(),
                set.weight(),
                0,
                List.of(),
                Optional.of(alias),
                Optional.empty()));
    }

    private RecordSet own(String region) {
        return zone.all().stream()
                .filter(set -> set.type().equals("A")
                        && set.setIdentifier()
                                .filter(id -> id.endsWith(":" + region))
                                .isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aForeignAliasIsNamedAsOne() {
        zone.put(new RecordSet(
                APEX, "A", Optional.empty(), OptionalInt.empty(), 0, List.of(), Optional.of(EAST), Optional.empty()));
        assertThat(ZoneCases.reading(zone, publication))
                .isInstanceOfSatisfying(
                        Reading.Conflict.class,
                        conflict -> assertThat(conflict.message())
                                .contains("was not made by this operator (simple, alias to east-1.elb.example.net."));
    }
}
