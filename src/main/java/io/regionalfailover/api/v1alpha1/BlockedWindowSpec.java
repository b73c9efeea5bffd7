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
import org.jspecify.annotations.Nullable;

/** A span of time that begins whenever the cron expression says so. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockedWindowSpec(
        @ValidationRule(value = Rules.IS_CRON, messageExpression = Rules.CRON_MESSAGE)
        @JsonPropertyDescription("When it begins: minute, hour, day of month, month, day of week")
        @Required
        @Size(min = 9, max = 100)
        String cron,

        @ValidationRule(value = Rules.IS_TIME_ZONE, messageExpression = Rules.TIME_ZONE_MESSAGE)
        @JsonPropertyDescription("An IANA time zone")
        @Default("UTC")
        @Size(min = 1, max = 64)
        String timeZone,

        @ValidationRule(
                value = Rules.IS_DURATION
                        + " && duration(self) >= duration('1m') && duration(self) <= duration('168h')",
                messageExpression = "'duration is ' + self + ': allowed is a duration from 1m to 168h, such as 10h'")
        @JsonPropertyDescription("How long it lasts, from 1m to 168h")
        @Required
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String duration,

        @JsonPropertyDescription("Why, for people") @Size(max = 200) @Nullable
        String reason) {
    /** An absent field is {@code null} and gets its default. */
    public BlockedWindowSpec {
        timeZone = requireNonNullElse(timeZone, "UTC");
    }
}
