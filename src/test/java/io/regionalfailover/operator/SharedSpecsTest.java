package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import org.junit.jupiter.api.Test;

class SharedSpecsTest {
    private final SharedSpecs serialization = new SharedSpecs(new ObjectMapper(), new Class[0]);

    @Test
    void aCopyOfAPolicyHasMetadataOfItsOwnAndSharesTheRest() {
        FailoverPolicy policy = serialization.unmarshal("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverPolicy
                metadata:
                  namespace: shop
                  name: checkout
                  uid: 9c1f
                  resourceVersion: "17"
                  generation: 3
                  labels: {team: payments}
                  annotations: {note: by hand}
                  finalizers: [regionalfailover.io/dns]
                  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: 1a2b}]
                spec:
                  dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
                  regions: [{name: us-east-1}, {name: us-west-2, weight: 0}]
                status: {phase: Steady}
                """, FailoverPolicy.class);

        FailoverPolicy copy = serialization.clone(policy);

        assertThat(serialization.asYaml(copy)).isEqualTo(serialization.asYaml(policy));
        assertThat(copy.getSpec()).isSameAs(policy.getSpec());
        assertThat(copy.getStatus()).isSameAs(policy.getStatus());
        String before = serialization.asYaml(policy);
        copy.getMetadata().getFinalizers().clear();
        copy.getMetadata().getLabels().put("team", "search");
        copy.getMetadata().getAnnotations().clear();
        copy.getMetadata().getOwnerReferences().getFirst().setName("other");
        copy.getMetadata().setResourceVersion(null);
        assertThat(serialization.asYaml(policy)).isEqualTo(before);
    }

    @Test
    void allElseIsCopiedWhole() {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .endMetadata()
                .addToData("a", "b")
                .build();

        ConfigMap copy = serialization.clone(map);

        assertThat(copy).isEqualTo(map).isNotSameAs(map);
        copy.getData().put("a", "c");
        assertThat(map.getData()).containsEntry("a", "b");
    }
}
