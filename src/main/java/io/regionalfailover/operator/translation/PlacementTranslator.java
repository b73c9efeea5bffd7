package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.NamespacesSpec;
import io.regionalfailover.api.v1alpha1.OnTimeout;
import io.regionalfailover.api.v1alpha1.PlacementSpec;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.ScaleDown;
import io.regionalfailover.decision.CapacityRule;
import io.regionalfailover.placement.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what a policy wants placed into rules for the decision and workloads for the placement room. */
final class PlacementTranslator {
    private PlacementTranslator() {}

    static List<CapacityRule> rules(List<PlacementSpec> placement) {
        return placement.stream()
                .map(spec -> new CapacityRule(
                        spec.name(),
                        spec.replicas().total(),
                        spec.replicas().minPerRegion(),
                        spec.readiness().minPercent(),
                        Durations.parse(spec.readiness().timeout()),
                        spec.readiness().onTimeout() == OnTimeout.HOLD,
                        spec.scaleDown() == ScaleDown.AFTER_DRAIN))
                .toList();
    }

    /** A region that does not let the namespace in is no error of the spec: traffic moves there as {@code onTimeout} says. */
    static PlacementModel model(
            List<PlacementSpec> placement, Grants.Namespace namespace, Map<String, Region> regions) {
        if (placement.isEmpty()) {
            return PlacementModel.NOTHING;
        }
        Map<String, Workload> workloads = new HashMap<>();
        for (PlacementSpec spec : placement) {
            workloads.put(
                    spec.name(),
                    new Workload(
                            spec.workload().apiVersion(),
                            spec.workload().kind(),
                            namespace.name(),
                            spec.workload().name()));
        }
        Map<String, String> denied = new HashMap<>();
        regions.forEach((name, region) -> {
            NamespacesSpec allowed =
                    region.getSpec() == null ? null : region.getSpec().allowedNamespaces();
            if (allowed != null && !Grants.admits(allowed, namespace)) {
                denied.put(
                        name,
                        "Region \"" + name + "\" lets no workloads of namespace \"" + namespace.name()
                                + "\" be placed there: spec.allowedNamespaces has " + shown(allowed));
            }
        });
        return new PlacementModel(workloads, denied);
    }

    private static String shown(NamespacesSpec allowed) {
        String names = String.join(", ", allowed.names());
        if (allowed.selector() == null) {
            return names;
        }
        return (names.isEmpty() ? "" : names + " and ") + "the labels "
                + allowed.selector().matchLabels();
    }
}
