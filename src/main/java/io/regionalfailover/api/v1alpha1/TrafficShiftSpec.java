package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which policies leave which regions or return to them, why, and for how long. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.policies) != has(self.policySelector)",
        message = "exactly one of policies and policySelector says whom it is for")
@ValidationRule(
        value = "has(self.awayFrom) != has(self.returnTo)",
        message = "exactly one of awayFrom and returnTo says what is ordered")
@ValidationRule(
        value =
                "has(self.policies) == has(oldSelf.policies) && (!has(self.policies) || self.policies == oldSelf.policies)"
                        + " && has(self.policySelector) == has(oldSelf.policySelector)"
                        + " && (!has(self.policySelector) || self.policySelector == oldSelf.policySelector)",
        message = "policies and policySelector: an order is not rewritten; delete it and give a new one")
@ValidationRule(
        value =
                "has(self.awayFrom) == has(oldSelf.awayFrom) && (!has(self.awayFrom) || self.awayFrom == oldSelf.awayFrom)"
                        + " && has(self.returnTo) == has(oldSelf.returnTo) && (!has(self.returnTo) || self.returnTo == oldSelf.returnTo)",
        message = "awayFrom and returnTo: an order is not rewritten; delete it and give a new one")
@ValidationRule(value = OrderRules.SAME_REASON, message = OrderRules.SAME_REASON_MESSAGE, fieldPath = ".reason")
@ValidationRule(value = OrderRules.SAME_PERSON, message = OrderRules.SAME_PERSON_MESSAGE)
@ValidationRule(
        value = "self.force == oldSelf.force",
        message = "force: an order is not rewritten; delete it and give a new one",
        fieldPath = ".force")
public record TrafficShiftSpec(
        @JsonPropertyDescription("The policies of this namespace that it is for, by name")
        @Size(min = 1, max = OrderRules.POLICIES)
        @ListSet
        @Nullable
        List<@Size(min = 1, max = Api.NAME_LENGTH) String> policies,

        @JsonPropertyDescription("The policies of this namespace that it is for, by label") @Nullable
        PolicySelectorSpec policySelector,

        @JsonPropertyDescription("The regions that they leave")
        @Size(min = 1, max = OrderRules.REGIONS)
        @ListSet
        @Nullable
        List<@Size(min = 1, max = Api.LABEL_LENGTH) String> awayFrom,

        @JsonPropertyDescription("The regions that they may return to, at once; orders that keep them away end")
        @Size(min = 1, max = OrderRules.REGIONS)
        @ListSet
        @Nullable
        List<@Size(min = 1, max = Api.LABEL_LENGTH) String> returnTo,

        @JsonPropertyDescription("Why, for people") @Required @Size(min = 1, max = OrderRules.REASON_LENGTH)
        String reason,

        @JsonPropertyDescription(OrderRules.UNTIL)
        @Required
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @ValidationRule(value = OrderRules.EARLIER_ONLY, message = OrderRules.EARLIER_ONLY_MESSAGE)
        Instant until,

        @JsonPropertyDescription("Who asks for it") @Size(max = OrderRules.PERSON_LENGTH) @Nullable
        String requestedBy,

        @JsonPropertyDescription(
                "Break glass: waits neither for capacity nor cooldown nor minHealthyRegions, and may send traffic to an unhealthy region with returnTo; somebody must serve all the same. Needs the right to the verb force")
        @Default("false")
        Boolean force) {
    /** An absent field is {@code null} and gets its default. */
    public TrafficShiftSpec {
        policies = policies == null ? null : List.copyOf(policies);
        awayFrom = awayFrom == null ? null : List.copyOf(awayFrom);
        returnTo = returnTo == null ? null : List.copyOf(returnTo);
        force = requireNonNullElse(force, false);
    }
}
