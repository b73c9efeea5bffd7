package io.regionalfailover.testing.chart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** All rights that the roles among these objects grant by the bindings among them, each rule taken apart. */
    public static List<Right> grantedBy(List<GenericKubernetesResource> objects) {
        List<Right> rights = new ArrayList<>();
        Set<String> bound = objects.stream()
                .filter(object -> object.getKind().endsWith("RoleBinding"))
                .map(binding ->
                        key(binding.get("roleRef", "kind"), namespaceOf(binding), binding.get("roleRef", "name")))
                .collect(Collectors.toSet());
        for (GenericKubernetesResource role : objects) {
            String namespace = namespaceOf(role);
            if (!bound.contains(
                    key(role.getKind(), namespace, role.getMetadata().getName()))) {
                // What people get is no right of the operator's.
                continue;
            }
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

    private static String namespaceOf(GenericKubernetesResource object) {
        return object.getKind().startsWith("Cluster") || object.getMetadata().getNamespace() == null
                ? ""
                : object.getMetadata().getNamespace();
    }

    private static String key(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
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
