package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.testing.route53.IamPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The IAM policy of the example allows the names that the operator writes, and no others. {@code GitOpsIT} compares it with real batches. */
class IamExampleTest {
    private static final Path FILE = Path.of("examples", "iam", "route53-names.json");
    private static final DnsName APEX = DnsName.of("example.com");

    private final IamPolicy policy = IamPolicy.read(FILE);

    @ParameterizedTest
    @ValueSource(strings = {"checkout.example.com", "*.shop.example.com", "api.shop.example.com"})
    void whatIsPublishedAndItsFence(String name) {
        assertThat(policy.allows(name)).isTrue();
        assertThat(policy.allows(DnsName.of(name).fence().toString()))
                .as("its fence")
                .isTrue();
    }

    @Test
    void theHeartbeatsAndTheLedgerOfTheZone() {
        assertThat(policy.allows(APEX.velocity().toString())).isTrue();
        assertThat(policy.allows(APEX.heartbeat("us-east-1").toString())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "www.example.com",
                "mail.example.com",
                "checkout.example.com.evil.example.com",
                "_failover.www.example.com",
                "_failover-other.example.com",
                "_dmarc.example.com",
                "_acme-challenge.checkout.example.com"
            })
    void nothingElse(String name) {
        assertThat(policy.allows(name)).isFalse();
    }

    @Test
    void itNeverUpsertsAndReadsOneZone() throws IOException {
        List<String> actions = new ArrayList<>();
        for (JsonNode statement : read(FILE).path("Statement")) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            statement.path("Action").forEach(action -> actions.add(action.asText()));
            if (statement.path("Action").isTextual()) {
                actions.add(statement.path("Action").asText());
            }
        }
        assertThat(actions)
                .containsExactlyInAnyOrder(
                        "route53:ChangeResourceRecordSets",
                        "route53:ListResourceRecordSets",
                        "route53:GetHostedZone",
                        "route53:GetChange");
        assertThat(Files.readString(FILE)).doesNotContain("UPSERT").doesNotContain("\"Resource\": \"*\"");
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }
}
