package io.regionalfailover.testing.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What many policies stand on: kinds, a namespace, regions, and zones at Route 53. */
public final class Estate {
    private Estate() {}

    /** The name of the DnsZone with this number. */
    public static String zone(int number) {
        return "zone-" + number;
    }

    /**
     * Applies all of it.
     *
     * @param namespace is granted every name
     * @param apexes of the zones, by their numbers
     * @return the zones' ids at Route 53, likewise
     */
    public static List<String> lay(
            KubernetesClient kube,
            Route53StandIn route53,
            String namespace,
            Collection<String> regions,
            List<String> apexes) {
        Kinds.install(kube);
        kube.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        regions.forEach(region -> apply(kube, """
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: %s}
                spec: {}
                """.formatted(region)));
        List<String> ids = new ArrayList<>();
        for (String apex : apexes) {
            String id = route53.createZone(apex);
            apply(kube, dnsZone(zone(ids.size()), apex, id, namespace, route53));
            ids.add(id);
        }
        return ids;
    }

    /**
     * A DnsZone at Route 53.
     *
     * @param id of the hosted zone
     * @param namespace is granted every name
     */
    public static String dnsZone(String name, String domainName, String id, String namespace, Route53StandIn route53) {
        return """
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: %s}
                spec:
                  domainName: %s
                  provider: {route53: {hostedZoneId: %s}}
                  grants: [{name: all, namespaces: {names: [%s]}}]
                  nameservers: [%s]
                """.formatted(
                        name,
                        domainName,
                        id,
                        namespace,
                        route53.nameServers().stream()
                                .map(server -> "\"" + server.hostAndPort() + "\"")
                                .collect(Collectors.joining(", ")));
    }

    private static void apply(KubernetesClient kube, String yaml) {
        kube.resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .fieldManager("platform")
                .forceConflicts()
                .serverSideApply();
    }
}
