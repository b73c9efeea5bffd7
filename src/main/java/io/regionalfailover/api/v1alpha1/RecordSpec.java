package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One record set, by name and type. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordSpec(
        @JsonPropertyDescription("The full name, inside the zone; the first label may be *")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String name,

        @JsonPropertyDescription("The record type") @Required
        RecordType type,

        @JsonPropertyDescription("How long resolvers may keep the answer, in whole seconds, from 1s to 1h")
        @Default(RecordSpec.DEFAULT_TTL)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String ttl,

        @JsonPropertyDescription("Which endpoint of each region this record points to")
        @Default(EndpointSpec.DEFAULT_NAME)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String endpoint) {
    /** How long resolvers may keep an answer, unless the policy says otherwise. */
    public static final String DEFAULT_TTL = "30s";

    /** An absent field is {@code null} and gets its default. */
    public RecordSpec {
        ttl = requireNonNullElse(ttl, DEFAULT_TTL);
        endpoint = requireNonNullElse(endpoint, EndpointSpec.DEFAULT_NAME);
    }
}
