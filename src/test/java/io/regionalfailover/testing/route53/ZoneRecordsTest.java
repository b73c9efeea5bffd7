package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneRecordsTest {

    private static final String ZONE = "example.com.";
    private static final String ID = "Z1";
    private static final RecordSet EAST = RecordSet.weighted("www.example.com", "A", "east", 100, 30, "192.0.2.1");
    private static final RecordSet WEST = RecordSet.weighted("www.example.com", "A", "west", 0, 30, "192.0.2.2");
    private static final RecordSet FENCE = RecordSet.simple("_failover.www.example.com", "TXT", 30, "\"v1 nonce=a\"");

    private final ZoneRecords fresh = ZoneRecords.initial(ZONE, ID, List.of("ns-1.stand-in.test."));
    private final ZoneRecords zone = accepted(fresh, Change.create(EAST), Change.create(WEST), Change.create(FENCE));

    @Test
    void swapsFenceAndWeightsAtOnce() {
        RecordSet nextFence = FENCE.withValues("\"v1 nonce=b\"");

        ZoneRecords after = accepted(
                zone,
                Change.delete(FENCE),
                Change.delete(EAST),
                Change.delete(WEST),
                Change.create(nextFence),
                Change.create(EAST.withWeight(0)),
                Change.create(WEST.withWeight(100)));

        assertThat(after.group("www.example.com.", "A")).containsExactly(EAST.withWeight(0), WEST.withWeight(100));
        assertThat(after.get(FENCE.key())).contains(nextFence);
    }

    @Test
    void refusesABatchBuiltOnAnOlderFenceAndNamesEveryChangeThatFails() {
        RecordSet olderFence = FENCE.withValues("\"v1 nonce=0\"");

        assertThat(rejected(
                        zone,
                        Change.delete(olderFence),
                        Change.delete(EAST),
                        Change.create(olderFence.withValues("\"v1 nonce=c\"")),
                        Change.create(EAST.withWeight(7))))
                .containsExactly(
                        "Tried to delete resource record set [name='_failover.www.example.com.', type='TXT']"
                                + " but the values provided do not match the current values",
                        "Tried to create resource record set [name='_failover.www.example.com.', type='TXT']"
                                + " but it already exists");
    }

    static Stream<RecordSet> almostEast() {
        return Stream.of(
                EAST.withWeight(99),
                EAST.withTtl(31),
                EAST.withValues("192.0.2.9"),
                EAST.withValues("192.0.2.1", "192.0.2.9"),
                RecordSet.weightedAlias("www.example.com", "A", "east", 100, "Z2", "elb.example.net"));
    }

    @ParameterizedTest
    @MethodSource("almostEast")
    void deletesOnlyOnAnExactMatch(RecordSet almost) {
        assertThat(rejected(zone, Change.delete(almost)))
                .containsExactly("Tried to delete resource record set [name='www.example.com.', type='A',"
                        + " set-identifier='east'] but the values provided do not match the current values");
    }

    @Test
    void deletesWithValuesInAnyOrderAndNamesInAnyCase() {
        RecordSet two = RecordSet.simple("two.example.com", "A", 60, "192.0.2.1", "192.0.2.2");
        ZoneRecords with = accepted(fresh, Change.create(two));

        ZoneRecords after =
                accepted(with, Change.delete(RecordSet.simple("TWO.example.com.", "A", 60, "192.0.2.2", "192.0.2.1")));

        assertThat(after.get(two.key())).isEmpty();
    }

    @Test
    void deletesNothingThatIsNotThere() {
        assertThat(rejected(zone, Change.delete(RecordSet.simple("gone.example.com", "A", 60, "192.0.2.1"))))
                .containsExactly(
                        "Tried to delete resource record set [name='gone.example.com.', type='A'] but it was not found");
        assertThat(rejected(
                        zone, Change.delete(RecordSet.weighted("www.example.com", "A", "north", 1, 30, "192.0.2.1"))))
                .singleElement()
                .asString()
                .endsWith("but it was not found");
    }

    @Test
    void looksAtChangesInOrder() {
        RecordSet cname = RecordSet.simple("www.example.com", "CNAME", 30, "other.example.net");

        accepted(zone, Change.delete(EAST), Change.delete(WEST), Change.create(cname));
        assertThat(rejected(zone, Change.create(cname), Change.delete(EAST), Change.delete(WEST)))
                .singleElement()
                .asString()
                .contains("conflicts with other records with the same DNS name");
    }

    @Test
    void upsertsWhatIsThereAndWhatIsNot() {
        RecordSet fresh2 = RecordSet.simple("new.example.com", "A", 30, "192.0.2.1");

        ZoneRecords after = accepted(zone, Change.upsert(EAST.withWeight(3)), Change.upsert(fresh2));

        assertThat(after.get(EAST.key())).contains(EAST.withWeight(3));
        assertThat(after.get(fresh2.key())).contains(fresh2);
    }

    static Stream<Arguments> broken() {
        RecordSet simple = RecordSet.simple("www.example.com", "A", 30, "192.0.2.1");
        return Stream.of(
                Arguments.of(Change.create(EAST), "but it already exists"),
                Arguments.of(
                        Change.create(simple), "cannot be created as other RRSets exist with the same name and type."),
                Arguments.of(
                        Change.upsert(simple), "cannot be created as other RRSets exist with the same name and type."),
                Arguments.of(
                        Change.create(FENCE.withRouting("one", 1)),
                        "cannot be created as a non-weighted set exists with the same name and type."),
                Arguments.of(
                        Change.create(RecordSet.simple(ZONE, "CNAME", 30, "a.b")), "is not permitted at apex in zone"),
                Arguments.of(
                        Change.create(RecordSet.simple("www.example.com", "CNAME", 30, "a.b")),
                        "conflicts with other records"),
                Arguments.of(
                        Change.create(RecordSet.simple("www.example.org", "A", 30, "192.0.2.1")),
                        "RRSet with DNS name www.example.org. is not permitted in zone example.com."),
                Arguments.of(
                        Change.create(RecordSet.simple("notexample.com", "A", 30, "192.0.2.1")),
                        "is not permitted in zone"),
                Arguments.of(
                        Change.create(RecordSet.alias("x.example.com", "A", ID, "nothing.example.com")),
                        "but that target was not found"),
                Arguments.of(
                        Change.create(RecordSet.alias("x.example.com", "A", ID, "www.example.org")),
                        "but the alias target name does not lie within the target zone"),
                Arguments.of(
                        Change.delete(RecordSet.simple(ZONE, "NS", 172_800, "ns-1.stand-in.test.")),
                        "A HostedZone must contain at least one NS record for the zone itself."),
                Arguments.of(
                        Change.delete(RecordSet.simple(
                                ZONE,
                                "SOA",
                                900,
                                "ns-1.stand-in.test. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400")),
                        "A HostedZone must contain exactly one SOA record."));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void rejectsWhatBreaksARule(Change change, String message) {
        assertThat(rejected(zone, change)).singleElement().asString().contains(message);
    }

    @Test
    void takesAHundredWeightedSetsOfOneNameAndType() {
        Change[] hundred = IntStream.range(0, 100)
                .mapToObj(i -> Change.create(RecordSet.weighted("many.example.com", "A", "s" + i, 1, 30, "192.0.2.1")))
                .toArray(Change[]::new);

        assertThat(rejected(
                        accepted(fresh, hundred),
                        Change.create(RecordSet.weighted("many.example.com", "A", "more", 1, 30, "192.0.2.1"))))
                .singleElement()
                .asString()
                .contains("100 weighted sets exist");
    }

    @Test
    void keepsOneTtlInAWeightedGroup() {
        ZoneRecords after = accepted(zone, Change.upsert(EAST.withTtl(60)));
        assertThat(after.group("www.example.com.", "A"))
                .allMatch(set -> set.ttl().equals(Optional.of(60L)));

        assertThat(zone.judge(
                        List.of(Change.upsert(EAST.withTtl(60))),
                        Options.defaults().refuseUnequalWeightedTtls()))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        verdict -> assertThat(verdict.messages())
                                .singleElement()
                                .asString()
                                .endsWith("weighted sets must contain the same TTL."));
    }

    @Test
    void takesAliasesAtTheApexBesideItsOwnRecords() {
        ZoneRecords after = accepted(
                zone,
                Change.create(RecordSet.alias(ZONE, "A", ID, "www.example.com")),
                Change.create(
                        RecordSet.weightedAlias("elb.example.com", "A", "east", 1, "Z35S", "x.elb.amazonaws.com")));

        assertThat(after.named(ZONE)).extracting(RecordSet::type).containsExactly("A", "NS", "SOA");
    }

    @Test
    void refusesBrokenSyntaxMalformedInputContradictionAndExcess() {
        assertThat(rejected(zone, Change.create(RecordSet.simple("x.example.com", "A", 30, "192.0.2.256"))))
                .singleElement()
                .asString()
                .contains("ARRDATAIllegalIPv4Address");
        assertThat(rejected(zone, Change.delete(EAST), Change.delete(EAST)))
                .containsExactly(
                        "The request contains an invalid set of changes for a resource record set 'A www.example.com.'");
        Change[] excess = IntStream.range(0, 501)
                .mapToObj(i -> Change.upsert(RecordSet.simple("n" + i + ".example.com", "A", 30, "192.0.2.1")))
                .toArray(Change[]::new);
        assertThat(rejected(zone, excess)).containsExactly("Number of records limit of 1000 exceeded.");
        assertThat(zone.judge(List.of(), Options.defaults())).isInstanceOf(Verdict.Malformed.class);
    }

    @Test
    void refusesMoreThanTheZoneHolds() {
        assertThat(fresh.judge(List.of(Change.create(EAST)), Options.defaults().maxRecordSetsPerZone(2)))
                .isEqualTo(new Verdict.Rejected(List.of("Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z1")));
    }

    private static ZoneRecords accepted(ZoneRecords before, Change... changes) {
        Verdict verdict = before.judge(List.of(changes), Options.defaults());
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).after();
    }

    private static List<String> rejected(ZoneRecords before, Change... changes) {
        Verdict verdict = before.judge(List.of(changes), Options.defaults());
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).messages();
    }
}
