package io.regionalfailover.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of an API server that does not do what it is asked for. */
class KubernetesClusterTest {
    private static final String DOUBT = "It may or may not have been done: see kubectl failover status";
    private static final RegionDrain DRAIN = PolicyFixture.drain("kernel", "us-east-1");

    @TempDir
    private Path folder;

    private HttpServer server;
    private Cluster cluster;
    private volatile int code;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: c, namespace: shop}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: c, user: {token: none}}]
                """.formatted(server.getAddress().getPort()));
        cluster = KubernetesCluster.open(Optional.of(kubeconfig), Optional.empty());
    }

    @AfterEach
    void close() {
        cluster.close();
        server.stop(0);
        System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 504})
    void aFaultOfTheServerLeavesADoubt(int fault) {
        code = fault;
        assertThatFailure(() -> cluster.give(DRAIN, false)).contains("says " + fault, DOUBT);
        assertThatFailure(() -> cluster.end(DRAIN)).contains("cannot delete RegionDrain kernel", DOUBT);
        assertThatFailure(() -> cluster.give(DRAIN, true)).contains("Nothing was changed");
        assertThatFailure(() -> cluster.drains()).contains("Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 409, 422, 429})
    void aRefusalLeavesNone(int refusal) {
        code = refusal;
        assertThatFailure(() -> cluster.give(DRAIN, false)).contains("Nothing was changed");
        assertThatFailure(() -> cluster.end(DRAIN)).contains("RegionDrain kernel stands as it did");
    }

    @Test
    void aConnectionThatBreaksLeavesADoubtAndOneThatNeverWasNone() {
        code = 0;
        assertThatFailure(() -> cluster.give(DRAIN, false)).contains("does not answer", DOUBT);
        server.stop(0);
        assertThatFailure(() -> cluster.give(DRAIN, false)).contains("does not answer", "Nothing was changed");
        assertThatFailure(() -> cluster.end(DRAIN)).contains("RegionDrain kernel stands as it did");
    }

    @Test
    void whoAsksFitsIntoAnOrder() {
        assertThat(KubernetesCluster.person("jane", "production")).isEqualTo("jane@production");
        assertThat(KubernetesCluster.person("jane", "c".repeat(195)))
                .hasSize(200)
                .endsWith("c");
        assertThat(KubernetesCluster.person("jane", "c".repeat(196)))
                .hasSize(200)
                .endsWith("c…");
        String wide = KubernetesCluster.person("jane", "\uD83D\uDE80".repeat(300));
        assertThat(wide.codePointCount(0, wide.length())).isEqualTo(200);
        assertThat(wide).endsWith("\uD83D\uDE80…");
    }

    private static AbstractStringAssert<?> assertThatFailure(ThrowingCallable request) {
        return assertThatThrownBy(request).isInstanceOf(Failure.class).message();
    }

    /** With the code; 0 breaks the connection. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (code != 0) {
            byte[] answer =
                    "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"so it is\",\"code\":%d}"
                            .formatted(code)
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
