package io.regionalfailover.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.console.http.Reviewer.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API server is asked, and what is made of its answers. */
class TokenReviewerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More often than reviews may be under way at a time. */
    private static final int OFTEN = 6;

    private final List<String> asked = new ArrayList<>();
    private String user = "{\"username\": \"jane\"}";
    private String denied = "nothing";
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void end() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String status;
        if (exchange.getRequestURI().getPath().endsWith("/tokenreviews")) {
            status = "{\"authenticated\": true, \"user\": %s}".formatted(user);
        } else {
            JsonNode right = JSON.readTree(body).path("spec").path("resourceAttributes");
            String what = "%s %s.%s in '%s'"
                    .formatted(
                            right.path("verb").asText(),
                            right.path("resource").asText(),
                            right.path("group").asText(),
                            right.path("namespace").asText());
            asked.add(what);
            status = "{\"allowed\": %s}".formatted(!what.equals(denied));
        }
        byte[] answer = "{\"status\": %s}".formatted(status).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private TokenReviewer reviewer(Executor workers, String... namespaces) {
        return new TokenReviewer(client, List.of(namespaces), Optional.empty(), InstantSource.system(), workers);
    }

    private Verdict review(String... namespaces) {
        return verdict(reviewer(Runnable::run, namespaces));
    }

    private static Verdict verdict(TokenReviewer reviewer) {
        return reviewer.review("token").toCompletableFuture().join();
    }

    @Test
    void allThatIsShownMustBeListable() {
        assertThat(review()).isEqualTo(Verdict.ADMITTED);
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "list failoverpolicies.regionalfailover.io in ''",
                        "list trafficshifts.regionalfailover.io in ''",
                        "list regions.regionalfailover.io in ''",
                        "list regiondrains.regionalfailover.io in ''");
    }

    @Test
    void inEachNamespaceThatIsWatched() {
        assertThat(review("shop", "bank")).isEqualTo(Verdict.ADMITTED);
        List<String> needed = List.copyOf(asked);
        assertThat(needed)
                .containsExactlyInAnyOrder(
                        "list failoverpolicies.regionalfailover.io in 'shop'",
                        "list failoverpolicies.regionalfailover.io in 'bank'",
                        "list trafficshifts.regionalfailover.io in 'shop'",
                        "list trafficshifts.regionalfailover.io in 'bank'",
                        "list regions.regionalfailover.io in ''",
                        "list regiondrains.regionalfailover.io in ''");
        for (String right : needed) {
            denied = right;
            assertThat(review("shop", "bank")).as("without %s", right).isEqualTo(Verdict.FORBIDDEN);
        }
    }

    @Test
    void anAnswerThatMakesNoSenseIsNoneAndTakesNoPlace() {
        user = "null";
        TokenReviewer reviewer = reviewer(Runnable::run);
        for (int time = 0; time < OFTEN; time++) {
            assertThat(verdict(reviewer)).isEqualTo(Verdict.UNAVAILABLE);
        }
        user = "{\"username\": \"jane\"}";
        assertThat(verdict(reviewer)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aReviewThatDoesNotBeginTakesNoPlace() {
        TokenReviewer reviewer = reviewer(task -> {
            throw new RejectedExecutionException("it ends");
        });
        for (int time = 0; time < OFTEN; time++) {
            assertThat(verdict(reviewer)).isEqualTo(Verdict.UNAVAILABLE);
        }
    }
}
