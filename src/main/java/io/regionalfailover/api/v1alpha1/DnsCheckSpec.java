package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A question to a resolver, and the answers that pass. NXDOMAIN, SERVFAIL, REFUSED, an empty answer and silence fail. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "self.type == 'CNAME' || !has(self.expected) || self.expected.all(e, e.matches('[{]') || (isIP(e) && ip(e).family() == (self.type == 'A' ? 4 : 6)))",
        messageExpression =
                "'expected: ' + self.expected.filter(e, !(e.matches('[{]') || (isIP(e) && ip(e).family() == (self.type == 'A' ? 4 : 6))))[0] + ' is never the answer for type ' + self.type + ': allowed are ' + (self.type == 'A' ? 'IPv4' : 'IPv6') + ' addresses and placeholders'",
        fieldPath = ".expected")
public record DnsCheckSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.HOST_TEMPLATE + "$')",
                messageExpression =
                        "'name ' + self + '" + Rules.HOST_ALLOWED + "; in braces only names of placeholders'")
        @JsonPropertyDescription("The name that is asked for; may hold {placeholders}")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String name,

        @JsonPropertyDescription("The record type that is asked for") @Default("A")
        RecordType type,

        @ValidationRule(
                value = "self.all(e, e.matches('^" + Rules.ENDPOINT_TEMPLATE + "$'))",
                messageExpression = "'resolvers: ' + self.filter(e, !e.matches('^" + Rules.ENDPOINT_TEMPLATE
                        + "$'))[0] + '" + Rules.ENDPOINT_ALLOWED + "; in braces only names of placeholders'")
        @JsonPropertyDescription(
                "Who is asked, each as host:port; may hold {placeholders}. Default: the resolvers of the operator's host")
        @Size(max = 4)
        @ListSet
        List<@Size(max = Api.ENDPOINT_LENGTH) String> resolvers,

        @ValidationRule(
                value = "self.all(e, e.matches('^([A-Za-z0-9._:-]|" + Rules.HOLE + ")+$'))",
                messageExpression =
                        "'expected: ' + self.filter(e, !e.matches('^([A-Za-z0-9._:-]|" + Rules.HOLE
                                + ")+$'))[0] + ' is neither an IP address nor a host name; in braces only names of placeholders'")
        @JsonPropertyDescription(
                "Records that must all be in the answer; may hold {placeholders}. Default: any record will do")
        @Size(max = 6)
        @ListSet
        List<@Size(max = Api.FQDN_LENGTH) String> expected) {
    /** An absent field is {@code null} and gets its default. */
    public DnsCheckSpec {
        type = requireNonNullElse(type, RecordType.A);
        resolvers = List.copyOf(requireNonNullElse(resolvers, List.of()));
        expected = List.copyOf(requireNonNullElse(expected, List.of()));
    }
}
