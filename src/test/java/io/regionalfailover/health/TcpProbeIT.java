package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.testing.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpProbeIT {

    private Network network;

    @BeforeEach
    void start(@TempDir Path folder) {
        network = new Network(folder).hosts("127.0.0.1 ledger.internal\n");
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void passesWhenConnected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(network.probe(tcp("127.0.0.1", server.getLocalPort()))).isEqualTo(ProbeResult.PASSING);
            assertThat(network.probe(tcp("ledger.internal", server.getLocalPort())))
                    .isEqualTo(ProbeResult.PASSING);
        }
    }

    @Test
    void saysWhoRefused() {
        int port = FreePort.on("127.0.0.1");

        assertThat(network.probe(tcp("127.0.0.1", port)))
                .isEqualTo(ProbeResult.failing("connection refused by 127.0.0.1:" + port));
    }

    @Test
    void connectingIsInsideTheTimeout() throws IOException {
        // A queue that is full lets nobody in and refuses nobody.
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            for (int i = 0; i < 2; i++) {
                fillers.add(new Socket(server.getInetAddress(), server.getLocalPort()));
            }
            Instant before = network.clock().instant();

            ProbeResult result = network.probe(tcp("127.0.0.1", server.getLocalPort()), Network.TIMEOUT);

            assertThat(result.message()).endsWith("within 700 ms (not connected)");
            assertThat(Duration.between(before, network.clock().instant()))
                    .isBetween(Network.TIMEOUT.minusMillis(50), Network.TIMEOUT.plus(Network.GRACE));
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void deniedAddressesAreNeverConnectedTo() throws IOException {
        ProbeAttempt strict = network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of()));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            server.setSoTimeout(1);

            assertThat(strict.run(tcp("::ffff:127.0.0.1", server.getLocalPort()), Network.PATIENCE))
                    .isEqualTo(ProbeResult.unknown("127.0.0.1 is denied"));
            assertThat(strict.run(tcp("ledger.internal", server.getLocalPort()), Network.PATIENCE))
                    .isEqualTo(ProbeResult.unknown("ledger.internal: 127.0.0.1 is denied"));
            assertThatThrownBy(server::accept).as("nobody came").isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static TcpProbe tcp(String host, int port) {
        return new TcpProbe(host, port, Optional.empty());
    }
}
