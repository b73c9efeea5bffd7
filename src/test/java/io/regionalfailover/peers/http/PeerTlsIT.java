package io.regionalfailover.peers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.peers.PeerLine;
import io.regionalfailover.peers.PeerLine.Heard;
import io.regionalfailover.testing.http.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two instances that know each other by certificates and a token, all of which change while they run. */
@Execution(ExecutionMode.CONCURRENT)
class PeerTlsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final TestCertificate EAST = TestCertificate.selfSigned("ip:127.0.0.1");
    private static final TestCertificate WEST = TestCertificate.selfSigned("ip:127.0.0.1");
    private static final TestCertificate STRANGER = TestCertificate.selfSigned("ip:127.0.0.1");

    private PeerBench east;
    private PeerBench west;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        east = new PeerBench(Files.createDirectory(folder.resolve("east"))).withToken(PeerBench.TOKEN);
        west = new PeerBench(Files.createDirectory(folder.resolve("west"))).withToken(PeerBench.TOKEN);
    }

    @AfterEach
    void end() {
        east.close();
        west.close();
    }

    private static Heard tell(PeerBench from, String to) {
        return get(from.http().line(), to);
    }

    private static Heard get(PeerLine line, String to) {
        return line.tell(to, "hello".getBytes(StandardCharsets.UTF_8))
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static void declined(Heard heard, String sentence) {
        assertThat(heard)
                .isInstanceOfSatisfying(
                        Heard.Declined.class, it -> assertThat(it.message()).contains(sentence));
    }

    private static void answered(Heard heard) {
        assertThat(heard)
                .isInstanceOfSatisfying(
                        Heard.Answered.class,
                        it -> assertThat(it.body()).asString().isEqualTo("{\"got\":5}"));
    }

    /** A process that has just begun needs longer for its first words of TLS than it has later on. */
    private static void answeredSoon(PeerBench from, String to) {
        await("the peer answers").atMost(SOON).untilAsserted(() -> answered(tell(from, to)));
    }

    private static void declinedSoon(PeerBench from, String to, String sentence) {
        await("the peer declines").atMost(SOON).untilAsserted(() -> declined(tell(from, to), sentence));
    }

    @Test
    void thoseWhoKnowEachOtherSpeak() {
        String peer = east.showing(EAST).trusting(WEST).listen();
        west.showing(WEST).trusting(EAST);

        answeredSoon(west, peer);
        assertThat(west.http().line().ask(peer, "shop/checkout").join()).isInstanceOf(Heard.Answered.class);
        assertThat(east.heard).endsWith("told 5", "asked shop/checkout");
    }

    @Test
    void aStrangersCertificateOrNoneIsTurnedAwayBeforeHttp() {
        String peer = east.showing(EAST).trusting(WEST).listen();

        declinedSoon(west.trusting(EAST), peer, "TLS");
        try (PeerBench stranger = new PeerBench(folderOf("stranger")).withToken(PeerBench.TOKEN)) {
            declinedSoon(stranger.showing(STRANGER).trusting(EAST), peer, "TLS");
        }
        assertThat(east.heard).isEmpty();
        assertThat(east.answers).isEmpty();
    }

    private static Path folderOf(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatNobodySignedForIsToldNothing() {
        String peer = east.showing(STRANGER).listen();

        declinedSoon(west.trusting(EAST), peer, "its certificate is not trusted");
        assertThat(east.heard).isEmpty();
    }

    @Test
    void aCertificateForAnotherHostIsNotHers() {
        TestCertificate elsewhere = TestCertificate.selfSigned("dns:east.example.com");
        String peer = east.showing(elsewhere).listen();

        declinedSoon(west.trusting(elsewhere), peer, "TLS");
        assertThat(east.heard).isEmpty();
    }

    @Test
    void everythingIsReplacedWithoutARestart() {
        String peer = east.showing(EAST).trusting(WEST).listen();
        west.showing(WEST).trusting(EAST);
        answeredSoon(west, peer);

        // The client's certificate; the server learns of it later than the client.
        west.showing(STRANGER);
        await("the new certificate is shown").atMost(SOON).untilAsserted(() -> declined(tell(west, peer), "TLS"));
        east.trusting(STRANGER);
        await("it is trusted").atMost(SOON).untilAsserted(() -> answered(tell(west, peer)));

        // The server's.
        east.showing(WEST);
        await("its certificate is another").atMost(SOON).untilAsserted(() -> {
            try (PeerBench fresh = new PeerBench(folderOf("fresh")).withToken(PeerBench.TOKEN)) {
                declined(tell(fresh.showing(STRANGER).trusting(EAST), peer), "its certificate is not trusted");
            }
        });
        west.trusting(WEST);
        await("that is trusted").atMost(SOON).untilAsserted(() -> answered(tell(west, peer)));
        assertThat(east.troubles).isEmpty();
        assertThat(west.troubles).isEmpty();
    }

    @Test
    void filesThatDoNotBelongTogetherAreWaitedOut() {
        String peer = east.showing(EAST).listen();
        west.trusting(EAST, WEST);

        east.write("tls.crt", WEST.pem());
        await("it is told")
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(east.troubles).singleElement().asString().contains("do not belong together"));
        answeredSoon(west, peer);
        east.write("tls.crt", "no certificate");
        await("it is told").atMost(SOON).until(() -> east.troubles.size() == 2);
        answered(tell(west, peer));
        assertThat(east.troubles).allSatisfy(trouble -> assertThat(trouble).startsWith("regional-failover.peer-tls."));
    }

    @Test
    void aTokenThatIsReplacedInOnePlaceBeforeTheOtherCostsAtMostOneExchange() {
        String peer = east.showing(EAST).listen();
        west.trusting(EAST);
        answeredSoon(west, peer);

        west.withToken("another-token-0123456789");
        await("the new one is shown, and refused")
                .atMost(SOON)
                .untilAsserted(() -> declined(tell(west, peer), "it has another token"));
        answered(tell(west, peer));
        answered(tell(west, peer));
        east.withToken("another-token-0123456789");
        await("both have it").atMost(SOON).untilAsserted(() -> {
            try (PeerBench fresh = new PeerBench(folderOf("fresh")).withToken("another-token-0123456789")) {
                answered(tell(fresh.trusting(EAST), peer));
            }
        });
        answered(tell(west, peer));
    }

    @Test
    void unfitFilesAreRefusedAtTheStart() {
        east.showing(EAST).write("tls.key", WEST.keyPem());
        assertThatThrownBy(east::http).hasMessageContaining("do not belong together");
        west.trusting(EAST).write("ca.crt", "nothing");
        assertThatThrownBy(west::http).hasMessageContaining("peer-tls.ca-file").hasMessageContaining("no certificates");
    }
}
