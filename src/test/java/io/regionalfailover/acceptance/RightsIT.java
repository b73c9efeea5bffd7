package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Right;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.Installed.Asked;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The chart grants what the operator does, and no more: whatever it asks it may, and each verb on each resource that a role
 * names is asked. A rule too few is a refusal here, a rule too many a right that nobody used.
 */
class RightsIT {
    private static final Map<String, String> LEADING = leading();

    private static Map<String, String> leading() {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED", "true");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_NAME", Chart.FULL_NAME);
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_RETRY_PERIOD", "1s");
        return settings;
    }

    /** Rights that no test can make the operator use at will, or that wait for their use, and why. */
    private static final Map<String, String> UNUSED = Map.of(
            "get failoverpolicies", "JOSDK reads a policy again when taking its finalizer off meets a conflict",
            "secrets", "credentials of zones and headers of probes",
            "apps", "placement",
            "autoscaling", "placement");

    private final World world = World.with(LEADING);

    @Test
    void everyRightIsUsedAndNothingIsRefused() {
        try (Shop shop = world.shop()) {
            live(shop);
        }
        Installed rights = world.rights();
        List<Asked> asked = rights.asked();

        assertThat(asked)
                .as("what the operator asked and may not: grant it in the chart")
                .filteredOn(request -> !request.allowed())
                .extracting(request -> request.right().toString())
                .isEmpty();
        assertThat(unused(rights.granted(), asked))
                .as("rights of the chart that the operator did not use: take them out of the chart")
                .isEmpty();
    }

    private static Set<String> unused(List<Right> granted, List<Asked> asked) {
        Set<Right> used =
                asked.stream().map(request -> grant(granted, request.right())).collect(Collectors.toSet());
        return granted.stream()
                .filter(right -> !used.contains(right))
                .map(Right::toString)
                .filter(right -> UNUSED.keySet().stream().noneMatch(right::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The grant that a request rests on: the Role's of its namespace, else the ClusterRole's. */
    private static Right grant(List<Right> granted, Right request) {
        return granted.contains(request) ? request : new Right("", request.group(), request.resource(), request.verb());
    }

    /** Something of everything: a policy is published, fails over and is deleted. */
    private void live(Shop shop) {
        shop.applyZone("[{name: labelled, namespaces: {selector: {matchLabels: {kubernetes.io/metadata.name: %s}}}}]"
                .formatted(shop.namespace()));
        // What a policy names and no watch has told of yet is asked for by name.
        shop.apply(shop.policy()
                .named("elsewhere")
                .replacing("dns", "zone: " + shop.namespace(), "zone: nowhere")
                .replacing("regions", Shop.WEST, "nowhere"));
        shop.awaitStatus("elsewhere", "an answer", status -> Shop.isTrue(status, "Stalled"));
        shop.apply(shop.policy());
        shop.awaitSteady();
        shop.east().stop();
        shop.awaitPhase("FailedOver");
        Shop.until(
                "the failover is told as an event",
                () -> world.kube().events().v1().events().inNamespace(shop.namespace()).list().getItems().stream()
                        .anyMatch(event -> event.getReason().equals("RegionUnhealthy")));
        shop.delete(Shop.POLICY);
    }
}
