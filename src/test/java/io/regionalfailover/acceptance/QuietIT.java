package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing happens when nothing changed: no request to Route 53 and no write to the API server. */
class QuietIT {
    private static final int TIMES = 100;

    /** Comparisons with the zone would be requests too; here none is due. */
    private final World world = World.with(Map.of("REGIONAL_FAILOVER_RESYNC", "1h"));

    @Test
    void aPolicyAppliedUnchangedAHundredTimesCausesNothing() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            FailoverPolicy before = settled(shop);
            int requests = world.route53().requests().size();

            for (int i = 0; i < TIMES; i++) {
                shop.apply(shop.policy());
            }
            Shop.awaitProbes(shop.east(), 3);

            FailoverPolicy after = shop.resource(Shop.POLICY).orElseThrow();
            assertThat(after.getMetadata().getResourceVersion())
                    .isEqualTo(before.getMetadata().getResourceVersion());
            assertThat(world.route53().requests()).hasSize(requests);
        }
    }

    @Test
    void whatDoesNotTouchTheSpecCausesNothingEither() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            FailoverPolicy before = settled(shop);
            int requests = world.route53().requests().size();

            // As a pipeline does that stamps what it applies: the object changes, and the operator is told of it.
            for (int i = 0; i < TIMES; i++) {
                shop.apply(shop.policy().annotated("example.com/build", String.valueOf(i)));
            }
            Shop.awaitProbes(shop.east(), 3);

            FailoverPolicy after = shop.resource(Shop.POLICY).orElseThrow();
            assertThat(after.getStatus()).isEqualTo(before.getStatus());
            assertThat(statusWrites(after)).isEqualTo(statusWrites(before));
            assertThat(world.route53().requests()).hasSize(requests);
        }
    }

    /** They would be more than the policies themselves. */
    @Test
    void whoManagesWhichFieldIsNotKept() throws IOException, InterruptedException {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            assertThat(settled(shop).getMetadata().getManagedFields()).isNotEmpty();

            Process histogram = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(world.operator().pid()),
                            "GC.class_histogram")
                    .start();
            String living = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(histogram.waitFor()).isZero();
            assertThat(living)
                    .contains(FailoverPolicy.class.getName())
                    .doesNotContain(ManagedFieldsEntry.class.getName());
        }
    }

    /** Waits until the first plan is seen everywhere and its report has not changed for a few probes. */
    private static FailoverPolicy settled(Shop shop) {
        shop.awaitSteady();
        shop.await(
                "the provider was asked for the last time",
                status -> status.plan() != null && status.plan().inSyncAt() != null);
        Shop.awaitProbes(shop.east(), 3);
        return shop.resource(Shop.POLICY).orElseThrow();
    }

    private static List<String> statusWrites(FailoverPolicy policy) {
        return policy.getMetadata().getManagedFields().stream()
                .filter(entry -> "status".equals(entry.getSubresource()))
                .map(ManagedFieldsEntry::getTime)
                .toList();
    }
}
