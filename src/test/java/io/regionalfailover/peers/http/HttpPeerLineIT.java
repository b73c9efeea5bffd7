package io.regionalfailover.peers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine.Heard;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line against what there may be instead of a peer. */
class HttpPeerLineIT {
    private static final Duration SOON = Duration.ofSeconds(10);

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

    private Heard told(String peer) {
        return bench.http()
                .line()
                .tell(peer, new byte[] {'x'})
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static void silent(Heard heard, String sentence) {
        assertThat(heard)
                .isInstanceOfSatisfying(
                        Heard.Silent.class, it -> assertThat(it.message()).contains(sentence));
    }

    private static void declined(Heard heard, String sentence) {
        assertThat(heard)
                .isInstanceOfSatisfying(
                        Heard.Declined.class, it -> assertThat(it.message()).contains(sentence));
    }

    /** A server that says this once to whoever connects, whatever it is asked. */
    private static ServerSocket saying(String text) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The next one, or the end.
                }
            }
        });
        return server;
    }

    private static String url(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Test
    void whoeverAnswersOtherwiseDeclines() throws IOException {
        try (ServerSocket redirecting =
                        saying("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
                ServerSocket ailing = saying("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n");
                ServerSocket mail = saying("220 mail.example.com ESMTP\r\n");
                ServerSocket endless = saying(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n" + "x".repeat(PeerDesk.MAX_BODY + 1))) {
            declined(told(url(redirecting)), "redirects are not followed");
            declined(told(url(ailing)), "answered 503: it can say nothing yet");
            declined(told(url(mail)), "does not answer in HTTP");
            declined(told(url(endless)), "more than 1048576 bytes");
        }
        bench.toldReply = message -> new PeerDesk.Reply(409, new byte[] {'1'});
        declined(told("http://127.0.0.1:" + port), "another version, or another installation");
    }

    @Test
    void whereNobodyNeedBeNothingIsHeard() throws IOException {
        silent(told("http://127.0.0.1:" + FreePort.on("127.0.0.1")), "no connection to");
        try (ServerSocket cutting = saying("");
                ServerSocket half = saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            silent(told(url(cutting)), "was cut off");
            silent(told(url(half)), "was cut off");
            silent(told(url(mute)), "no answer from " + url(mute) + " within 2 s");
            silent(told(url(cutting).replace("http://", "https://")), "");
        }
        silent(told("https://nobody.invalid:8443"), "does not resolve");
    }

    @Test
    void aPeerThatIsStoppedOrKilledIsSilentAndOneThatGoesOnIsHeard() throws IOException {
        Path log = folder.resolve("peer.log");
        String java = ProcessHandle.current().info().command().orElse("java");
        try (TiedProcess process = TiedProcess.command(
                        log,
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerMain.class.getName(),
                        folder.toString())
                .start()) {
            await("it listens")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log).contains("port "));
            String peer = "http://127.0.0.1:" + Files.readString(log).replaceAll("(?s).*port (\\d+).*", "$1");
            await("it answers").atMost(SOON).until(() -> told(peer) instanceof Heard.Answered);

            process.pause();
            silent(told(peer), "no answer");
            process.resume();
            await("it answers").atMost(SOON).until(() -> told(peer) instanceof Heard.Answered);
            process.kill();
            assertThat(told(peer)).isInstanceOf(Heard.Silent.class);
            silent(told(peer), "no connection");
        }
    }
}
