package io.regionalfailover.kubectl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Runs the commands once against canned answers, on loopback, so that the JDK can keep what they load: the launcher makes its
 * ahead-of-time cache from that. No cluster is asked anything.
 */
final class Warmup {
    /** How the launcher asks for it. */
    static final String NAME = "__warm-up";

    private static final Instant NOW = Instant.parse("2026-11-23T04:10:00Z");
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: warm-up
            contexts: [{name: warm-up, context: {cluster: warm-up, user: warm-up, namespace: shop}}]
            clusters: [{name: warm-up, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: warm-up, user: {token: none}}]
            """;

    private Warmup() {}

    /** How it ended, as a process does. */
    static int run() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", Warmup::answer);
            server.start();
            Path kubeconfig = Files.createTempFile("kubectl-failover", ".yaml");
            try {
                Files.writeString(
                        kubeconfig, KUBECONFIG.formatted(server.getAddress().getPort()));
                commands(kubeconfig);
            } finally {
                Files.delete(kubeconfig);
                server.stop(0);
            }
            return Exit.DONE;
        } catch (IOException e) {
            return Exit.FAILED;
        }
    }

    private static void commands(Path kubeconfig) {
        Writer nowhere = new StringWriter();
        Terminal terminal = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(nowhere),
                new PrintWriter(nowhere),
                false,
                true);
        for (String command : new String[] {
            "status",
            "status -o wide",
            "explain checkout",
            "readiness",
            "history checkout",
            "drain us-east-1 --for 2h --reason warm-up --dry-run",
            "status --no-such-option",
            "--help"
        }) {
            Session session = new Session(
                    terminal,
                    InstantSource.fixed(NOW),
                    (ignored, context) -> KubernetesCluster.open(Optional.of(kubeconfig), Optional.empty()));
            int unused = KubectlFailover.commandLine(session).execute(command.split(" "));
        }
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
