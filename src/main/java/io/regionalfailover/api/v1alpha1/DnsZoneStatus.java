package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found about a zone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsZoneStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Ready") @ListMap("type") List<Condition> conditions) {
    /** An absent field is {@code null} and gets its default. */
    public DnsZoneStatus {
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
    }
}
