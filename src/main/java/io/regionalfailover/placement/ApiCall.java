package io.regionalfailover.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.regionalfailover.placement.Obstacle.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * One operation's requests to an API server; all of them together end at one moment. Never retries. Whoever asks names the
 * subject, so that each obstacle can be told as a sentence about it.
 */
final class ApiCall {
    /** How long the requests of one operation may take together. */
    static final Duration LONGEST = Duration.ofMillis(4500);

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int LONGEST_REASON = 160;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final String server;
    private final InstantSource clock;
    private final Instant end;
    private final String subject;

    /**
     * @param server URL without a slash at its end
     * @param subject what obstacles are about: {@code Deployment shop/checkout}
     */
    ApiCall(HttpClient http, String server, InstantSource clock, String subject) {
        this.http = http;
        this.server = server;
        this.clock = clock;
        this.end = clock.instant().plus(LONGEST);
        this.subject = subject;
    }

    /**
     * What a request does, in RBAC's words.
     *
     * @param verb get, list or patch
     * @param resource {@code deployments.apps/scale}
     */
    record Act(String verb, String resource) {
        private String on(String namespace) {
            return verb + " " + resource + (namespace.isEmpty() ? "" : " in namespace " + namespace);
        }
    }

    /** Reads. */
    JsonNode get(String path, String namespace, Act act) throws Obstacle {
        return send(request(path).method("GET", JSON, null).build(), namespace, act);
    }

    /** Merges. */
    JsonNode patch(String path, JsonNode body, String namespace, Act act) throws Obstacle {
        return send(request(path).method("PATCH", MERGE_PATCH, body.toString()).build(), namespace, act);
    }

    /** An obstacle about this call's subject. */
    Obstacle obstacle(Kind kind, String rest) {
        return new Obstacle(kind, subject + rest);
    }

    private HttpRequest.Builder request(String path) {
        return http.newHttpRequestBuilder().uri(server + path).header("Accept", JSON);
    }

    private JsonNode send(HttpRequest request, String namespace, Act act) throws Obstacle {
        Duration left = Duration.between(clock.instant(), end);
        if (!left.isPositive()) {
            throw late();
        }
        BoundedBody body = new BoundedBody();
        CompletableFuture<Integer> answered = body.read(http, request);
        try {
            int code = answered.get(left.toMillis(), TimeUnit.MILLISECONDS);
            if (code >= 200 && code < 300) {
                return MAPPER.readTree(body.bytes());
            }
            throw refusal(code, reason(body.bytes()), namespace, act);
        } catch (TimeoutException e) {
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw obstacle(Kind.UNREACHABLE, ": asking the cluster was interrupted");
        } catch (ExecutionException e) {
            throw obstacle(Kind.UNREACHABLE, ": the cluster at " + server + " cannot be reached: " + cause(e));
        } catch (IOException e) {
            throw obstacle(Kind.UNREACHABLE, ": what the cluster at " + server + " answers is not JSON");
        } finally {
            answered.cancel(true);
        }
    }

    private Obstacle late() {
        return obstacle(
                Kind.UNREACHABLE,
                ": the cluster at " + server + " did not answer within " + LONGEST.toMillis() + " ms");
    }

    private Obstacle refusal(int code, String reason, String namespace, Act act) {
        String said = reason.isEmpty() ? "" : ": " + reason;
        return switch (code) {
            case 401 ->
                obstacle(
                        Kind.REFUSED,
                        ": the cluster does not accept the operator's credentials (401) to " + act.on(namespace));
            case 403 -> obstacle(Kind.REFUSED, ": the operator may not " + act.on(namespace) + " (403)" + said);
            case 404 -> obstacle(Kind.MISSING, " does not exist in the cluster");
            case 409 -> obstacle(Kind.CONFLICT, " has changed since it was read");
            case 400, 405, 406, 413, 415, 422 ->
                obstacle(Kind.REFUSED, ": the cluster refuses to " + act.on(namespace) + " (" + code + ")" + said);
            default -> obstacle(Kind.UNREACHABLE, ": the cluster at " + server + " answers " + code + said);
        };
    }

    /** The message of a Status, if it is one. */
    private static String reason(byte[] body) {
        try {
            String message = MAPPER.readTree(body).path("message").asText("").replaceAll("\\s+", " ");
            return message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) + "..." : message;
        } catch (IOException e) {
            return "";
        }
    }

    private static String cause(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        String said = String.valueOf(root.getMessage());
        return switch (root) {
            case ConnectException ignored -> "connection refused or not answered";
            case UnknownHostException ignored -> "its name does not resolve";
            case SSLException ignored -> "TLS: " + said;
            case GeneralSecurityException ignored -> "TLS: " + said;
            default -> root.getClass().getSimpleName() + ": " + said;
        };
    }
}
