package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

class DnsNamesTest {

    @Test
    void writesNamesAsRoute53Does() {
        assertThat(DnsNames.normal("WWW.Example.com")).isEqualTo("www.example.com.");
        assertThat(DnsNames.normal("*.example.com.")).isEqualTo("\\052.example.com.");
        assertThat(DnsNames.normal("\\052.example.com")).isEqualTo("\\052.example.com.");
        assertThat(DnsNames.normal("_failover.example.com")).isEqualTo("_failover.example.com.");
    }

    @Test
    void refusesWhatIsNoName() {
        assertThatThrownBy(() -> DnsNames.normal("a..b")).hasMessageStartingWith("DomainLabelEmpty");
        assertThatThrownBy(() -> DnsNames.normal("x".repeat(64) + ".b")).hasMessageStartingWith("DomainLabelTooLong");
        assertThatThrownBy(() -> DnsNames.normal("long.".repeat(60))).hasMessageStartingWith("DomainNameTooLong");
        assertThatThrownBy(() -> DnsNames.normal("a\\9.b")).hasMessageStartingWith("InvalidEscape");
    }

    @Test
    void translatesToAndFromDnsMessages() throws TextParseException {
        assertThat(DnsNames.wire("\\052.example.com.")).isEqualTo(Name.fromString("*.example.com."));
        assertThat(DnsNames.of(Name.fromString("*.Example.com."))).isEqualTo("\\052.example.com.");
        assertThat(DnsNames.of(Name.root)).isEqualTo(".");
    }

    @Test
    void listsByReversedLabelsThenTypeThenIdentifier() {
        List<RecordSetKey> listed = List.of(
                key("example.com.", "NS"),
                key("example.com.", "SOA"),
                key("\\052.example.com.", "A"),
                key("a.example.com.", "A"),
                key("a.example.com.", "TXT"),
                new RecordSetKey("a.example.com.", "TXT", Optional.of("one")),
                new RecordSetKey("a.example.com.", "TXT", Optional.of("two")),
                key("x.a.example.com.", "A"),
                key("b.example.com.", "A"));

        assertThat(listed.reversed().stream().sorted()).containsExactlyElementsOf(listed);
    }

    private static RecordSetKey key(String name, String type) {
        return new RecordSetKey(name, type, Optional.empty());
    }
}
