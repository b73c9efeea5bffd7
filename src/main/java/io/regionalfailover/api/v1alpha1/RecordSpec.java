package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One record set, by name and type. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordSpec(
        @ValidationRule(
                value = "self.matches('^([*][.])?" + Rules.HOST + "$')",
                messageExpression = "'name ' + self + '" + Rules.HOST_ALLOWED + "; the first label may be *'")
        @ValidationRule(
                value = "!self.lowerAscii().matches('" + Rules.RESERVED_LABEL + "')",
                messageExpression = "'name ' + self + '" + Rules.RESERVED + "'")
        @JsonPropertyDescription("The full name, inside the zone; the first label may be *")
        @Required
        @Size(min = 1, max = RecordSpec.NAME_LENGTH)
        String name,

        @JsonPropertyDescription("The record type") @Required
        RecordType type,

        @ValidationRule(
                value =
                        Rules.IS_DURATION
                                + " && duration(self) >= duration('1s') && duration(self) <= duration('1h') && duration(self).getMilliseconds() % 1000 == 0",
                messageExpression =
                        "'ttl is ' + self + ': allowed is a duration from 1s to 1h in whole seconds, such as 30s'")
        @JsonPropertyDescription(
                "How long resolvers may keep the answer, in whole seconds, from 1s to 1h. Without meaning for regions with an alias: there the target's own TTL counts")
        @Default(RecordSpec.DEFAULT_TTL)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String ttl,

        @JsonPropertyDescription("Which endpoint of each region this record points to")
        @Default(EndpointSpec.DEFAULT_NAME)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String endpoint) {
    /** The longest name, in characters: with {@code _failover.} in front and {@code _any} for {@code *} it is still a DNS name. */
    public static final int NAME_LENGTH = 240;

    /** How long resolvers may keep an answer, unless the policy says otherwise. */
    public static final String DEFAULT_TTL = "30s";

    /** An absent field is {@code null} and gets its default. */
    public RecordSpec {
        ttl = requireNonNullElse(ttl, DEFAULT_TTL);
        endpoint = requireNonNullElse(endpoint, EndpointSpec.DEFAULT_NAME);
    }
}
