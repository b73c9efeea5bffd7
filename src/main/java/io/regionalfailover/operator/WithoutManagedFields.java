package io.regionalfailover.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Leaves out of everything that the API server sends who manages which field: a map for each field of each resource, more than the
 * resource itself, which nobody here looks at. What is written without it is managed as before.
 */
@Singleton
public final class WithoutManagedFields implements KubernetesClientObjectMapperCustomizer {
    @JsonIgnoreProperties("managedFields")
    private interface Slim {}

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(ObjectMeta.class, Slim.class);
    }
}
