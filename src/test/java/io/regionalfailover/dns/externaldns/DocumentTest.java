package io.regionalfailover.dns.externaldns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Record sets as ExternalDNS has them, and what stays of what people wrote beside them. */
class DocumentTest {
    private static final DnsName NAME = DnsName.of("checkout.example.com");
    private static final Carriage PLAIN = new Carriage(false, Map.of());
    private static final Endpoint EAST =
            new Endpoint("checkout.example.com", "A", List.of("192.0.2.1"), 30, "east", Map.of("aws/weight", "100"));

    @Test
    void aWeightedSetIsAnEntryWithAnIdentifierAndAWeight() {
        RecordSet set = weighted("A", 100, "192.0.2.1");

        assertThat(EndpointForm.of(set, Carriage.WEIGHTED)).isEqualTo(EAST);
        assertThat(EndpointForm.set(EAST, Carriage.WEIGHTED)).contains(set);
    }

    @Test
    void namesHaveADotInTheZoneAndNoneInAnEntry() {
        RecordSet set = weighted("CNAME", 0, "east.lb.example.net.");

        assertThat(EndpointForm.of(set, Carriage.WEIGHTED).targets()).containsExactly("east.lb.example.net");
        assertThat(EndpointForm.set(EndpointForm.of(set, Carriage.WEIGHTED), Carriage.WEIGHTED))
                .contains(set);
    }

    @Test
    void anAliasIsOneForExternalDnsToo() {
        RecordSet set = new RecordSet(
                NAME,
                "A",
                Optional.of("east"),
                OptionalInt.of(100),
                0,
                List.of(),
                Optional.of(Alias.to("east.elb.example.net", "Z35S", true)),
                Optional.empty());

        assertThat(EndpointForm.of(set, Carriage.WEIGHTED))
                .isEqualTo(new Endpoint(
                        "checkout.example.com",
                        "A",
                        List.of("east.elb.example.net"),
                        0,
                        "east",
                        Map.of(
                                "aws/weight", "100",
                                "alias", "true",
                                "aws/target-hosted-zone", "Z35S",
                                "aws/evaluate-target-health", "true")));
        assertThat(EndpointForm.set(EndpointForm.of(set, Carriage.WEIGHTED), Carriage.WEIGHTED))
                .contains(set);
    }

    @Test
    void propertiesOfOthersMakeASetThatIsNotOurs() {
        Endpoint geo = new Endpoint(
                "checkout.example.com",
                "A",
                List.of("192.0.2.1"),
                30,
                "x",
                Map.of("aws/geolocation-country-code", "DE"));

        assertThat(EndpointForm.set(geo, Carriage.WEIGHTED).orElseThrow().foreignRouting())
                .contains("properties aws/geolocation-country-code");
    }

    @Test
    void whatNobodyCouldPublishStaysAsItIs() {
        Endpoint nameless = new Endpoint("", "A", List.of("192.0.2.9"), 0, "", Map.of("label", "by hand"));

        Document.Tried tried = Document.of(List.of(nameless, EAST), Carriage.WEIGHTED)
                .with(List.of(
                        new Change(Action.DELETE, weighted("A", 100, "192.0.2.1")),
                        new Change(Action.CREATE, weighted("A", 0, "192.0.2.1"))));

        assertThat(tried)
                .isEqualTo(new Document.Tried.Possible(List.of(
                        nameless,
                        new Endpoint(
                                "checkout.example.com",
                                "A",
                                List.of("192.0.2.1"),
                                30,
                                "east",
                                Map.of("aws/weight", "0")))));
    }

    @Test
    void aBatchThatBelievesInSomethingElseIsRefusedAsAWhole() {
        Document.Tried tried = Document.of(List.of(EAST), Carriage.WEIGHTED)
                .with(List.of(
                        new Change(Action.DELETE, weighted("A", 50, "192.0.2.1")),
                        new Change(Action.CREATE, weighted("A", 0, "192.0.2.1"))));

        assertThat(tried).isInstanceOfSatisfying(Document.Tried.Conflict.class, conflict -> {
            assertThat(conflict.names()).isEqualTo(Set.of(NAME));
            assertThat(conflict.message())
                    .isEqualTo("the zone does not hold A of checkout.example.com (east) as it is to be deleted");
        });
    }

    @Test
    void aSetHangsOnTheHealthCheckOfItsRegion() {
        RecordSet east = of("us-east-1", 100, "192.0.2.1");
        Carriage checked = new Carriage(true, Map.of("us-east-1", "check-1"));
        Endpoint entry = EndpointForm.of(east, checked);

        assertThat(entry.providerSpecific()).isEqualTo(Map.of("aws/weight", "100", "aws/health-check-id", "check-1"));
        assertThat(EndpointForm.set(entry, checked)).contains(east);
        assertThat(EndpointForm.of(of("us-west-2", 0, "192.0.2.2"), checked).providerSpecific())
                .isEqualTo(Map.of("aws/weight", "0"));
    }

    @Test
    void anotherHealthCheckThanTheRegionsIsPutRight() {
        RecordSet east = of("us-east-1", 100, "192.0.2.1");
        Carriage checked = new Carriage(true, Map.of("us-east-1", "check-1"));
        for (Carriage before : List.of(Carriage.WEIGHTED, new Carriage(true, Map.of("us-east-1", "check-9")))) {
            Document document = Document.of(List.of(EndpointForm.of(east, before)), checked);
            RecordSet shown =
                    document.at(Set.of(NAME)).getOrDefault(NAME, List.of()).getFirst();
            assertThat(shown.values()).isEmpty();
            assertThat(document.with(List.of(new Change(Action.DELETE, shown), new Change(Action.CREATE, east))))
                    .isEqualTo(new Document.Tried.Possible(List.of(EndpointForm.of(east, checked))));
        }
        Endpoint strange = new Endpoint(
                "checkout.example.com", "A", List.of("192.0.2.1"), 30, "x", Map.of("aws/health-check-id", "check-1"));
        assertThat(EndpointForm.set(strange, checked).orElseThrow().foreignRouting())
                .as("of somebody else")
                .isPresent();
    }

    @Test
    void withoutWeightsWhoServesHasOnePlainEntry() {
        List<RecordSet> both = List.of(of("us-east-1", 90, "192.0.2.1"), of("us-west-2", 10, "192.0.2.2"));
        List<Endpoint> written = written(List.of(), both, PLAIN);

        assertThat(written)
                .contains(
                        new Endpoint("checkout.example.com", "A", List.of("192.0.2.1", "192.0.2.2"), 30, "", Map.of()))
                .hasSize(2);
        assertThat(Document.of(written, PLAIN).at(Set.of(NAME)).getOrDefault(NAME, List.of()))
                .containsExactlyInAnyOrderElementsOf(both);
        List<RecordSet> west = List.of(of("us-east-1", 0, "192.0.2.1"), of("us-west-2", 100, "192.0.2.2"));
        assertThat(written(written, west, PLAIN))
                .contains(new Endpoint("checkout.example.com", "A", List.of("192.0.2.2"), 30, "", Map.of()))
                .hasSize(2);
    }

    @Test
    void oneFormIsWrittenInThePlaceOfTheOther() {
        List<RecordSet> both = List.of(of("us-east-1", 90, "192.0.2.1"), of("us-west-2", 10, "192.0.2.2"));
        List<Endpoint> plain = written(List.of(), both, PLAIN);
        List<Endpoint> weighted = written(List.of(), both, Carriage.WEIGHTED);

        assertThat(written(weighted, both, PLAIN)).containsExactlyInAnyOrderElementsOf(plain);
        assertThat(written(plain, both, Carriage.WEIGHTED)).containsExactlyInAnyOrderElementsOf(weighted);
    }

    @Test
    void aNameThatIsTooLongForTextsIsRead() {
        String labels = ("x".repeat(62) + ".").repeat(3);
        for (String head : List.of("", "*.")) {
            for (int length = 230; length <= 253; length++) {
                String name = head + labels + "y".repeat(length - head.length() - labels.length() - 4) + ".com";
                Endpoint byHand = new Endpoint(name, "A", List.of("192.0.2.1"), 30, "", Map.of());
                for (Carriage carriage : List.of(PLAIN, Carriage.WEIGHTED)) {
                    assertThat(Document.of(List.of(byHand), carriage).at(Set.of(DnsName.of(name))))
                            .containsOnlyKeys(DnsName.of(name));
                }
            }
        }
    }

    /** What stands there goes, as it is shown, and these come. */
    private static List<Endpoint> written(List<Endpoint> before, List<RecordSet> sets, Carriage carriage) {
        Document document = Document.of(before, carriage);
        List<Change> changes = new ArrayList<>();
        document.at(Set.of(NAME))
                .getOrDefault(NAME, List.of())
                .forEach(set -> changes.add(new Change(Action.DELETE, set)));
        sets.forEach(set -> changes.add(new Change(Action.CREATE, set)));
        return document.with(changes) instanceof Document.Tried.Possible(List<Endpoint> after) ? after : List.of();
    }

    /** A region's record set. */
    static RecordSet of(String region, int weight, String value) {
        return new RecordSet(
                NAME,
                "A",
                Optional.of("rfo:0123456789abcdef:0:" + region),
                OptionalInt.of(weight),
                30,
                List.of(value),
                Optional.empty());
    }

    private static RecordSet weighted(String type, int weight, String value) {
        return new RecordSet(
                NAME, type, Optional.of("east"), OptionalInt.of(weight), 30, List.of(value), Optional.empty());
    }
}
