package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What breaks a drill off. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AbortWhenSpec(
        @JsonPropertyDescription(
                "A check of the policy, critical or not, fails in a region other than the one that is left. A policy that fails open breaks it off in any case")
        @Default("true")
        Boolean anyCheckFails,

        @JsonPropertyDescription("Queries to Prometheus; one that fails is enough") @Size(max = 10) @ListMap("name")
        List<DrillQuerySpec> prometheus) {
    /** Where nothing else is said. */
    static final AbortWhenSpec ANY_CHECK_FAILS = new AbortWhenSpec(true, List.of());

    /** An absent field is {@code null} and gets its default. */
    public AbortWhenSpec {
        anyCheckFails = requireNonNullElse(anyCheckFails, true);
        prometheus = List.copyOf(requireNonNullElse(prometheus, List.of()));
    }
}
