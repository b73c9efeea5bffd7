package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.peers.PeerLine;
import io.regionalfailover.peers.PeerLine.Heard;
import io.regionalfailover.peers.http.PeerHttp;
import io.regionalfailover.peers.http.PeerHttpEvents;
import io.regionalfailover.peers.http.PeerHttpOptions;
import io.regionalfailover.peers.http.PeerUrl;
import io.regionalfailover.testing.http.TestCertificate;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged operator serves its peers, over TLS with client certificates and a token, as its settings say. */
class PeerEndpointIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOKEN = "token-of-all-peers-0123456789";
    private static final Pattern SERVED = Pattern.compile("Peers are served on (https://127.0.0.1:[0-9]+)");
    private static final Pattern PLAIN = Pattern.compile("Listening on: (http://[^:\"]+:[0-9]+)");
    private static final int FLOOD = 1000;
    private static final int FLOOD_BODY = 256 * 1024;
    private static final int AT_A_TIME = 8;

    private static final TestCertificate EAST = TestCertificate.selfSigned("ip:127.0.0.1");
    private static final TestCertificate WEST = TestCertificate.selfSigned("ip:127.0.0.1");

    @TempDir
    private static Path folder;

    private static ExecutorService executor;
    private static OperatorProcess operator;

    @BeforeAll
    static void start() throws IOException {
        executor = Executors.newVirtualThreadPerTaskExecutor();
        Files.writeString(folder.resolve("token"), TOKEN);
        for (var pair : Map.of("east", EAST, "west", WEST).entrySet()) {
            Files.writeString(
                    folder.resolve(pair.getKey() + ".crt"), pair.getValue().pem());
            Files.writeString(
                    folder.resolve(pair.getKey() + ".key"), pair.getValue().keyPem());
        }
        operator = World.usual()
                .another(Map.of(
                        "REGIONAL_FAILOVER_REGION",
                        Shop.EAST,
                        "REGIONAL_FAILOVER_INSTALLATION_ID",
                        "peers",
                        "REGIONAL_FAILOVER_NAMESPACES",
                        "nowhere",
                        "REGIONAL_FAILOVER_PEERS",
                        "https://127.0.0.1:1",
                        "REGIONAL_FAILOVER_PEER_TOKEN_FILE",
                        file("token"),
                        "REGIONAL_FAILOVER_PEER_TLS_CERTIFICATE_FILE",
                        file("east.crt"),
                        "REGIONAL_FAILOVER_PEER_TLS_KEY_FILE",
                        file("east.key"),
                        "REGIONAL_FAILOVER_PEER_TLS_CA_FILE",
                        file("west.crt"),
                        "REGIONAL_FAILOVER_PEER_TLS_ADDRESS",
                        "127.0.0.1",
                        "REGIONAL_FAILOVER_PEER_TLS_PORT",
                        "0"));
        operator.start();
        operator.awaitReady();
    }

    @AfterAll
    static void end() {
        operator.close();
        executor.shutdownNow();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String logged(OperatorProcess process, Pattern what) {
        return process.log().stream()
                .map(what::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static PeerHttp peer(String token, boolean showsCertificate) throws IOException {
        Path tokenFile = Files.writeString(Files.createTempFile(folder, "token", ""), token);
        return new PeerHttp(
                new PeerHttpOptions(
                        List.of(PeerUrl.of("https://127.0.0.1:1")),
                        Optional.of(tokenFile),
                        showsCertificate
                                ? PeerHttpOptions.identity(
                                        Optional.of(folder.resolve("west.crt")),
                                        Optional.of(folder.resolve("west.key")))
                                : Optional.empty(),
                        Optional.of(folder.resolve("east.crt")),
                        "127.0.0.1",
                        0),
                InstantSource.system(),
                executor,
                PeerHttpEvents.NONE);
    }

    private static Heard ask(PeerLine line, String url) {
        return line.ask(url, "shop/checkout").orTimeout(5, TimeUnit.SECONDS).join();
    }

    /** What the desk says is not the endpoint's business; 503 is what an instance says that has nothing to say yet. */
    private static boolean isHeard(Heard heard) {
        return switch (heard) {
            case Heard.Answered answered -> true;
            case Heard.Declined declined -> declined.message().contains(" answered 503");
            case Heard.Silent silent -> false;
        };
    }

    private static void declines(PeerHttp peer, String url, String sentence) {
        await("the operator declines")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ask(peer.line(), url))
                        .isInstanceOfSatisfying(
                                Heard.Declined.class,
                                it -> assertThat(it.message()).contains(sentence)));
    }

    @Test
    void aPeerWithCertificateAndTokenIsHeardAndNobodyElse() throws IOException {
        String tls = logged(operator, SERVED);
        try (PeerHttp west = peer(TOKEN, true);
                PeerHttp bare = peer(TOKEN, false);
                PeerHttp wrong = peer("another-token-0123456789", true)) {
            await("a peer is heard").atMost(SOON).until(() -> isHeard(ask(west.line(), tls)));
            declines(bare, tls, "TLS");
            declines(wrong, tls, "answered 401");
            declines(west, logged(operator, PLAIN), "answered 403");
        }
        assertThat(operator.metrics())
                .contains("regional_failover_peer_requests_total{status=\"401\"")
                .contains("regional_failover_peer_requests_total{status=\"403\"");
    }

    @Test
    void aFloodDoesNotReachHealthNorMemory() throws Exception {
        String tls = logged(operator, SERVED);
        AtomicInteger heard = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        byte[] body = new byte[FLOOD_BODY];
        Semaphore places = new Semaphore(AT_A_TIME);
        List<CompletableFuture<Void>> flood = new ArrayList<>();
        long began = System.nanoTime();
        try (PeerHttp west = peer(TOKEN, true)) {
            await("a peer is heard").atMost(SOON).until(() -> isHeard(ask(west.line(), tls)));
            for (int i = 0; i < FLOOD; i++) {
                places.acquire();
                flood.add(west.line().tell(tls, body).thenAccept(said -> {
                    places.release();
                    heard.addAndGet(said instanceof Heard.Silent ? 0 : 1);
                    refused.addAndGet(
                            said instanceof Heard.Declined no && no.message().contains("answered 429") ? 1 : 0);
                }));
                if (i % 200 == 0) {
                    operator.awaitReady();
                }
            }
            CompletableFuture.allOf(flood.toArray(CompletableFuture[]::new)).join();
            System.out.printf(
                    "flood: %d requests of %d KiB in %d ms against 256 MiB of heap: %d answered, %d of these 429%n",
                    FLOOD,
                    FLOOD_BODY / 1024,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                    heard.get(),
                    refused.get());
            await("a peer is heard again").atMost(SOON).until(() -> isHeard(ask(west.line(), tls)));
        }
        assertThat(heard.get()).isPositive();
        assertThat(operator.isAlive()).isTrue();
        assertThat(operator.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    void onThisMachinePlainHttpIsEnough() throws IOException {
        try (OperatorProcess local = World.usual()
                        .another(Map.of(
                                "REGIONAL_FAILOVER_REGION", Shop.EAST,
                                "REGIONAL_FAILOVER_INSTALLATION_ID", "peers",
                                "REGIONAL_FAILOVER_NAMESPACES", "nowhere",
                                "REGIONAL_FAILOVER_PEERS", "http://127.0.0.1:1"));
                PeerHttp peer = peer(TOKEN, false)) {
            local.start();
            local.awaitReady();
            String url = logged(local, PLAIN).replace("localhost", "127.0.0.1");
            await("a peer is heard").atMost(SOON).until(() -> isHeard(ask(peer.line(), url)));
            Heard told = peer.line()
                    .tell(url, new byte[FLOOD_BODY])
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
            assertThat(told)
                    .isInstanceOfSatisfying(
                            Heard.Declined.class,
                            it -> assertThat(it.message()).containsAnyOf("answered 400", "answered 503"));
        }
    }

    @Test
    void withoutATokenFileNothingIsStarted() {
        try (OperatorProcess bare = World.usual()
                .another(Map.of(
                        "REGIONAL_FAILOVER_REGION", Shop.EAST,
                        "REGIONAL_FAILOVER_INSTALLATION_ID", "peers",
                        "REGIONAL_FAILOVER_PEERS", "https://west.example.com"))) {
            bare.start();
            await("it ends").atMost(Duration.ofMinutes(1)).until(() -> !bare.isAlive());
            assertThat(bare.logTail(200)).contains("regional-failover.peer-token-file is not set");
        }
    }
}
