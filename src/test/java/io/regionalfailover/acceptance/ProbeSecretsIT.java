package io.regionalfailover.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.testing.http.ReceivedRequest;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What checks take from Secrets: it is sent, renewed without a restart, and shown nowhere. */
class ProbeSecretsIT {
    private static final String NAME = "probe-token";

    private final World world = World.usual();

    @Overlapping
    void aHeaderIsSentRenewedAndNeverShown() {
        try (Shop shop = world.shop()) {
            write(shop, "Bearer first-s3cret");
            shop.apply(shop.policy()
                    .with(
                            "checks",
                            "["
                                    + shop.frontend()
                                            .replace("/healthz\"", "/healthz\", headersSecretRef: {name: " + NAME + "}")
                                    + "]"));
            shop.awaitSteady();
            assertThat(sent(shop)).contains("Bearer first-s3cret");

            write(shop, "Bearer second-s3cret");
            Shop.until("the new header is sent", () -> sent(shop).equals(Optional.of("Bearer second-s3cret")));
            assertThat(Shop.isTrue(shop.status(), "Ready")).isTrue();
            assertThat(shop.zone().weights()).isEqualTo(Map.of(Shop.EAST, 100L, Shop.WEST, 0L));

            world.kube().secrets().inNamespace(shop.namespace()).withName(NAME).delete();
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            Condition stalled = Shop.condition(refused, "Stalled").orElseThrow();
            assertThat(stalled.reason()).isEqualTo("InvalidReference");
            assertThat(stalled.message())
                    .isEqualTo("spec.checks[0].http.headersSecretRef: check \"frontend\": Secret \"" + shop.namespace()
                            + "/" + NAME + "\" does not exist: create it, or name another of namespace \""
                            + shop.namespace() + "\"");
            Shop.awaitProbes(shop.east(), 2);
            assertThat(sent(shop)).as("what was accepted last goes on").contains("Bearer second-s3cret");

            write(shop, "Bearer third-s3cret");
            Shop.until("the Secret is back", () -> sent(shop).equals(Optional.of("Bearer third-s3cret")));
            shop.awaitSteady();
            assertThat(Serialization.asYaml(shop.resource(Shop.POLICY).orElseThrow()))
                    .doesNotContain("s3cret");
            assertThat(world.operator().log()).noneMatch(line -> line.contains("s3cret"));
        }
    }

    private static Optional<String> sent(Shop shop) {
        return shop.east().requests().stream()
                .reduce((earlier, later) -> later)
                .flatMap((ReceivedRequest request) -> request.header("authorization"));
    }

    private void write(Shop shop, String value) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(shop.namespace())
                .withName(NAME)
                .endMetadata()
                .addToData("Authorization", Base64.getEncoder().encodeToString(value.getBytes(UTF_8)))
                .build();
        world.kube().resource(secret).createOr(existing -> existing.update());
    }
}
