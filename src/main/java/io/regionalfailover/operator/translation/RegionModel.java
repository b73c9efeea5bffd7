package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Region asks for by itself.
 *
 * @param name the Region's name
 * @param checks its own checks
 * @param probes for the health room
 */
public record RegionModel(String name, List<CheckRule> checks, Map<CheckKey, ScopedProbe> probes) {
    public RegionModel {
        checks = List.copyOf(checks);
        probes = Map.copyOf(probes);
    }

    /** What became of a Region's spec. */
    public sealed interface Reading {}

    /** @param model what it means */
    public record Read(RegionModel model) implements Reading {}

    /** @param message a sentence that names field, value and what is allowed */
    public record Refused(String message) implements Reading {}

    /**
     * What a Region's spec means, or why it cannot be carried out.
     *
     * @param operatorNamespace where its Secrets are
     * @param secrets what is in those that it names
     * @param ownRegion the region that this instance stands in
     */
    public static Reading of(
            Region region,
            String operatorNamespace,
            Map<Secrets.Key, Secrets.Found> secrets,
            Optional<String> ownRegion) {
        String name = region.getMetadata().getName();
        Map<CheckKey, ScopedProbe> probes = new HashMap<>();
        CheckTranslator translator = new CheckTranslator(
                name, new Placeholders(Map.of(Placeholders.REGION, name)), secrets, ownRegion, probes);
        try {
            if (region.getSpec() != null) {
                translator.addOfRegion(
                        operatorNamespace, "spec.checks", region.getSpec().checks());
            }
            return new Read(new RegionModel(name, translator.rules(), probes));
        } catch (RefusedException e) {
            return new Refused(e.sentence());
        }
    }
}
