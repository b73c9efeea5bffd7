package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a region serves: addresses, a host name, or an alias. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(has(self.addresses) ? 1 : 0) + (has(self.hostname) ? 1 : 0) + (has(self.alias) ? 1 : 0) == 1",
        messageExpression =
                "'endpoint ' + self.name + ' has ' + (has(self.addresses) || has(self.hostname) || has(self.alias) ? 'several' : 'none') + ' of them: exactly one of addresses, hostname and alias is allowed'")
public record EndpointSpec(
        @JsonPropertyDescription("How records name it")
        @Default(EndpointSpec.DEFAULT_NAME)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        String name,

        @ValidationRule(
                value = "self.all(a, isIP(a))",
                messageExpression =
                        "'addresses: ' + self.filter(a, !isIP(a))[0] + ' is not an IP address: allowed are IPv4 (198.51.100.10) and IPv6 (2001:db8::10)'")
        @ValidationRule(
                value = "self.all(a, !isIP(a) || !ip(a).isUnspecified())",
                messageExpression =
                        "'addresses: ' + self.filter(a, isIP(a) && ip(a).isUnspecified())[0] + ' stands for no address at all: allowed are addresses that clients can reach'")
        @ValidationRule(
                value = "self.all(a, !isIP(a) || self.exists_one(b, isIP(b) && ip(b) == ip(a)))",
                messageExpression =
                        "'addresses: ' + self.filter(a, isIP(a) && !self.exists_one(b, isIP(b) && ip(b) == ip(a)))[0] + ' is listed twice, perhaps in another spelling'")
        @JsonPropertyDescription("IPv4 addresses (for A records) and IPv6 addresses (for AAAA records)")
        @Size(min = 1, max = 8)
        @ListSet
        @Nullable
        List<@Size(max = 45) String> addresses,

        @ValidationRule(
                value = "self.matches('^" + Rules.HOST + "$') && !self.matches('(^|[.])[0-9]+[.]?$')",
                messageExpression =
                        "'hostname ' + self + '" + Rules.HOST_ALLOWED + ". IP addresses belong into addresses'")
        @JsonPropertyDescription("A host name (for CNAME records)")
        @Size(min = 1, max = Api.FQDN_LENGTH)
        @Nullable
        String hostname,

        @JsonPropertyDescription("A load balancer or the like (for A and AAAA records at Route 53, also at the apex)")
        @Nullable
        AliasSpec alias) {
    /** The endpoint that records and {target} mean, unless they name another. */
    public static final String DEFAULT_NAME = "default";

    /** An absent field is {@code null} and gets its default. */
    public EndpointSpec {
        name = requireNonNullElse(name, DEFAULT_NAME);
        addresses = addresses == null ? null : List.copyOf(addresses);
    }

    /** What {target} stands for: the first address, the host name or the alias's name; empty if there is none, which the schema refuses. */
    public Optional<String> target() {
        if (addresses != null && !addresses.isEmpty()) {
            return Optional.of(addresses.getFirst());
        }
        return alias == null ? Optional.ofNullable(hostname) : Optional.of(alias.dnsName());
    }
}
