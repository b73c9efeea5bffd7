package io.regionalfailover.operator;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.externaldns.Carriage;
import io.regionalfailover.dns.externaldns.Endpoint;
import io.regionalfailover.dns.externaldns.EndpointStore;
import io.regionalfailover.dns.externaldns.ExternalDnsProvider;
import io.regionalfailover.testing.fuzz.Parser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parser of DNSEndpoint objects, which whoever may write in ExternalDNS' namespace can change. */
public final class OperatorParsers {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final DnsName APEX = DnsName.of("example.com");
    private static final DnsName WWW = DnsName.of("www.example.com");
    private static final String OBJECT = """
            {"metadata":{"name":"zone","resourceVersion":"7","generation":2},"spec":{"endpoints":[\
            {"dnsName":"www.example.com","recordType":"A","targets":["192.0.2.1"],"recordTTL":30,\
            "setIdentifier":"rfo:0123456789abcdef:0:us-east-1","providerSpecific":[{"name":"aws/weight","value":"100"}]},\
            {"dnsName":"_failover.www.example.com","recordType":"TXT","targets":["rfo1 x"],"recordTTL":60}]},\
            "status":{"observedGeneration":2}}""";

    private OperatorParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(Parser.ofText(
                "dns-endpoint",
                List.of(
                        OBJECT,
                        OBJECT.replace("\"value\":\"100\"", "\"value\":\"-1\"")
                                .replace("rfo:0123456789abcdef:0:us-east-1", "other"),
                        OBJECT.replace(
                                "[{\"name\":\"aws/weight\"",
                                "[{\"name\":\"alias\",\"value\":\"true\"},{\"name\":\"aws/weight\"")),
                OperatorParsers::endpoint));
    }

    private static void endpoint(String text) {
        GenericKubernetesResource object;
        try {
            object = JSON.unmarshal(text, GenericKubernetesResource.class);
        } catch (RuntimeException e) {
            // The API server sends objects only.
            return;
        }
        boolean fromApiServer = object != null
                && object.getMetadata() != null
                && object.getMetadata().getResourceVersion() != null
                && object.getMetadata().getGeneration() != null;
        if (!fromApiServer) {
            return;
        }
        EndpointStore.Reading.Found found = KubernetesEndpointStore.found(object);
        for (Carriage carriage : List.of(Carriage.WEIGHTED, new Carriage(false, Map.of()))) {
            ReadResult read = new ExternalDnsProvider(APEX, new Standing(found), carriage, RequestGate.open())
                    .read(Set.of(WWW, WWW.fence()));
            require(
                    read instanceof ReadResult.Read(var byName)
                            && byName.values().stream()
                                    .flatMap(List::stream)
                                    .allMatch(set -> set.name().isWithin(APEX)),
                    "not read");
        }
    }

    private record Standing(Reading reading) implements EndpointStore {
        @Override
        public Reading read() {
            return reading;
        }

        @Override
        public Keeping keep(Optional<String> version, List<Endpoint> endpoints) {
            return new Keeping.Outdated();
        }

        @Override
        public String label() {
            return "DNSEndpoint";
        }
    }
}
