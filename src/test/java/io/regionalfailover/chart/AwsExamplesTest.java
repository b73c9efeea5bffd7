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

/**
 * What the examples for EKS say fits together, and is what the documentation says. {@code CommandsIT} installs the chart as documented and
 * asks for the ServiceAccount.
 */
class AwsExamplesTest {
    private static final Path IAM = Path.of("examples", "iam");
    private static final Pattern PERMISSIONS =
            Pattern.compile("```json\\n(\\{\\n  \"Version\": \"2012-10-17\".*?)```", Pattern.DOTALL);
    private static final Pattern ASSOCIATION =
            Pattern.compile("--namespace (\\S+) \\\\\\n +--service-account (\\S+) --role-arn (\\S+)");

    @Test
    void theRoleMayWhatTheDocumentationSays() throws IOException {
        assertThat(json("route53-names.json"))
                .isEqualTo(new ObjectMapper()
                        .readTree(documented(PERMISSIONS, "route53.md").group(1)));
    }

    @Test
    void podIdentityTrustsTheServiceAccountOfTheAssociationAlone() throws IOException {
        Matcher association = documented(ASSOCIATION, "eks.md");
        JsonNode statement = onlyStatement("trust-pod-identity.json");
        JsonNode trusted = statement.at("/Condition/StringEquals");

        assertThat(statement.at("/Principal/Service").asText()).isEqualTo("pods.eks.amazonaws.com");
        assertThat(trusted.path("aws:RequestTag/kubernetes-namespace").asText()).isEqualTo(association.group(1));
        assertThat(trusted.path("aws:RequestTag/kubernetes-service-account").asText())
                .isEqualTo(association.group(2));
    }

    @Test
    void irsaTrustsTheSameServiceAccountAlone() throws IOException {
        Matcher association = documented(ASSOCIATION, "eks.md");
        JsonNode statement = onlyStatement("trust-irsa.json");
        String issuer = statement.at("/Principal/Federated").asText().replaceFirst("^.*:oidc-provider/", "");
        JsonNode trusted = statement.at("/Condition/StringEquals");

        assertThat(trusted.path(issuer + ":aud").asText()).isEqualTo("sts.amazonaws.com");
        assertThat(trusted.path(issuer + ":sub").asText())
                .isEqualTo("system:serviceaccount:" + association.group(1) + ":" + association.group(2));
    }

    @Test
    void irsaNamesTheSameRoleAndNoOtherServiceAccount() throws IOException {
        JsonNode account = new KubernetesSerialization()
                .unmarshal(Files.readString(IAM.resolve("values-irsa.yaml")), JsonNode.class)
                .path("serviceAccount");

        assertThat(account.path("annotations")
                        .path("eks.amazonaws.com/role-arn")
                        .asText())
                .isEqualTo(documented(ASSOCIATION, "eks.md").group(3));
        assertThat(account.has("name")).isFalse();
    }

    private static Matcher documented(Pattern pattern, String page) throws IOException {
        Matcher documented = pattern.matcher(Files.readString(Path.of("docs", page)));
        assertThat(documented.find()).as(pattern + " in " + page).isTrue();
        return documented;
    }

    private static JsonNode onlyStatement(String file) throws IOException {
        JsonNode statements = json(file).path("Statement");
        assertThat(statements).hasSize(1);
        return statements.path(0);
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(IAM.resolve(file)));
    }
}
