package io.regionalfailover.dns.externaldns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Record sets as ExternalDNS has them, and what stays of what people wrote beside them. */
class DocumentTest {
    private static final DnsName NAME = DnsName.of("checkout.example.com");
    private static final Endpoint EAST =
            new Endpoint("checkout.example.com", "A", List.of("192.0.2.1"), 30, "east", Map.of("aws/weight", "100"));

    @Test
    void aWeightedSetIsAnEntryWithAnIdentifierAndAWeight() {
        RecordSet set = weighted("A", 100, "192.0.2.1");

        assertThat(EndpointForm.of(set)).isEqualTo(EAST);
        assertThat(EndpointForm.set(EAST)).contains(set);
    }

    @Test
    void namesHaveADotInTheZoneAndNoneInAnEntry() {
        RecordSet set = weighted("CNAME", 0, "east.lb.example.net.");

        assertThat(EndpointForm.of(set).targets()).containsExactly("east.lb.example.net");
        assertThat(EndpointForm.set(EndpointForm.of(set))).contains(set);
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

        assertThat(EndpointForm.of(set))
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
        assertThat(EndpointForm.set(EndpointForm.of(set))).contains(set);
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

        assertThat(EndpointForm.set(geo).orElseThrow().foreignRouting())
                .contains("properties aws/geolocation-country-code");
    }

    @Test
    void whatNobodyCouldPublishStaysAsItIs() {
        Endpoint nameless = new Endpoint("", "A", List.of("192.0.2.9"), 0, "", Map.of("label", "by hand"));

        Document.Tried tried = Document.of(List.of(nameless, EAST))
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
        Document.Tried tried = Document.of(List.of(EAST))
                .with(List.of(
                        new Change(Action.DELETE, weighted("A", 50, "192.0.2.1")),
                        new Change(Action.CREATE, weighted("A", 0, "192.0.2.1"))));

        assertThat(tried).isInstanceOfSatisfying(Document.Tried.Conflict.class, conflict -> {
            assertThat(conflict.names()).isEqualTo(Set.of(NAME));
            assertThat(conflict.message())
                    .isEqualTo("A of checkout.example.com (east) does not stand as it is to be deleted");
        });
    }

    private static RecordSet weighted(String type, int weight, String value) {
        return new RecordSet(
                NAME, type, Optional.of("east"), OptionalInt.of(weight), 30, List.of(value), Optional.empty());
    }
}
