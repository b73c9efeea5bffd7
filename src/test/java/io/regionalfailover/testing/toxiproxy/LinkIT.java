package io.regionalfailover.testing.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is done to a link is what happens to a connection through it. */
class LinkIT {
    private static final int A_MOMENT = 300;
    private static final int PATIENCE = 20_000;

    @Test
    void aLinkDoesWhatIsDoneToIt() throws IOException {
        try (Toxiproxy toxiproxy = Toxiproxy.start(Path.of("target", "chaos", "link.log"));
                ScriptedHttpEndpoint server = ScriptedHttpEndpoint.start()) {
            Link link = toxiproxy.link("it", "127.0.0.1", server.port());
            assertThat(ask(link, PATIENCE)).isEqualTo("answered");

            link.refuse();
            assertThat(ask(link, PATIENCE)).isEqualTo("refused");
            link.heal();
            assertThat(ask(link, PATIENCE)).isEqualTo("answered");

            int asked = server.requests().size();
            link.swallowRequests();
            assertThat(ask(link, A_MOMENT)).isEqualTo("silence");
            assertThat(server.requests()).hasSize(asked);
            link.heal();

            link.swallowReplies();
            assertThat(ask(link, A_MOMENT)).isEqualTo("silence");
            Awaitility.await("what is asked arrives")
                    .until(() -> server.requests().size() == asked + 1);
            link.heal();

            link.hold();
            assertThat(ask(link, A_MOMENT)).isEqualTo("silence");
            assertThat(server.requests()).hasSize(asked + 1);
            link.heal();
            Awaitility.await("what was held arrives")
                    .until(() -> server.requests().size() == asked + 2);

            link.delay(Duration.ofSeconds(1));
            assertThat(ask(link, A_MOMENT)).isEqualTo("silence");
            assertThat(ask(link, PATIENCE)).isEqualTo("answered");
        }
    }

    private static String ask(Link link, int millis) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), link.port())) {
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(8);
            return answer.length == 8 ? "answered" : "closed";
        } catch (SocketTimeoutException e) {
            return "silence";
        } catch (IOException e) {
            return "refused";
        }
    }
}
