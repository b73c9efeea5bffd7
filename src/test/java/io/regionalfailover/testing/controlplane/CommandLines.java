package io.regionalfailover.testing.controlplane;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the programs of one control plane are started with. */
record CommandLines(
        Path directory, Credentials credentials, List<String> audit, int apiPort, int etcdPort, int etcdPeerPort) {

    URI apiServer() {
        return URI.create("https://127.0.0.1:" + apiPort);
    }

    private String etcd() {
        return "http://127.0.0.1:" + etcdPort;
    }

    /** The certificate that kube-apiserver makes for itself when it starts for the first time, and what signed it. */
    Path certificateAuthority() {
        return directory.resolve("certificates").resolve("apiserver.crt");
    }

    List<String> forEtcd() {
        var peer = "http://127.0.0.1:" + etcdPeerPort;
        return List.of(
                "--name=etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + etcd(),
                "--advertise-client-urls=" + etcd(),
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=etcd=" + peer,
                "--socket-reuse-port",
                "--unsafe-no-fsync",
                "--log-level=warn");
    }

    List<String> forApiServer() {
        var arguments = new ArrayList<>(List.of(
                "--etcd-servers=" + etcd(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + apiPort,
                "--permit-port-sharing",
                "--cert-dir=" + certificateAuthority().getParent(),
                "--token-auth-file=" + credentials.tokenFile(),
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + credentials.signingKey(),
                "--service-account-key-file=" + credentials.verificationKey(),
                "--service-cluster-ip-range=10.0.0.0/24",
                // A loopback address may not stand among the endpoints of the service "kubernetes".
                "--endpoint-reconciler-type=none"));
        arguments.addAll(audit);
        return arguments;
    }

    List<String> forControllerManager(Path kubeconfig) {
        return List.of(
                "--kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--secure-port=0",
                // Tokens that stand in Secrets are signed by this one, not by the API server.
                "--service-account-private-key-file=" + credentials.signingKey(),
                "--root-ca-file=" + certificateAuthority(),
                "--kube-api-qps=500",
                "--kube-api-burst=1000");
    }

    List<String> forKwok(Path kubeconfig, Path stages) {
        return List.of("--kubeconfig=" + kubeconfig, "--config=" + stages, "--manage-all-nodes");
    }
}
