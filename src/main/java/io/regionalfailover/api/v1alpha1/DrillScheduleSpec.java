package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** When a drill begins. One that is more than a minute late, since no operator ran, is left out. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillScheduleSpec(
        @ValidationRule(value = Rules.IS_CRON, messageExpression = Rules.CRON_MESSAGE)
        @JsonPropertyDescription("When it begins: minute, hour, day of month, month, day of week")
        @Required
        @Size(min = 9, max = 100)
        String cron,

        @ValidationRule(value = Rules.IS_TIME_ZONE, messageExpression = Rules.TIME_ZONE_MESSAGE)
        @JsonPropertyDescription("An IANA time zone")
        @Default("UTC")
        @Size(min = 1, max = 64)
        String timeZone) {
    /** An absent field is {@code null} and gets its default. */
    public DrillScheduleSpec {
        timeZone = requireNonNullElse(timeZone, "UTC");
    }
}
