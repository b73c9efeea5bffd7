package io.regionalfailover.kubectl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.regionalfailover.training.LoopbackKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Runs the commands once against canned answers, on loopback and by TLS as API servers are asked, so that the JDK can keep what
 * they load: the launcher makes its ahead-of-time cache from that. No cluster is asked anything.
 */
final class Warmup {
    /** How the launcher asks for it. */
    static final String NAME = "__warm-up";

    private static final String WRONG = "status --no-such-option";
    private static final Instant NOW = Instant.parse("2026-11-23T04:10:00Z");
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: warm-up
            contexts: [{name: warm-up, context: {cluster: warm-up, user: warm-up, namespace: shop}}]
            clusters: [{name: warm-up, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
            users: [{name: warm-up, user: {client-certificate-data: %s, client-key-data: %s}}]
            """;

    private Warmup() {}

    /** How it ended, as a process does. */
    static int run() {
        try {
            LoopbackKey key = LoopbackKey.make();
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new AsApiServers(key.tls()));
            server.createContext("/", Warmup::answer);
            server.start();
            Path kubeconfig = Files.createTempFile("kubectl-failover", ".yaml");
            try {
                Files.writeString(
                        kubeconfig,
                        KUBECONFIG.formatted(
                                server.getAddress().getPort(), key.certificate(), key.certificate(), key.secret()));
                return commands(kubeconfig) ? Exit.DONE : Exit.FAILED;
            } finally {
                Files.delete(kubeconfig);
                server.stop(0);
            }
        } catch (IOException | GeneralSecurityException e) {
            return Exit.FAILED;
        }
    }

    /** They ask for a certificate and do without one. */
    private static final class AsApiServers extends HttpsConfigurator {
        AsApiServers(SSLContext tls) {
            super(tls);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters ours = getSSLContext().getDefaultSSLParameters();
            ours.setWantClientAuth(true);
            parameters.setSSLParameters(ours);
        }
    }

    /** Whether those that must succeed did: a cache of what failed early would be of little use. */
    private static boolean commands(Path kubeconfig) {
        Writer nowhere = new StringWriter();
        Terminal terminal = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(nowhere),
                new PrintWriter(nowhere),
                false,
                true);
        boolean answered = true;
        for (String command : new String[] {
            "status",
            "status -o wide",
            "explain checkout",
            "readiness",
            "history checkout",
            "drain us-east-1 --for 2h --reason warm-up --dry-run",
            WRONG,
            "--help"
        }) {
            Session session = new Session(
                    terminal,
                    InstantSource.fixed(NOW),
                    (ignored, context) -> KubernetesCluster.open(Optional.of(kubeconfig), Optional.empty()));
            int code = KubectlFailover.commandLine(session).execute(command.split(" "));
            answered &= command.equals(WRONG) || code == Exit.DONE;
        }
        return answered;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] answer = Canned.of(
                        exchange.getRequestMethod(), exchange.getRequestURI().getPath())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
