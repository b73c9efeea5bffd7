package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which region is left, why, and for how long. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.region == oldSelf.region",
        message = "region: an order is not rewritten; delete it and give a new one",
        fieldPath = ".region")
@ValidationRule(value = OrderRules.SAME_REASON, message = OrderRules.SAME_REASON_MESSAGE, fieldPath = ".reason")
@ValidationRule(value = OrderRules.SAME_PERSON, message = OrderRules.SAME_PERSON_MESSAGE)
public record RegionDrainSpec(
        @JsonPropertyDescription("The Region that every policy leaves")
        @Required
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String region,

        @JsonPropertyDescription("Why, for people") @Required @Size(min = 1, max = OrderRules.REASON_LENGTH)
        String reason,

        @JsonPropertyDescription(OrderRules.UNTIL)
        @Required
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @ValidationRule(value = OrderRules.EARLIER_ONLY, message = OrderRules.EARLIER_ONLY_MESSAGE)
        Instant until,

        @JsonPropertyDescription("Who asks for it") @Size(max = OrderRules.PERSON_LENGTH) @Nullable
        String requestedBy) {}
