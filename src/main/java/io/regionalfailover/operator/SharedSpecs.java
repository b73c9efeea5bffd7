package io.regionalfailover.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.quarkus.kubernetes.client.KubernetesResources;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reads, writes and copies resources. The operator SDK copies each policy before each reconcile, by writing it as JSON and reading
 * that; a spec and a status never change, and copies of a policy share them here. All else is copied as by its superclass.
 */
@Singleton
public class SharedSpecs extends KubernetesSerialization {
    /**
     * As the extension of Quarkus makes the one that this takes the place of.
     *
     * @param kinds resources that the application knows
     */
    @Inject
    @SuppressWarnings("rawtypes")
    public SharedSpecs(@KubernetesClientObjectMapper ObjectMapper mapper, @KubernetesResources Class[] kinds) {
        super(mapper, false);
        for (Class<?> kind : kinds) {
            registerKubernetesResource(kind.asSubclass(KubernetesResource.class));
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T clone(T original) {
        return original instanceof FailoverPolicy policy ? (T) copy(policy) : super.clone(original);
    }

    private static FailoverPolicy copy(FailoverPolicy policy) {
        FailoverPolicy copy = new FailoverPolicy();
        copy.setApiVersion(policy.getApiVersion());
        copy.setKind(policy.getKind());
        copy.setMetadata(new ObjectMetaBuilder(policy.getMetadata()).build());
        copy.setSpec(policy.getSpec());
        copy.setStatus(policy.getStatus());
        return copy;
    }
}
