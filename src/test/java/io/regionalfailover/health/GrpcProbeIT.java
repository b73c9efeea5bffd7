package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Attributes;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.okhttp.SslSocketFactoryServerCredentials;
import io.grpc.stub.StreamObserver;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.http.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe against gRPC servers that others wrote. */
class GrpcProbeIT {

    private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("ip:127.0.0.1");
    private static final Health HEALTH = new Health();
    private static final ExecutorService CALLS = Executors.newFixedThreadPool(2);
    private static final ExecutorService TRANSPORTS = Executors.newVirtualThreadPerTaskExecutor();
    private static Server plain;
    private static Server secured;
    private static Server without;

    private Network network;

    @BeforeAll
    static void startServers() throws IOException {
        plain = server(InsecureServerCredentials.create(), true);
        secured = server(
                SslSocketFactoryServerCredentials.create(
                        CERTIFICATE.serverContext().getSocketFactory()),
                true);
        without = server(InsecureServerCredentials.create(), false);
    }

    @AfterAll
    static void stopServers() {
        List.of(plain, secured, without).forEach(Server::shutdownNow);
        CALLS.shutdownNow();
        TRANSPORTS.shutdownNow();
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        HEALTH.answers.clear();
        HEALTH.calls.set(0);
        network = new Network(folder);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void passesOnlyWhenServing() {
        HEALTH.serve("", ServingStatus.SERVING);
        HEALTH.serve("shop.v1.Orders", ServingStatus.NOT_SERVING);
        HEALTH.serve("shop.v1.Prices", ServingStatus.UNKNOWN);
        HEALTH.serve("x".repeat(253), ServingStatus.SERVING);

        assertThat(network.probe(plain(""))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(plain("x".repeat(253)))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(plain("shop.v1.Orders")))
                .isEqualTo(ProbeResult.failing("service \"shop.v1.Orders\" is NOT_SERVING"));
        assertThat(network.probe(plain("shop.v1.Prices")))
                .isEqualTo(ProbeResult.failing("service \"shop.v1.Prices\" is UNKNOWN"));
    }

    @Test
    void namesWhatTheServerSaysInstead() {
        assertThat(network.probe(plain("nobody")))
                .isEqualTo(ProbeResult.failing(
                        "service \"nobody\" is not known to the server's health service (NOT_FOUND)"));
        assertThat(network.probe(probe(without, "", Optional.empty())))
                .isEqualTo(ProbeResult.failing("the server has no grpc.health.v1.Health (UNIMPLEMENTED)"));

        HEALTH.answers.put(
                "",
                call -> call.onError(Status.UNAVAILABLE
                        .withDescription("warming up, 50 % done")
                        .asRuntimeException()));
        assertThat(network.probe(plain(""))).isEqualTo(ProbeResult.failing("UNAVAILABLE: warming up, 50 % done"));

        HEALTH.answers.put("", call -> call.onError(Status.DEADLINE_EXCEEDED.asRuntimeException()));
        assertThat(network.probe(plain(""))).isEqualTo(ProbeResult.failing("DEADLINE_EXCEEDED"));
    }

    @Test
    void silenceEndsAtTheDeadline() {
        HEALTH.answers.put("", call -> {});

        assertThat(network.probe(plain(""), Network.TIMEOUT))
                .isEqualTo(ProbeResult.failing(
                        "no answer from 127.0.0.1:" + plain.getPort() + " within 700 ms (connected, no response)"));
    }

    @Test
    void speaksTlsToWhomItTrusts() {
        HEALTH.serve("", ServingStatus.SERVING);

        assertThat(network.probe(secured(new Tls(false, Optional.empty(), Optional.of(CERTIFICATE.pem())))))
                .isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(secured(new Tls(true, Optional.empty(), Optional.empty()))))
                .isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(secured(Tls.DEFAULT)))
                .isEqualTo(ProbeResult.failing(
                        "certificate is not trusted: no known issuer (127.0.0.1:" + secured.getPort() + ")"));
    }

    @Test
    void saysWhenTheServerSpeaksSomethingElse() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ScriptedHttpEndpoint https = ScriptedHttpEndpoint.startTls(CERTIFICATE)) {
            Future<?> answering = network.workers().submit(() -> answerInHttp1(http));

            assertThat(network.probe(new GrpcProbe("127.0.0.1", http.getLocalPort(), "", Optional.empty()))
                            .message())
                    .startsWith("127.0.0.1:" + http.getLocalPort() + " does not speak HTTP/2 as it should");
            answering.get();
            assertThat(network.probe(new GrpcProbe(
                            "127.0.0.1",
                            https.port(),
                            "",
                            Optional.of(new Tls(true, Optional.empty(), Optional.empty())))))
                    .isEqualTo(ProbeResult.failing(
                            "the TLS server at 127.0.0.1:" + https.port() + " does not offer HTTP/2 (ALPN h2)"));
        }
        assertThat(network.probe(new GrpcProbe("127.0.0.1", 1, "", Optional.empty())))
                .isEqualTo(ProbeResult.failing("connection refused by 127.0.0.1:1"));
    }

    @Test
    void neverConnectsToADeniedAddress() {
        HEALTH.serve("", ServingStatus.SERVING);
        int before = Connections.EVER.get();

        assertThat(network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of()))
                        .run(plain(""), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("127.0.0.1 is denied"));

        assertThat(Connections.EVER).hasValue(before);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        HEALTH.serve("", ServingStatus.SERVING);
        network.probe(plain(""));
        int threads = Thread.activeCount();
        ProbeAttempt attempt = network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("127.0.0.0/8")));

        // As many as the server's queue of new connections holds.
        Semaphore atATime = new Semaphore(40);
        List<Future<ProbeResult>> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            atATime.acquire();
            results.add(network.workers().submit(() -> {
                try {
                    return attempt.run(plain(""), Network.PATIENCE);
                } finally {
                    atATime.release();
                }
            }));
        }
        for (Future<ProbeResult> result : results) {
            assertThat(result.get()).isEqualTo(ProbeResult.PASSING);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Connections.OPEN).hasValue(0));
        assertThat(Thread.activeCount()).as("platform threads").isLessThan(threads + 20);
    }

    private static Object answerInHttp1(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }

    private static GrpcProbe plain(String service) {
        return probe(plain, service, Optional.empty());
    }

    private static GrpcProbe secured(Tls tls) {
        return probe(secured, "", Optional.of(tls));
    }

    private static GrpcProbe probe(Server server, String service, Optional<Tls> tls) {
        return new GrpcProbe("127.0.0.1", server.getPort(), service, tls);
    }

    private static Server server(ServerCredentials credentials, boolean healthService) throws IOException {
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(new InetSocketAddress("127.0.0.1", 0), credentials)
                .executor(CALLS)
                .transportExecutor(TRANSPORTS)
                .addTransportFilter(new Connections());
        if (healthService) {
            builder.addService(HEALTH);
        }
        return builder.build().start();
    }

    /** What a server hears of its connections. */
    private static final class Connections extends ServerTransportFilter {
        static final AtomicInteger OPEN = new AtomicInteger();
        static final AtomicInteger EVER = new AtomicInteger();

        @Override
        public Attributes transportReady(Attributes attributes) {
            OPEN.incrementAndGet();
            EVER.incrementAndGet();
            return attributes;
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            OPEN.decrementAndGet();
        }
    }

    /** A health service that does as it is told. */
    private static final class Health extends HealthGrpc.HealthImplBase {
        private interface Call {
            void answer(StreamObserver<HealthCheckResponse> observer);
        }

        final Map<String, Call> answers = new ConcurrentHashMap<>();
        final AtomicInteger calls = new AtomicInteger();

        void serve(String service, ServingStatus status) {
            answers.put(service, observer -> {
                observer.onNext(
                        HealthCheckResponse.newBuilder().setStatus(status).build());
                observer.onCompleted();
            });
        }

        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
            calls.incrementAndGet();
            answers.getOrDefault(request.getService(), call -> call.onError(Status.NOT_FOUND.asRuntimeException()))
                    .answer(observer);
        }
    }
}
