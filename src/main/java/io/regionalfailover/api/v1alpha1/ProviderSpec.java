package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Who serves a zone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.route53), has(self.rfc2136), has(self.embedded), has(self.externalDns)].filter(set, set).size() == 1",
        messageExpression = "'provider: '"
                + " + ([has(self.route53), has(self.rfc2136), has(self.embedded), has(self.externalDns)].exists(set, set)"
                + " ? 'several are' : 'none is')"
                + " + ' set; exactly one of route53, rfc2136, embedded and externalDns is required'")
public record ProviderSpec(
        @JsonPropertyDescription("Amazon Route 53") @Nullable
        Route53Spec route53,

        @JsonPropertyDescription("A server that takes dynamic updates, such as BIND, Knot DNS or PowerDNS") @Nullable
        Rfc2136Spec rfc2136,

        @JsonPropertyDescription("The operator answers for the zone itself") @Nullable
        EmbeddedSpec embedded,

        @JsonPropertyDescription("A running ExternalDNS carries out what stands in a DNSEndpoint object") @Nullable
        ExternalDnsSpec externalDns) {}
