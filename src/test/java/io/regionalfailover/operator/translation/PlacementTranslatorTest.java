package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.PlacementSpec;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.CapacityRule;
import io.regionalfailover.placement.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTranslatorTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final PlacementSpec WEB = YAML.unmarshal("""
            name: web
            workload: {apiVersion: apps/v1, kind: Deployment, name: checkout}
            replicas: {total: 20, minPerRegion: 2}
            scaleDown: AfterDrain
            readiness: {minPercent: 80, timeout: 90s, onTimeout: Hold}
            """, PlacementSpec.class);

    @Test
    void anEntryIsARuleAndAWorkload() {
        assertThat(PlacementTranslator.rules(List.of(WEB)))
                .containsExactly(new CapacityRule("web", 20, 2, 80, Duration.ofSeconds(90), true, true));
        assertThat(model("shop", Map.of(), "spec: {}").workloads())
                .isEqualTo(Map.of("web", new Workload("apps/v1", "Deployment", "shop", "checkout")));
    }

    @Test
    void aRegionSaysWhoMayPlaceThere() {
        String named = "spec: {allowedNamespaces: {names: [shop, bank]}}";
        assertThat(model("shop", Map.of(), named).denied()).isEmpty();
        assertThat(model("other", Map.of(), named).denied())
                .isEqualTo(Map.of(
                        "west",
                        "Region \"west\" lets no workloads of namespace \"other\" be placed there:"
                                + " spec.allowedNamespaces has shop, bank"));
        String labelled = "spec: {allowedNamespaces: {selector: {matchLabels: {tier: gold}}}}";
        assertThat(model("other", Map.of("tier", "gold"), labelled).denied()).isEmpty();
        assertThat(model("other", Map.of("tier", "tin"), labelled).denied()).containsKey("west");
    }

    @Test
    void aRegionThatSaysNothingLetsEverybodyIn() {
        assertThat(model("shop", Map.of(), "spec: {}").denied()).isEmpty();
        assertThat(model("shop", Map.of(), "metadata: {name: west}").denied()).isEmpty();
    }

    private static PlacementModel model(String namespace, Map<String, String> labels, String region) {
        return PlacementTranslator.model(
                List.of(WEB),
                new Grants.Namespace(namespace, labels),
                Map.of("west", YAML.unmarshal(region, Region.class)));
    }
}
