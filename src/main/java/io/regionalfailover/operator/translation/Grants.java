package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.GrantSpec;
import io.regionalfailover.api.v1alpha1.NamespacesSpec;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.DnsName;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who may publish which names in a zone. */
final class Grants {
    private Grants() {}

    /**
     * Checks that a namespace may publish a name.
     *
     * @param field where the name stands
     * @throws RefusedException with reason {@code NameNotGranted} when it may not
     */
    static void check(DnsZone zone, Namespace namespace, String operatorNamespace, String field, DnsName name) {
        String zoneName = zone.getMetadata().getName();
        List<GrantSpec> grants = zone.getSpec().grants();
        if (grants == null) {
            if (!namespace.name().equals(operatorNamespace)) {
                throw notGranted(
                        field,
                        name,
                        "DnsZone \"" + zoneName + "\" has no grants, so only namespace \"" + operatorNamespace
                                + "\" may publish in it");
            }
            return;
        }
        TreeSet<String> allowed = new TreeSet<>();
        for (GrantSpec grant : grants) {
            if (!admits(grant.namespaces(), namespace)) {
                continue;
            }
            if (grant.recordNames().isEmpty()) {
                return;
            }
            for (String pattern : grant.recordNames()) {
                if (matches(DnsName.of(pattern), name)) {
                    return;
                }
                allowed.add(pattern);
            }
        }
        throw notGranted(
                field,
                name,
                "DnsZone \"" + zoneName + "\" grants namespace \"" + namespace.name() + "\" "
                        + (allowed.isEmpty() ? "no name" : allowed.toString()));
    }

    private static RefusedException notGranted(String field, DnsName name, String why) {
        return new RefusedException(Reason.NAME_NOT_GRANTED, field, "\"" + name + "\" is not granted", why);
    }

    /** True when the namespace is among those meant, by name or by label. */
    static boolean admits(NamespacesSpec namespaces, Namespace namespace) {
        if (namespaces.names().contains(namespace.name())) {
            return true;
        }
        return namespaces.selector() != null
                && namespace
                        .labels()
                        .entrySet()
                        .containsAll(namespaces.selector().matchLabels().entrySet());
    }

    /** A {@code *} as first label stands for one or more labels; a name that is itself a wildcard needs one as wide. */
    static boolean matches(DnsName pattern, DnsName name) {
        if (!pattern.text().startsWith("*.")) {
            return pattern.equals(name);
        }
        String suffix = pattern.text().substring(1);
        return name.text().endsWith(suffix) && name.text().length() > suffix.length();
    }

    /**
     * A namespace as grants see it.
     *
     * @param name its name
     * @param labels its labels
     */
    record Namespace(String name, Map<String, String> labels) {
        Namespace {
            labels = Map.copyOf(labels);
        }
    }
}
