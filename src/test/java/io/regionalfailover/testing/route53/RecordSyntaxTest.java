package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordSyntaxTest {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(set("A", "192.0.2.256"), "ARRDATAIllegalIPv4Address"),
                Arguments.of(set("A", "host.example.com"), "ARRDATAIllegalIPv4Address"),
                Arguments.of(set("A", "192.0.2"), "ARRDATAIllegalIPv4Address"),
                Arguments.of(set("AAAA", "192.0.2.1"), "AAAARRDATAIllegalIPv6Address"),
                Arguments.of(set("AAAA", "2001:db8::g"), "AAAARRDATAIllegalIPv6Address"),
                Arguments.of(
                        set("TXT", "bare"), "InvalidCharacterString (Value should be enclosed in quotation marks)"),
                Arguments.of(set("TXT", "\"open"), "InvalidCharacterString"),
                Arguments.of(set("TXT", "\"" + "x".repeat(256) + "\""), "CharacterStringTooLong (Value is too long)"),
                Arguments.of(set("CNAME", "a..b"), "DomainLabelEmpty"),
                Arguments.of(set("CNAME", "a.b", "c.d"), "cannot have more than one value"),
                Arguments.of(set("A", "192.0.2.1", "192.0.2.1"), "Duplicate Resource Record: '192.0.2.1'"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhatIsBroken(RecordSet set, String message) {
        assertThat(RecordSyntax.problems(set)).singleElement().asString().contains(message);
    }

    static Stream<RecordSet> sound() {
        return Stream.of(
                set("A", "192.0.2.1", "0.0.0.0", "255.255.255.255"),
                set("AAAA", "2001:DB8::1", "::"),
                set("TXT", "\"" + "x".repeat(255) + "\" \"two\"", "\"\""),
                set("CNAME", "other.example.net."));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void findsNothingInWhatIsSound(RecordSet set) {
        assertThat(RecordSyntax.problems(set)).isEmpty();
    }

    @Test
    void readsQuotedStringsWithTheirEscapes() {
        List<byte[]> strings = RecordSyntax.characterStrings("\"a \\\"b\\\" \\\\ \\052\" \"c\"");

        assertThat(strings.stream().map(each -> new String(each, StandardCharsets.US_ASCII)))
                .containsExactly("a \"b\" \\ *", "c");
    }

    private static RecordSet set(String type, String... values) {
        return RecordSet.simple("x.example.com", type, 30, values);
    }
}
