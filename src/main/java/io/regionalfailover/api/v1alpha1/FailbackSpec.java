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

/** How traffic returns to a region that is well again. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailbackSpec(
        @JsonPropertyDescription("Automatic: once the region has been well for long enough. Manual: when people say so")
        @Default("Automatic")
        FailbackMode mode,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('0s') && duration(self) <= duration('24h')",
                messageExpression = "'stableFor is ' + self + ': allowed is a duration from 0s to 24h, such as 5m'")
        @JsonPropertyDescription(
                "How long the region must have been healthy without a break, from 0s to 24h; doubled at each relapse within an hour, up to 1h")
        @Default(FailbackSpec.DEFAULT_STABLE_FOR)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String stableFor,

        @ValidationRule(
                value = "self.exists(x, x == 100)",
                message =
                        "steps do not reach 100: allowed are percentages that rise strictly and end with 100, such as 25, 50, 100")
        @ValidationRule(
                value = "self.isSorted() && self.all(x, self.exists_one(y, y == x))",
                message =
                        "steps do not rise strictly: allowed are percentages, each above the one before and the last one 100, such as 25, 50, 100")
        @JsonPropertyDescription("Percent of its steady share that the region gets back, strictly rising to 100")
        @Default("[25, 50, 100]")
        @Size(min = 1, max = 20)
        List<@Min(1) @Max(100) Integer> steps,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('1s') && duration(self) <= duration('24h')",
                messageExpression = "'stepInterval is ' + self + ': allowed is a duration from 1s to 24h, such as 1m'")
        @JsonPropertyDescription("From one step to the next, from 1s to 24h")
        @Default(FailbackSpec.DEFAULT_STEP_INTERVAL)
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String stepInterval,

        @JsonPropertyDescription("When no traffic returns") @Size(max = 20)
        List<BlockedWindowSpec> blockedWindows) {
    /** How long a region must have been healthy, unless the policy says otherwise. */
    public static final String DEFAULT_STABLE_FOR = "5m";

    /** From one step to the next, unless the policy says otherwise. */
    public static final String DEFAULT_STEP_INTERVAL = "1m";

    private static final List<Integer> DEFAULT_STEPS = List.of(25, 50, 100);

    /** An absent field is {@code null} and gets its default. */
    public FailbackSpec {
        mode = requireNonNullElse(mode, FailbackMode.AUTOMATIC);
        stableFor = requireNonNullElse(stableFor, DEFAULT_STABLE_FOR);
        steps = List.copyOf(requireNonNullElse(steps, DEFAULT_STEPS));
        stepInterval = requireNonNullElse(stepInterval, DEFAULT_STEP_INTERVAL);
        blockedWindows = List.copyOf(requireNonNullElse(blockedWindows, List.of()));
    }

    /** What holds when a policy says nothing. */
    public static FailbackSpec defaults() {
        return new FailbackSpec(
                FailbackMode.AUTOMATIC, DEFAULT_STABLE_FOR, DEFAULT_STEPS, DEFAULT_STEP_INTERVAL, List.of());
    }
}
