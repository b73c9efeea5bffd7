package io.regionalfailover.placement;

import java.net.URI;
import java.util.Optional;

/**
 * What a kubeconfig's current context says, and nothing else: no program to run, no file, no proxy. Shows neither token nor
 * key.
 *
 * @param server where the API server is: {@code https}, or {@code http} to a loopback address
 * @param authority who vouches for the server, in PEM; empty: those that the system trusts
 * @param token the bearer token, if any
 * @param certificate the client's own, if any; there is a token or a certificate
 */
record Kubeconfig(
        URI server, Optional<String> authority, Optional<String> token, Optional<ClientCertificate> certificate) {
    /**
     * A client's certificate and its key, in PEM.
     *
     * @param chain the certificate, and those between it and its authority
     * @param key of the certificate
     */
    record ClientCertificate(String chain, String key) {
        @Override
        public String toString() {
            return "a client certificate";
        }
    }

    /** What reading a kubeconfig came to. */
    sealed interface Reading {}

    /** @param kubeconfig what it says */
    record Read(Kubeconfig kubeconfig) implements Reading {}

    /** @param message what was found and what is allowed; no secret in it */
    record Refused(String message) implements Reading {}

    /** Reads a kubeconfig, YAML or JSON. Looks at nothing but these bytes. */
    static Reading of(byte[] content) {
        try {
            return new Read(KubeconfigReader.read(YamlDocument.of(content)));
        } catch (UnfitKubeconfig e) {
            return new Refused("kubeconfig: " + e.sentence());
        }
    }

    @Override
    public String toString() {
        return "kubeconfig for " + server;
    }
}
