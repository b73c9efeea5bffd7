package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A zone that a running ExternalDNS carries out. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExternalDnsSpec(
        @JsonPropertyDescription("The Namespace that ExternalDNS reads DNSEndpoint objects in")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String namespace,

        @JsonPropertyDescription(
                "The Region whose cluster it runs in: all instances write there. Needed with peers. Default: the instance's own cluster")
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @Nullable
        String region) {}
