package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A zone on a server that takes dynamic updates (RFC 2136), such as BIND, Knot DNS or PowerDNS. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rfc2136Spec(
        @ValidationRule(
                value = "[self].all(e, e.matches('^" + Rules.ENDPOINT + "$')"
                        + " && (!e.matches('^[0-9.]+:') || isIP(e.substring(0, e.lastIndexOf(':')))))",
                messageExpression = "'server ' + self + '" + Rules.ENDPOINT_ALLOWED + "'")
        @JsonPropertyDescription(
                "The primary server of the zone, as host:port. It is read from and written to over TCP, so TCP has to be let through")
        @Required
        @Size(min = 1, max = Api.ENDPOINT_LENGTH)
        String server,

        @JsonPropertyDescription("The key that every message is signed with, questions too") @Required
        TsigSpec tsig,

        @JsonPropertyDescription(
                "true: the server is PowerDNS with LUA records enabled (enable-lua-records, and from 5.1 on enable-lua-record-updates), and answers by shares. Where it turns out not to evaluate them, regions that serve answer alike, and Ready says so")
        @Default("false")
        boolean luaRecords) {}
