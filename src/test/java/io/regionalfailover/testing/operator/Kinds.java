package io.regionalfailover.testing.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.testing.crds.Crds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The kinds of {@code crds/}, on a control plane. */
public final class Kinds {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Kinds() {}

    /** Applies them, and returns when all are served. */
    public static void install(KubernetesClient kube) {
        Crds.checkedIn().forEach((name, text) -> install(kube, name, text));
    }

    /** Applies ExternalDNS' kind, and returns when it is served. */
    public static void installExternalDns(KubernetesClient kube) {
        try {
            install(
                    kube,
                    "DNSEndpoint",
                    Files.readString(Path.of("src", "test", "resources", "externaldns", "dnsendpoints.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install(KubernetesClient kube, String name, String text) {
        CustomResourceDefinition kind = Serialization.unmarshal(text, CustomResourceDefinition.class);
        kube.resource(kind).serverSideApply();
        await(name + " is established")
                .atMost(SOON)
                .until(() -> isEstablished(kube.resource(kind).get()));
    }

    /** Just after it was applied a kind has no status, or one without conditions. */
    private static boolean isEstablished(CustomResourceDefinition kind) {
        return kind.getStatus() != null
                && kind.getStatus().getConditions() != null
                && kind.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
