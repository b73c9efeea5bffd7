package io.regionalfailover.testing.chart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;

/**
 * One verb on one resource in one place, as a role grants it.
 *
 * @param namespace of the Role; empty for a ClusterRole
 * @param group API group, empty for the core
 * @param resource plural, with {@code /subresource} where there is one
 * @param verb the verb
 */
public record Right(String namespace, String group, String resource, String verb) {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** All rights that the roles among these objects grant, each rule taken apart. */
    public static List<Right> grantedBy(List<GenericKubernetesResource> objects) {
        List<Right> rights = new ArrayList<>();
        for (GenericKubernetesResource role : objects) {
            String namespace =
                    role.getKind().equals("Role") ? role.getMetadata().getNamespace() : "";
            for (PolicyRule rule : rules(role)) {
                for (String group : rule.getApiGroups()) {
                    for (String resource : rule.getResources()) {
                        rule.getVerbs().forEach(verb -> rights.add(new Right(namespace, group, resource, verb)));
                    }
                }
            }
        }
        return rights;
    }

    /** The rules of a role; none for any other object. */
    public static List<PolicyRule> rules(GenericKubernetesResource object) {
        if (!object.getKind().endsWith("Role")) {
            return List.of();
        }
        List<?> rules = object.get("rules");
        return rules.stream()
                .map(rule -> SERIALIZATION.convertValue(rule, PolicyRule.class))
                .toList();
    }

    @Override
    public String toString() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
