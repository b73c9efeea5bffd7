package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Installed for some namespaces only, with Roles there, it carries out their policies and knows of no others. */
class NamespacedIT {
    private static final String NAME = "rfo-namespaced";

    private final World world = World.usual();

    @Test
    void policiesOfTheNamespacesThatItWatchesAreCarriedOut() {
        try (Shop inside = world.shop();
                Shop outside = world.shop()) {
            Installed installed = Installed.in(
                    world,
                    NAME,
                    "--set",
                    "rbac.scope=namespaced,operator.namespaces={%s},fullnameOverride=%s"
                            .formatted(inside.namespace(), NAME));
            world.operator().kill();
            try (OperatorProcess operator = world.another(Map.of(
                    "KUBECONFIG",
                    installed.kubeconfig().toString(),
                    "REGIONAL_FAILOVER_NAMESPACES",
                    inside.namespace()))) {
                operator.start();
                operator.awaitReady();
                outside.apply(outside.policy());
                inside.apply(inside.policy());
                inside.awaitSteady();
                Shop.until(
                        "a zone and a region are followed",
                        () -> inside.dnsZone().getStatus() != null
                                && world.kube()
                                                .resources(Region.class)
                                                .withName(EAST)
                                                .get()
                                                .getStatus()
                                        != null);
                inside.east().stop();
                inside.awaitPhase("FailedOver");
                assertThat(inside.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
                inside.delete(Shop.POLICY);

                assertThat(outside.resource(Shop.POLICY).orElseThrow().getStatus())
                        .isNull();
                assertThat(outside.resource(Shop.POLICY).orElseThrow().getFinalizers())
                        .isEmpty();
                assertThat(installed.asked()).isNotEmpty().allMatch(Installed.Asked::allowed);
            }
        }
    }
}
