package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a policy asks for: names, regions in the order of preference, checks, and the rules by which traffic moves. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = PolicyRules.SOME_WEIGHT, message = PolicyRules.SOME_WEIGHT_MESSAGE, fieldPath = ".regions")
@ValidationRule(
        value = PolicyRules.MIN_HEALTHY,
        messageExpression = PolicyRules.MIN_HEALTHY_MESSAGE,
        fieldPath = ".failover.minHealthyRegions")
@ValidationRule(
        value = PolicyRules.ENDPOINTS_EXIST,
        messageExpression = PolicyRules.ENDPOINTS_EXIST_MESSAGE,
        fieldPath = ".regions")
@ValidationRule(
        value = PolicyRules.A_CARRIED,
        messageExpression = PolicyRules.A_CARRIED_MESSAGE,
        fieldPath = ".regions")
@ValidationRule(
        value = PolicyRules.AAAA_CARRIED,
        messageExpression = PolicyRules.AAAA_CARRIED_MESSAGE,
        fieldPath = ".regions")
@ValidationRule(
        value = PolicyRules.CNAME_CARRIED,
        messageExpression = PolicyRules.CNAME_CARRIED_MESSAGE,
        fieldPath = ".regions")
@ValidationRule(
        value = PolicyRules.TARGET_EXISTS,
        messageExpression = PolicyRules.TARGET_EXISTS_MESSAGE,
        fieldPath = ".regions")
@ValidationRule(
        value = Placeholders.POLICY_URL,
        messageExpression = Placeholders.POLICY_URL_MESSAGE,
        fieldPath = ".checks")
@ValidationRule(
        value = Placeholders.POLICY_HOST,
        messageExpression = Placeholders.POLICY_HOST_MESSAGE,
        fieldPath = ".checks")
@ValidationRule(
        value = Placeholders.POLICY_ADDRESS,
        messageExpression = Placeholders.POLICY_ADDRESS_MESSAGE,
        fieldPath = ".checks")
@ValidationRule(
        value = Placeholders.POLICY_NAME,
        messageExpression = Placeholders.POLICY_NAME_MESSAGE,
        fieldPath = ".checks")
@ValidationRule(
        value = Placeholders.POLICY_RESOLVERS,
        messageExpression = Placeholders.POLICY_RESOLVERS_MESSAGE,
        fieldPath = ".checks")
@ValidationRule(
        value = Placeholders.POLICY_EXPECTED,
        messageExpression = Placeholders.POLICY_EXPECTED_MESSAGE,
        fieldPath = ".checks")
@ValidationRule(
        value = Placeholders.POLICY_QUERY,
        messageExpression = Placeholders.POLICY_QUERY_MESSAGE,
        fieldPath = ".checks")
public record FailoverPolicySpec(
        @JsonPropertyDescription("true: observe and report, change nothing") @Default("false")
        boolean suspend,

        @JsonPropertyDescription(
                "Automatic: the operator decides and acts. Manual: only people move traffic, the status shows advice. DryRun: as Automatic, but nothing is written")
        @Default("Automatic")
        Mode mode,

        @JsonPropertyDescription("The names whose answers move with the traffic") @Required
        DnsSpec dns,

        @JsonPropertyDescription(
                "The regions that can serve, in the order of preference. Every region carries every record type")
        @Required
        @Size(min = 2, max = 16)
        @ListMap("name")
        List<PolicyRegionSpec> regions,

        @JsonPropertyDescription("What is tried in each region; each check runs once per region")
        @Required
        @Size(min = 1, max = 50)
        @ListMap("name")
        List<CheckSpec> checks,

        @JsonPropertyDescription("How traffic leaves a failing region") @Default("{}")
        FailoverSpec failover,

        @JsonPropertyDescription("How traffic returns to a region that is well again") @Default("{}")
        FailbackSpec failback,

        @ValidationRule(value = PolicyRules.WORKLOAD_ONCE, message = PolicyRules.WORKLOAD_ONCE_MESSAGE)
        @JsonPropertyDescription("Workloads that must have room before traffic comes")
        @Size(max = 20)
        @ListMap("name")
        List<PlacementSpec> placement) {
    /** An absent field is {@code null} and gets its default. */
    public FailoverPolicySpec {
        mode = requireNonNullElse(mode, Mode.AUTOMATIC);
        regions = List.copyOf(requireNonNullElse(regions, List.of()));
        checks = List.copyOf(requireNonNullElse(checks, List.of()));
        failover = requireNonNullElseGet(failover, FailoverSpec::defaults);
        failback = requireNonNullElseGet(failback, FailbackSpec::defaults);
        placement = List.copyOf(requireNonNullElse(placement, List.of()));
    }
}
