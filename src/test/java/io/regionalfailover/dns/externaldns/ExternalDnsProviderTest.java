package io.regionalfailover.dns.externaldns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is refused before the object is read. */
class ExternalDnsProviderTest {
    private static final DnsName APEX = DnsName.of("example.com");

    @Test
    void aNameThatIsTooLongForTextsHasNoWeights() {
        DnsName longest = ofCharacters(238);
        DnsName longer = ofCharacters(239);

        assertThat(applied(longest, new Carriage(false, Map.of()))).isInstanceOf(ApplyResult.Applied.class);
        assertThat(applied(longer, Carriage.WEIGHTED)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(applied(longer, new Carriage(false, Map.of())))
                .isEqualTo(new ApplyResult.Refused(
                        Set.of(longer),
                        longer + " has 239 characters: at most 238 are allowed in a zone without weights"
                                + " (spec.provider.externalDns.weights)"));
    }

    private static DnsName ofCharacters(int count) {
        String labels = ("x".repeat(62) + ".").repeat(3);
        return new DnsName(labels + "y".repeat(count - labels.length() - 12) + "." + APEX);
    }

    private static ApplyResult applied(DnsName name, Carriage carriage) {
        RecordSet set = new RecordSet(
                name, "A", Optional.of("east"), OptionalInt.of(1), 30, List.of("192.0.2.1"), Optional.empty());
        return new ExternalDnsProvider(APEX, new Empty(), carriage, RequestGate.open())
                .apply(List.of(new Change(Action.CREATE, set)), "test");
    }

    /** An object that is not there yet, and takes everything. */
    private record Empty() implements EndpointStore {
        @Override
        public Reading read() {
            return new Reading.Missing();
        }

        @Override
        public Keeping keep(Optional<String> version, List<Endpoint> endpoints) {
            return new Keeping.Kept();
        }

        @Override
        public String label() {
            return "DNSEndpoint dns/zone";
        }
    }
}
