package io.regionalfailover.testing.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Questions to a browser and what it tells by itself, over a web socket. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final long ANSWERS_WITHIN_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile Consumer<JsonNode> listener = event -> {};

    private DevTools(URI address) {
        socket = client.newWebSocketBuilder().buildAsync(address, this).join();
    }

    static DevTools connect(URI address) {
        return new DevTools(address);
    }

    /** Who is told of what happens. */
    void listen(Consumer<JsonNode> to) {
        listener = to;
    }

    /**
     * Asks and waits.
     *
     * @param session which tab; empty for the browser itself
     * @throws IllegalStateException when it refuses
     */
    JsonNode ask(String method, ObjectNode params, String session) {
        int number = numbers.incrementAndGet();
        ObjectNode question = JSON.createObjectNode().put("id", number).put("method", method);
        question.set("params", params);
        if (!session.isEmpty()) {
            question.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        try {
            socket.sendText(question.toString(), true).join();
            JsonNode said = answer.get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new IllegalStateException(method + ": " + said.path("error"));
            }
            return said.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the browser was asked", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + ": no answer", e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            take(message);
        }
        webSocket.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void take(String message) {
        try {
            JsonNode said = JSON.readTree(message);
            CompletableFuture<JsonNode> waiting = asked.remove(said.path("id").asInt());
            if (waiting != null) {
                waiting.complete(said);
            } else {
                listener.accept(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
