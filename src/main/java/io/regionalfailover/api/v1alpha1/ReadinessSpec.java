package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What traffic waits for, and for how long. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadinessSpec(
        @JsonPropertyDescription("How much of what the region needs must be ready, in percent, rounded up")
        @Default("100")
        @Min(1)
        @Max(100)
        Integer minPercent,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('0s') && duration(self) <= duration('24h')",
                messageExpression = "'timeout is ' + self + ': allowed is a duration from 0s to 24h, such as 5m'")
        @JsonPropertyDescription("How long a shift waits for it, from 0s to 24h")
        @Default(ReadinessSpec.DEFAULT_TIMEOUT)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String timeout,

        @JsonPropertyDescription(
                "Shift: then traffic comes all the same, and the policy is Degraded. Hold: it stays where it is")
        @Default("Shift")
        OnTimeout onTimeout) {
    /** How long a shift waits for room, unless the policy says otherwise. */
    public static final String DEFAULT_TIMEOUT = "5m";

    /** How much of it must be ready, in percent, unless the policy says otherwise. */
    public static final int DEFAULT_MIN_PERCENT = 100;

    /** An absent field is {@code null} and gets its default. */
    public ReadinessSpec {
        minPercent = requireNonNullElse(minPercent, DEFAULT_MIN_PERCENT);
        timeout = requireNonNullElse(timeout, DEFAULT_TIMEOUT);
        onTimeout = requireNonNullElse(onTimeout, OnTimeout.SHIFT);
    }

    /** All of it ready, five minutes, then shift. */
    public static ReadinessSpec defaults() {
        return new ReadinessSpec(DEFAULT_MIN_PERCENT, DEFAULT_TIMEOUT, OnTimeout.SHIFT);
    }
}
