package io.regionalfailover.peers.http;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Speaks to peers over HTTP/1.1: no redirects, no proxies, no second try, and never longer than two seconds. */
final class HttpPeerLine implements PeerLine, AutoCloseable {
    static final Duration CONNECTS_WITHIN = Duration.ofSeconds(1);
    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Optional<Tokens> tokens;
    private final ExecutorService executor;
    private final Map<String, PeerUrl> peers = new ConcurrentHashMap<>();
    /** Those that did not take the present token: until they see it, they are shown the one before. */
    private final Set<String> behind = ConcurrentHashMap.newKeySet();

    private volatile HttpClient client;

    /**
     * @param tokens without, none is shown
     * @param executor on which results complete
     */
    HttpPeerLine(Optional<Tokens> tokens, SSLContext tls, ExecutorService executor) {
        this.tokens = tokens;
        this.executor = executor;
        client = client(tls);
    }

    private HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECTS_WITHIN)
                .sslContext(tls)
                .executor(executor)
                .build();
    }

    /** Speaks with other certificates from now on; what is under way ends as it began. */
    void reload(SSLContext tls) {
        HttpClient before = client;
        client = client(tls);
        before.shutdown();
    }

    @Override
    public CompletableFuture<Heard> tell(String peer, byte[] message) {
        return send(
                peer,
                PeerEndpoint.OBSERVATIONS,
                request ->
                        request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(message)));
    }

    @Override
    public CompletableFuture<Heard> ask(String peer, String policy) {
        return send(peer, PeerEndpoint.POLICIES + encoded(policy), HttpRequest.Builder::GET);
    }

    private CompletableFuture<Heard> send(String peer, String path, UnaryOperator<HttpRequest.Builder> method) {
        PeerUrl url = peers.computeIfAbsent(peer, PeerUrl::of);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.at(path)).timeout(ANSWERS_WITHIN).header("Accept", "application/json");
        Optional<String> former =
                tokens.filter(ignored -> behind.contains(peer)).flatMap(Tokens::former);
        tokens.ifPresent(known -> request.header("Authorization", "Bearer " + former.orElseGet(known::present)));
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
                client.sendAsync(method.apply(request).build(), ignored -> new BoundedBody(PeerDesk.MAX_BODY));
        return exchange.copy()
                .orTimeout(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (response, failure) -> {
                            if (failure != null) {
                                exchange.cancel(true);
                                return LineFailure.heard(url, failure);
                            }
                            return heard(url, response, former.isPresent());
                        },
                        executor);
    }

    private Heard heard(PeerUrl peer, HttpResponse<Optional<byte[]>> response, boolean shownFormer) {
        int status = response.statusCode();
        boolean refused = status == UNAUTHORIZED;
        if (refused && !shownFormer && tokens.flatMap(Tokens::former).isPresent()) {
            behind.add(peer.written());
        } else if (refused) {
            behind.remove(peer.written());
        }
        if (status != OK) {
            return new Heard.Declined(peer + " answered " + status + ": " + meaning(status));
        }
        return response.body()
                .<Heard>map(Heard.Answered::new)
                .orElseGet(() -> new Heard.Declined(
                        peer + " answered with more than " + PeerDesk.MAX_BODY + " bytes, and was not heard out"));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 400 -> "it does not understand what was said";
            case UNAUTHORIZED -> "it has another token";
            case 403 -> "it asks for https, or for a client certificate";
            case 404, 405 -> "it serves no peers there, or another version of the operator";
            case 408 -> "what was said came too slowly";
            case 409 -> "it is another version, or another installation";
            case 413 -> "what was said is too large for it";
            case 429 -> "it is asked too often";
            case 503 -> "it can say nothing yet";
            default -> status >= 300 && status < 400 ? "redirects are not followed" : "it does not speak with us";
        };
    }

    /** A policy's name as one that may stand in a path; the slash between namespace and name stays. */
    static String encoded(String policy) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : policy.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || "-._~/".indexOf(character) >= 0)) {
                encoded.append(character);
            } else {
                encoded.append(String.format("%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
