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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which policy leaves which region, when, for how long, and what breaks it off. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.policy == oldSelf.policy && self.region == oldSelf.region",
        message = "policy and region: a drill is not rewritten; delete it and apply a new one")
public record FailoverDrillSpec(
        @JsonPropertyDescription("The FailoverPolicy of this namespace that leaves the region")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String policy,

        @JsonPropertyDescription("The region that it leaves")
        @Required
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String region,

        @ValidationRule(
                value = Rules.IS_DURATION + " && duration(self) >= duration('1m') && duration(self) <= duration('24h')",
                messageExpression = "'duration is ' + self + ': allowed is a duration from 1m to 24h, such as 10m'")
        @JsonPropertyDescription(
                "How long it stays away, from the start to the beginning of the return, from 1m to 24h")
        @Required
        @Pattern(Api.DURATION_PATTERN)
        @Size(max = Api.DURATION_LENGTH)
        String duration,

        @JsonPropertyDescription("True: nothing begins, and what runs is broken off and traffic given back")
        @Default("false")
        Boolean suspend,

        @JsonPropertyDescription("When it begins, again and again; absent: once, now") @Nullable
        DrillScheduleSpec schedule,

        @JsonPropertyDescription("What breaks it off and gives traffic back at once") @Default("{}")
        AbortWhenSpec abortWhen,

        @JsonPropertyDescription("When it does not begin") @Size(max = 20)
        List<BlockedWindowSpec> blockedWindows) {
    /** An absent field is {@code null} and gets its default. */
    public FailoverDrillSpec {
        suspend = requireNonNullElse(suspend, false);
        abortWhen = requireNonNullElse(abortWhen, AbortWhenSpec.ANY_CHECK_FAILS);
        blockedWindows = List.copyOf(requireNonNullElse(blockedWindows, List.of()));
    }
}
