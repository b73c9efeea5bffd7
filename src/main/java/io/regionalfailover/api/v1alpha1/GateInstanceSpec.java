package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the instance of one region is asked. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateInstanceSpec(
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        @JsonPropertyDescription("A Region's name: the one in which the instance stands")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String region,

        @ValidationRule(
                value = "self.matches('^https?://[A-Za-z0-9]([A-Za-z0-9.-]{0,240}[A-Za-z0-9])?(:[1-9][0-9]{0,4})?/?$')",
                messageExpression =
                        "'url ' + self + ' is not the base URL of an instance: allowed is https:// or http://, a host name or IPv4 address, and a port, without path'")
        @JsonPropertyDescription(
                "Base URL of its gate as the Internet reaches it, such as https://gate.us-east-1.example.com")
        @Required
        @Size(min = 8, max = 255)
        String url) {}
