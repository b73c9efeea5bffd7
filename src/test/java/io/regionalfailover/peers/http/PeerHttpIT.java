package io.regionalfailover.peers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine.Heard;
import io.regionalfailover.testing.http.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The endpoint against what honest peers and others send, byte by byte. */
class PeerHttpIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String AUTHORIZED = "Host: x\r\nAuthorization: Bearer " + PeerBench.TOKEN + "\r\n";
    private static final String POST = "POST /peers/v1/observations HTTP/1.1\r\n";
    private static final int FLOOD = 10_000;

    private Path folder;
    private PeerBench bench;
    private int port;

    @BeforeEach
    void begin(@TempDir Path temporary) {
        folder = temporary;
        bench = new PeerBench(folder).withToken(PeerBench.TOKEN);
        port = bench.listenPlain("127.0.0.1");
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Everything until the other side closes. */
    private String exchange(String text) throws IOException {
        try (Socket socket = connect()) {
            send(socket, text);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** One answer, whose connection stays open. */
    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ") + 16;
        int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        return head + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Test
    void theDeskHearsWhatAPeerSays() throws IOException {
        try (Socket socket = connect()) {
            send(socket, POST + AUTHORIZED + "Content-Length: 5\r\n\r\nhello");
            assertThat(answer(socket.getInputStream()))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: application/json")
                    .endsWith("{\"got\":5}");
            send(socket, POST + AUTHORIZED + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            assertThat(answer(socket.getInputStream())).endsWith("{\"got\":3}");
            send(socket, "GET /peers/v1/policies/shop/checkout HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
            assertThat(answer(socket.getInputStream())).endsWith("{\"has\":false}");
        }
        assertThat(bench.heard).containsExactly("told 5", "told 3", "asked shop/checkout");
        // The place is given back after the last byte of the answer, when the client may have read it already.
        await("its place is free again").atMost(SOON).until(() -> bench.http().inside() == 0);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoeverHasNoTokenIsSentAwayBeforeTheBody() throws IOException {
        for (String authorization :
                List.of("", "Authorization: Bearer wrong\r\n", "Authorization: Basic " + PeerBench.TOKEN + "\r\n")) {
            assertThat(exchange(POST + "Host: x\r\n" + authorization + "Content-Length: 1000000\r\n\r\nnever the rest"))
                    .startsWith("HTTP/1.1 401 ")
                    .endsWith("{\"error\":\"the token is missing or wrong\"}");
        }
        assertThat(bench.heard).isEmpty();
        assertThat(bench.count(401)).isEqualTo(3);
    }

    @Test
    void whoeverHasNoTokenLearnsNotEvenWhatThereIs() throws IOException {
        assertThat(exchange("GET /peers/v1/secrets HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(exchange("GET /peers/v1/secrets HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(exchange("DELETE /peers/v1/observations HTTP/1.1\r\n" + AUTHORIZED + "\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void aBodyOfTheLargestSizeIsHeardAndALargerOneIsNotReadOn() throws IOException {
        String largest = "x".repeat(PeerDesk.MAX_BODY);
        try (Socket socket = connect()) {
            send(socket, POST + AUTHORIZED + "Content-Length: " + largest.length() + "\r\n\r\n" + largest);
            assertThat(answer(socket.getInputStream())).endsWith("{\"got\":1048576}");
        }
        assertThat(exchange(POST + AUTHORIZED + "Content-Length: 1048577\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(exchange(POST + AUTHORIZED + "Content-Length: 99999999999999999999\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4(00|13) .*");
        assertThat(exchange(POST + AUTHORIZED + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + largest + "x"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(bench.heard).containsExactly("told 1048576");
        assertThat(bench.http().inside()).isZero();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aBodyThatDoesNotComeIsNotWaitedForForever() throws IOException {
        try (Socket drips = connect()) {
            send(drips, POST + AUTHORIZED + "Content-Length: 100\r\n\r\nonly this");
            await("its place is taken").atMost(SOON).until(() -> bench.http().inside() == 1);
            try (Socket gone = connect()) {
                send(gone, POST + AUTHORIZED + "Content-Length: 100\r\n\r\nonly this");
                await("its place is taken")
                        .atMost(SOON)
                        .until(() -> bench.http().inside() == 2);
            }
            await("whoever goes gives it back")
                    .atMost(SOON)
                    .until(() -> bench.http().inside() == 1);
            assertThat(new String(drips.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 408 ");
        }
        assertThat(bench.http().inside()).isZero();
        assertThat(bench.heard).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoeverConnectsAndNeverShowsATokenIsTurnedAway() throws Exception {
        TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
        try (PeerBench served = new PeerBench(Files.createDirectory(folder.resolve("served")))
                .withToken(PeerBench.TOKEN)
                .showing(certificate)) {
            int tls = URI.create(served.listen()).getPort();
            List<Socket> idlers = new ArrayList<>();
            for (int i = 0; i < PeerListener.MOST_PER_ADDRESS; i++) {
                SSLSocket idler =
                        (SSLSocket) trusting(certificate).getSocketFactory().createSocket("127.0.0.1", tls);
                idler.startHandshake();
                send(idler, POST);
                idlers.add(idler);
            }
            try (Socket late = trusting(certificate).getSocketFactory().createSocket("127.0.0.1", tls)) {
                send(late, POST + AUTHORIZED + "Content-Length: 1\r\n\r\nx");
                assertThat(answer(late.getInputStream()))
                        .as("all connections of this address are taken")
                        .isEmpty();
            }
            await("the idle ones are turned away")
                    .atMost(PeerListener.SHOWS_TOKEN_WITHIN.plus(SOON))
                    .until(() -> served.turnedAway.get() > PeerListener.MOST_PER_ADDRESS);
            try (Socket late = trusting(certificate).getSocketFactory().createSocket("127.0.0.1", tls)) {
                send(late, POST + AUTHORIZED + "Content-Length: 1\r\n\r\nx");
                assertThat(answer(late.getInputStream())).startsWith("HTTP/1.1 200 ");
            }
            for (Socket idler : idlers) {
                idler.close();
            }
        }
    }

    private static SSLContext trusting(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("peer", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void onlySoManyAreHeardAtATime() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        bench.toldReply = message -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new PeerDesk.Reply(200, new byte[] {'1'});
        };
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < Admission.AT_A_TIME; i++) {
            Socket socket = connect();
            waiting.add(socket);
            send(socket, POST + AUTHORIZED + "Content-Length: 1\r\n\r\nx");
        }
        await("all places are taken").atMost(SOON).until(() -> bench.http().inside() == Admission.AT_A_TIME);

        try (Socket late = connect()) {
            for (int i = 0; i < 3; i++) {
                send(late, POST + AUTHORIZED + "Content-Length: 100\r\n\r\n");
                assertThat(answer(late.getInputStream()))
                        .startsWith("HTTP/1.1 429 ")
                        .containsIgnoringCase("retry-after: 1");
                send(late, "x".repeat(100));
            }
        }
        goOn.countDown();
        for (Socket socket : waiting) {
            assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
            socket.close();
        }
        await("all places are free").atMost(SOON).until(() -> bench.http().inside() == 0);
    }

    @Test
    void plainHttpFromElsewhereIsRefused() throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        if (outside.isEmpty()) {
            return;
        }
        int open = bench.listenPlain("0.0.0.0");
        try (Socket socket = new Socket(outside.get(), open)) {
            send(socket, POST + AUTHORIZED + "Content-Length: 5\r\n\r\nhello");
            assertThat(answer(socket.getInputStream()))
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("{\"error\":\"plain http is answered on this machine only; use https\"}");
        }
        assertThat(bench.heard).isEmpty();
    }

    @Test
    void aFloodIsHeldOffAndNobodyElseNotices() throws Exception {
        long before = used();
        long began = System.nanoTime();
        CompletableFuture<Integer> flood = CompletableFuture.supplyAsync(() -> {
            int refused = 0;
            for (int connection = 0; connection < 20; connection++) {
                try (Socket socket = connect()) {
                    for (int i = 0; i < FLOOD / 20; i++) {
                        send(socket, "GET /peers/v1/policies/shop/checkout HTTP/1.1\r\n" + AUTHORIZED + "\r\n");
                        refused += answer(socket.getInputStream()).startsWith("HTTP/1.1 429 ") ? 1 : 0;
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return refused;
        });
        CompletableFuture<Void> strangers = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < FLOOD / 10; i++) {
                try (Socket socket = connect()) {
                    send(socket, POST + "Host: x\r\nContent-Length: 100000\r\n\r\n");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        long slowest = 0;
        int asked = 0;
        while (!flood.isDone() || !strangers.isDone()) {
            long sent = System.nanoTime();
            assertThat(exchange("GET /q/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .endsWith("UP");
            slowest = Math.max(slowest, System.nanoTime() - sent);
            asked++;
            pause(CompletableFuture.allOf(flood, strangers));
        }
        System.out.printf(
                "flood: %d requests with the token, %d of them refused, and %d without, in %d ms; health asked %d times,"
                        + " slowest %d ms; heap %+d KiB%n",
                FLOOD,
                flood.get(),
                FLOOD / 10,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                asked,
                TimeUnit.NANOSECONDS.toMillis(slowest),
                (used() - before) / 1024);
        assertThat(flood.get()).isPositive();
        assertThat(bench.heard).hasSizeLessThan(FLOOD).hasSize(FLOOD - flood.get());
        await("strangers were counted").atMost(SOON).until(() -> bench.count(401) > FLOOD / 20);
        await("an honest peer is heard again")
                .atMost(SOON)
                .until(() -> bench.http()
                                .line()
                                .ask("http://127.0.0.1:" + port, "a/b")
                                .join()
                        instanceof Heard.Answered);
        await("no request is left inside").atMost(SOON).until(() -> bench.http().inside() == 0);
    }

    private static void pause(CompletableFuture<Void> unless) throws Exception {
        try {
            unless.get(20, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Time for the next question.
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
