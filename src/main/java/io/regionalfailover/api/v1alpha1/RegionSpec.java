package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform team says about a region. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegionSpec(
        @JsonPropertyDescription(
                "How the region's cluster is reached. Absent: the operator touches no workloads there, unless the region is its own")
        @Nullable
        ClusterSpec cluster,

        @ValidationRule(value = Placeholders.REGION_URL, messageExpression = Placeholders.REGION_URL_MESSAGE)
        @ValidationRule(value = Placeholders.REGION_HOST, messageExpression = Placeholders.REGION_HOST_MESSAGE)
        @ValidationRule(value = Placeholders.REGION_ADDRESS, messageExpression = Placeholders.REGION_ADDRESS_MESSAGE)
        @ValidationRule(value = Placeholders.REGION_NAME, messageExpression = Placeholders.REGION_NAME_MESSAGE)
        @ValidationRule(
                value = Placeholders.REGION_RESOLVERS,
                messageExpression = Placeholders.REGION_RESOLVERS_MESSAGE)
        @ValidationRule(value = Placeholders.REGION_EXPECTED, messageExpression = Placeholders.REGION_EXPECTED_MESSAGE)
        @ValidationRule(value = Placeholders.REGION_QUERY, messageExpression = Placeholders.REGION_QUERY_MESSAGE)
        @ValidationRule(
                value = Placeholders.REGION_WITHOUT_WORKLOADS,
                messageExpression = Placeholders.REGION_WITHOUT_WORKLOADS_MESSAGE)
        @JsonPropertyDescription("Signals of the whole region; they count for every policy in it")
        @Size(max = 50)
        @ListMap("name")
        List<CheckSpec> checks,

        @JsonPropertyDescription("Whose policies may place workloads in the region. Default: all that may publish DNS")
        @Nullable
        NamespacesSpec allowedNamespaces) {
    /** An absent field is {@code null} and gets its default. */
    public RegionSpec {
        checks = List.copyOf(requireNonNullElse(checks, List.of()));
    }
}
