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
import java.util.List;

/** How traffic leaves a failing region. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailoverSpec(
        @JsonPropertyDescription("How many of the configured vantage points must see a check fail") @Default("Majority")
        Quorum quorum,

        @ValidationRule(
                value = "self.exists(x, x == 100)",
                message =
                        "steps do not reach 100: allowed are percentages that rise strictly and end with 100, such as 25, 50, 100")
        @ValidationRule(
                value = "self.isSorted() && self.all(x, self.exists_one(y, y == x))",
                message =
                        "steps do not rise strictly: allowed are percentages, each above the one before and the last one 100, such as 25, 50, 100")
        @JsonPropertyDescription("Percent taken away from the failing region, strictly rising to 100")
        @Default("[100]")
        @Size(min = 1, max = 20)
        List<@Min(1) @Max(100) Integer> steps,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('1s') && duration(self) <= duration('1h')",
                messageExpression = "'stepInterval is ' + self + ': allowed is a duration from 1s to 1h, such as 10s'")
        @JsonPropertyDescription("From one step to the next, from 1s to 1h")
        @Default(FailoverSpec.DEFAULT_STEP_INTERVAL)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String stepInterval,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('0s') && duration(self) <= duration('24h')",
                messageExpression = "'cooldown is ' + self + ': allowed is a duration from 0s to 24h, such as 60s'")
        @JsonPropertyDescription(
                "How long after a shift traffic does not return, from 0s to 24h; never delays an evacuation")
        @Default(FailoverSpec.DEFAULT_COOLDOWN)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String cooldown,

        @JsonPropertyDescription("A shift that leaves fewer regions serving is held; people can force it")
        @Default("1")
        @Min(1)
        @Max(15)
        Integer minHealthyRegions) {
    /** From one step to the next, unless the policy says otherwise. */
    public static final String DEFAULT_STEP_INTERVAL = "10s";

    /** How long after a shift traffic does not return, unless the policy says otherwise. */
    public static final String DEFAULT_COOLDOWN = "60s";

    /** An absent field is {@code null} and gets its default. */
    public FailoverSpec {
        quorum = requireNonNullElse(quorum, Quorum.MAJORITY);
        steps = List.copyOf(requireNonNullElse(steps, List.of(100)));
        stepInterval = requireNonNullElse(stepInterval, DEFAULT_STEP_INTERVAL);
        cooldown = requireNonNullElse(cooldown, DEFAULT_COOLDOWN);
        minHealthyRegions = requireNonNullElse(minHealthyRegions, 1);
    }

    /** What holds when a policy says nothing. */
    public static FailoverSpec defaults() {
        return new FailoverSpec(Quorum.MAJORITY, List.of(100), DEFAULT_STEP_INTERVAL, DEFAULT_COOLDOWN, 1);
    }
}
