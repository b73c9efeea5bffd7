package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import org.junit.jupiter.api.Test;

/** What is kept of a resource as the API server sends it. */
class WithoutManagedFieldsTest {
    private static final String SENT = """
            {"apiVersion": "regionalfailover.io/v1alpha1", "kind": "FailoverPolicy",
             "metadata": {"name": "checkout", "namespace": "shop", "generation": 3, "resourceVersion": "17",
               "labels": {"team": "payments"},
               "managedFields": [{"manager": "kubectl", "operation": "Apply", "fieldsType": "FieldsV1",
                 "fieldsV1": {"f:spec": {"f:dns": {"f:zone": {}}}}}]},
             "spec": {"dns": {"zone": "example-com", "records": []}, "regions": [], "checks": []}}
            """;

    @Test
    void everythingIsKeptButWhoManagesWhat() {
        ObjectMapper mapper = new ObjectMapper();
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, true);
        new WithoutManagedFields().customize(mapper);

        FailoverPolicy policy = serialization.unmarshal(SENT, FailoverPolicy.class);

        assertThat(policy.getMetadata().getManagedFields()).isNullOrEmpty();
        assertThat(policy.getMetadata().getAdditionalProperties()).isEmpty();
        assertThat(policy.getMetadata().getLabels()).containsEntry("team", "payments");
        assertThat(policy.getMetadata().getGeneration()).isEqualTo(3);
        assertThat(policy.getSpec().dns().zone()).isEqualTo("example-com");
        assertThat(serialization.asJson(policy)).doesNotContain("managedFields").contains("\"resourceVersion\":\"17\"");
    }
}
