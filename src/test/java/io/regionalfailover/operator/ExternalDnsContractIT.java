package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.dns.ContractBackend;
import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.ProviderContract;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.externaldns.Carriage;
import io.regionalfailover.dns.externaldns.ExternalDnsProvider;
import io.regionalfailover.operator.KubernetesEndpointStore.Where;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.operator.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract against a DNSEndpoint at a real API server; what ExternalDNS makes of it is another matter. */
class ExternalDnsContractIT {
    private static final DnsName APEX = DnsName.of("example.com");
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static ControlPlane controlPlane;
    private static KubernetesClient kube;

    @BeforeAll
    static void start() throws IOException {
        controlPlane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
        kube = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(controlPlane.kubeconfig())))
                .build();
        Kinds.installExternalDns(kube);
    }

    @AfterAll
    static void stop() {
        kube.close();
        controlPlane.close();
    }

    @Nested
    class WithWeights extends Contract {
        WithWeights() {
            super(ContractBackend.EXTERNAL_DNS, Carriage.WEIGHTED);
        }
    }

    @Nested
    class WithoutWeights extends Contract {
        WithoutWeights() {
            super(ContractBackend.EXTERNAL_DNS_PLAIN, new Carriage(false, Map.of()));
        }
    }

    abstract static class Contract extends ProviderContract {
        private final ContractBackend which;
        private final Carriage carriage;

        Contract(ContractBackend which, Carriage carriage) {
            this.which = which;
            this.carriage = carriage;
        }

        @Override
        protected Set<ContractRule> lacking() {
            return which.lacking();
        }

        @Override
        protected Backend backend() {
            String namespace = "zone-" + NAMESPACES.incrementAndGet();
            kube.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
            return new ImmediateBackend() {
                @Override
                public DnsName apex() {
                    return APEX;
                }

                @Override
                public DnsProvider provider(RequestGate gate) {
                    return provider(namespace, gate);
                }

                private DnsProvider provider(String in, RequestGate gate) {
                    return new ExternalDnsProvider(
                            APEX, new KubernetesEndpointStore(() -> new Where.Here(kube), in, "zone"), carriage, gate);
                }

                @Override
                public DnsProvider providerOfNoZone() {
                    return provider("nowhere", RequestGate.open());
                }
            };
        }
    }
}
