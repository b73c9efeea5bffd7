package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A name server of a zone that the operator answers for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NameServerSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.HOST + "$') && !self.matches('(^|[.])[0-9]+[.]?$')",
                messageExpression = "'nameServer ' + self + '" + Rules.HOST_ALLOWED + "'")
        @JsonPropertyDescription("Its host name, inside or outside the zone")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String name,

        @ValidationRule(
                value = "self.all(a, isIP(a))",
                messageExpression =
                        "'addresses: ' + self.filter(a, !isIP(a))[0] + ' is not an IP address: allowed are IPv4 (198.51.100.10) and IPv6 (2001:db8::10)'")
        @JsonPropertyDescription(
                "Where it is reached from outside; needed for a name inside the zone, which nobody else can answer for")
        @Size(max = 4)
        @ListSet
        List<@Size(max = 45) String> addresses) {
    /** An absent field is {@code null} and gets its default. */
    public NameServerSpec {
        addresses = List.copyOf(requireNonNullElse(addresses, List.of()));
    }
}
