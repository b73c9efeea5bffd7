package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A query that breaks a drill off when its value fails. Without an answer or a number nobody can tell, and the drill goes on. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillQuerySpec(
        @JsonPropertyDescription("How the report names it")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        String name,

        @ValidationRule(
                value = "self.matches('^https?://" + Rules.BASE_URL_REST + "$')",
                messageExpression =
                        "'url ' + self + ' is not the base URL of a Prometheus: allowed are http:// or https://, a host name or IP address (IPv6 in brackets), a port from 1 to 65535 and a path, without credentials, query and fragment'")
        @JsonPropertyDescription("What stands before /api/v1/query; {region} is the region that is left")
        @Required
        @Size(min = 1, max = 512)
        String url,

        @JsonPropertyDescription("PromQL; {region} is the region that is left") @Required @Size(min = 1, max = 1024)
        String query,

        @JsonPropertyDescription("Which values fail; of several samples one is enough") @Required
        FailWhenSpec failWhen,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('1s') && duration(self) <= duration('5m')",
                messageExpression = "'interval is ' + self + ': allowed is a duration from 1s to 5m, such as 5s'")
        @JsonPropertyDescription("From the start of one query to the start of the next, from 1s to 5m")
        @Default(CheckSpec.DEFAULT_INTERVAL)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String interval,

        @JsonPropertyDescription("How many failing answers in a row break the drill off") @Default("3") @Min(1) @Max(20)
        Integer failureThreshold) {
    /** An absent field is {@code null} and gets its default. */
    public DrillQuerySpec {
        interval = requireNonNullElse(interval, CheckSpec.DEFAULT_INTERVAL);
        failureThreshold = requireNonNullElse(failureThreshold, CheckSpec.DEFAULT_THRESHOLD);
    }
}
