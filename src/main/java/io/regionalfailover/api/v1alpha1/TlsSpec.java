package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** How a server's certificate is judged. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TlsSpec(
        @JsonPropertyDescription("true: any certificate will do") @Default("false")
        boolean insecureSkipVerify,

        @JsonPropertyDescription("Certificates that are trusted instead of the system's") @Nullable
        CaSecretRef caSecretRef) {
    /** The certificate must be valid for the name and signed by a known authority. */
    public static final TlsSpec VERIFIED = new TlsSpec(false, null);
}
