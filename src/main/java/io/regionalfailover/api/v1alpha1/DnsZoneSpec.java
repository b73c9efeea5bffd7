package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose zone it is, and who may use it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.grants) || self.grants.all(g, !has(g.recordNames) || g.recordNames.all(n, (('.' + n + '.').lowerAscii().replace('..', '.')).endsWith(('.' + self.domainName + '.').lowerAscii().replace('..', '.'))))",
        messageExpression =
                "'grant ' + self.grants.map(g, has(g.recordNames) && !g.recordNames.all(n, (('.' + n + '.').lowerAscii().replace('..', '.')).endsWith(('.' + self.domainName + '.').lowerAscii().replace('..', '.'))), g.name + ' has the name ' + g.recordNames.map(n, !(('.' + n + '.').lowerAscii().replace('..', '.')).endsWith(('.' + self.domainName + '.').lowerAscii().replace('..', '.')), n)[0])[0] + ', which is not in the zone ' + self.domainName",
        fieldPath = ".grants")
@ValidationRule(
        value = "!has(self.provider.embedded) || !has(self.provider.embedded.nameServers)"
                + " || self.provider.embedded.nameServers.all(s, (has(s.addresses) && size(s.addresses) > 0)"
                + " || !('.' + s.name).endsWith('.' + self.domainName))",
        message =
                "nameServers: one lies in the zone and has no addresses: at least one is needed, as nobody else can answer for it",
        fieldPath = ".provider")
@ValidationRule(
        value =
                "!has(self.provider.route53) || !self.provider.route53.private || has(self.nameservers) && size(self.nameservers) > 0",
        message =
                "nameservers: a private hosted zone is answered for inside its VPCs only: name at least one server there, such as 10.0.0.2:53",
        fieldPath = ".nameservers")
@ValidationRule(
        value = "!has(self.provider.externalDns) || has(self.nameservers) && size(self.nameservers) > 0",
        message =
                "nameservers: ExternalDNS does not say which servers answer for the zone: name at least one, such as ns1.example.net:53",
        fieldPath = ".nameservers")
public record DnsZoneSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.HOST + "$') && !self.matches('(^|[.])[0-9]+[.]?$')",
                messageExpression = "'domainName ' + self + '" + Rules.HOST_ALLOWED + "'")
        @ValidationRule(
                value = "!self.lowerAscii().matches('" + Rules.RESERVED_LABEL + "')",
                messageExpression = "'domainName ' + self + '" + Rules.RESERVED + "'")
        @ValidationRule(
                value = "self == oldSelf",
                messageExpression =
                        "'domainName cannot be changed from ' + oldSelf + ' to ' + self + ': make another DnsZone'")
        @JsonPropertyDescription("The apex of the zone; cannot be changed")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String domainName,

        @JsonPropertyDescription("Who serves the zone; exactly one") @Required
        ProviderSpec provider,

        @JsonPropertyDescription(
                "Who may publish which names: the union of these. Default: only the operator's own Namespace, every name")
        @Size(max = 50)
        @ListMap("name")
        @Nullable
        List<GrantSpec> grants,

        @ValidationRule(
                value = Rules.ENDPOINTS,
                messageExpression =
                        "'nameservers: ' + " + Rules.FIRST_BAD_ENDPOINT + " + '" + Rules.ENDPOINT_ALLOWED + "'")
        @JsonPropertyDescription(
                "Who is asked whether a change is in force, each as host:port. Default: the zone's own, as the provider names them")
        @Size(max = 16)
        @ListSet
        List<@Size(max = Api.ENDPOINT_LENGTH) String> nameservers,

        @ValidationRule(
                value = Rules.ENDPOINTS,
                messageExpression =
                        "'resolvers: ' + " + Rules.FIRST_BAD_ENDPOINT + " + '" + Rules.ENDPOINT_ALLOWED + "'")
        @JsonPropertyDescription("Recursive resolvers that are watched after a shift, each as host:port")
        @Size(max = 16)
        @ListSet
        List<@Size(max = Api.ENDPOINT_LENGTH) String> resolvers) {
    /** An absent field is {@code null} and gets its default. */
    public DnsZoneSpec {
        grants = grants == null ? null : List.copyOf(grants);
        nameservers = List.copyOf(requireNonNullElse(nameservers, List.of()));
        resolvers = List.copyOf(requireNonNullElse(resolvers, List.of()));
    }
}
