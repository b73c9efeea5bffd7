package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Health checks at Route 53 that ask the operator's instances, so that traffic leaves a region without a request to its API. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateSpec(
        @ValidationRule(
                value = "self in ['10s', '30s']",
                messageExpression = "'interval is ' + self + ': allowed are 10s and 30s, as Route 53 has no others'")
        @JsonPropertyDescription(
                "How often each of Route 53's checkers asks: 10s or 30s. Three answers in a row turn a check")
        @Default(GateSpec.DEFAULT_INTERVAL)
        @Size(min = 1, max = 8)
        String interval,

        @ValidationRule(
                value = "self.all(i, self.exists_one(o, o.url == i.url))",
                message =
                        "instances: two regions have the same url: each instance needs its own, as one instance must not turn both keys")
        @JsonPropertyDescription(
                "Where the instance of each region is asked by Route 53, which comes from the Internet: 2 to 8 regions")
        @Required
        @Size(min = 2, max = 8)
        @ListMap("region")
        List<GateInstanceSpec> instances) {
    static final String DEFAULT_INTERVAL = "10s";

    /** An absent field is {@code null} and gets its default. */
    public GateSpec {
        interval = requireNonNullElse(interval, DEFAULT_INTERVAL);
        instances = List.copyOf(requireNonNullElse(instances, List.of()));
    }
}
