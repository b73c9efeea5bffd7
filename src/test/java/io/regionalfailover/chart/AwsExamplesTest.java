package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the examples for EKS say fits together, and is what the documentation says. */
class AwsExamplesTest {
    private static final Path EKS = Path.of("examples", "eks");
    private static final String NAMESPACE = "regional-failover";
    private static final Pattern DOCUMENTED =
            Pattern.compile("```json\\n(\\{\\n  \"Version\": \"2012-10-17\".*?)```", Pattern.DOTALL);

    @Test
    void theRoleMayWhatTheDocumentationSays() throws IOException {
        Matcher documented = DOCUMENTED.matcher(Files.readString(Path.of("docs", "route53.md")));

        assertThat(documented.find()).isTrue();
        assertThat(json("failover-dns-permissions.json")).isEqualTo(new ObjectMapper().readTree(documented.group(1)));
    }

    @Test
    void podIdentityTrustsTheServiceAccountOfTheValues() throws IOException {
        JsonNode trusted = json("pod-identity-trust.json")
                .path("Statement")
                .path(0)
                .path("Condition")
                .path("StringEquals");

        assertThat(trusted.path("aws:RequestTag/kubernetes-namespace").asText()).isEqualTo(NAMESPACE);
        assertThat(trusted.path("aws:RequestTag/kubernetes-service-account").asText())
                .isEqualTo(serviceAccount("pod-identity-values.yaml"));
    }

    @Test
    void irsaTrustsTheServiceAccountOfTheValues() throws IOException {
        JsonNode trusted = json("irsa-trust.json")
                .path("Statement")
                .path(0)
                .path("Condition")
                .path("StringEquals");

        assertThat(trusted)
                .extracting(JsonNode::asText)
                .contains(
                        "system:serviceaccount:" + NAMESPACE + ":" + serviceAccount("irsa-values.yaml"),
                        "sts.amazonaws.com");
    }

    private static String serviceAccount(String values) throws IOException {
        return new KubernetesSerialization()
                .unmarshal(Files.readString(EKS.resolve(values)), JsonNode.class)
                .path("serviceAccount")
                .path("name")
                .asText();
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(EKS.resolve(file)));
    }
}
