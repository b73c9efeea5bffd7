package io.regionalfailover.operator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.gate.Opinion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatePortIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Opinion STEADY = new Opinion(true, 1, true, Set.of("east"), Set.of(), Set.of(), Set.of());
    private static final Opinion LEAVES =
            new Opinion(true, 1, true, Set.of("east"), Set.of("east"), Set.of("east"), Set.of());

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<GatePort> ports = new ArrayList<>();
    private final List<Gates> gates = new ArrayList<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private boolean active = true;

    @AfterEach
    void close() {
        ports.forEach(GatePort::close);
        // What they still write stands in the way of those who delete the folder.
        gates.forEach(Gates::close);
        client.close();
    }

    private Gates gates() {
        Gates opened = new Gates(Optional.of("west"), folder, () -> NOW, troubles::add);
        gates.add(opened);
        return opened;
    }

    /** A process evacuated a region of a zone and ended. */
    private void left(String zone) {
        try (Gates gates = gates()) {
            gates.of(zone).hear("shop/checkout", LEAVES);
        }
    }

    private int open(Gates gates) {
        GatePort port = new GatePort("127.0.0.1", 0, () -> active, gates::word, answered::add);
        ports.add(port);
        return port.open().join();
    }

    private String ask(int port, String method, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Test
    void oneWordAndNothingElse() throws IOException, InterruptedException {
        Gates gates = gates();
        int port = open(gates);
        assertThat(ask(port, "GET", "/gate/Z1/west")).isEqualTo("200 undecided\n");
        gates.of("Z1").hear("shop/checkout", STEADY);
        assertThat(ask(port, "GET", "/gate/Z1/west")).isEqualTo("200 keep\n");
        assertThat(ask(port, "GET", "/gate/Z1/east")).isEqualTo("200 undecided\n");
        gates.of("Z1").hear("shop/checkout", LEAVES);
        assertThat(ask(port, "GET", "/gate/Z1/east")).isEqualTo("200 evacuate\n");
        assertThat(ask(port, "GET", "/gate/Z2/east")).isEqualTo("200 undecided\n");
        assertThat(answered).containsExactly("undecided", "keep", "undecided", "evacuate", "undecided");
    }

    @Test
    void nothingElseIsAnswered() throws IOException, InterruptedException {
        int port = open(gates());
        for (String path :
                List.of("/", "/gate", "/gate/Z1", "/gate/Z1/a/b", "/gate/z1/east", "/q/health", "/gate/Z1/..%2f")) {
            assertThat(ask(port, "GET", path)).as(path).isEqualTo("404 ");
        }
        assertThat(ask(port, "POST", "/gate/Z1/east")).isEqualTo("405 ");
        active = false;
        assertThat(ask(port, "GET", "/gate/Z1/east")).isEqualTo("503 ");
    }

    @Test
    void theNextProcessSaysWhatThisOneSaid() throws IOException, InterruptedException {
        left("Z1");
        int port = open(gates());
        assertThat(ask(port, "GET", "/gate/Z1/east")).isEqualTo("200 evacuate\n");
        assertThat(ask(port, "GET", "/gate/Z1/west")).as("not judged yet").isEqualTo("200 undecided\n");
    }

    @Test
    void aDamagedStateIsSaidAndSaysNothing() throws IOException {
        left("Z1");
        left("Z2");
        left("Z3");
        Path file = folder.resolve("Z1.gate");
        Files.writeString(file, Files.readString(file).replace("rfg1", "rfg9"));
        Files.write(folder.resolve("Z3.gate"), new byte[] {(byte) 0xff, (byte) 0xff});
        Gates next = gates();
        assertThat(next.word("Z1", "east").text()).isEqualTo("undecided");
        assertThat(next.word("Z2", "east").text()).as("others are read").isEqualTo("evacuate");
        assertThat(next.word("Z3", "east").text()).isEqualTo("undecided");
        assertThat(troubles).hasSize(2).anySatisfy(said -> assertThat(said).contains("Z3.gate is damaged"));
        assertThat(troubles)
                .filteredOn(said -> said.contains("Z1"))
                .hasSize(1)
                .first()
                .asString()
                .contains("Z1.gate is damaged");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndTheGateGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Gates gates = new Gates(Optional.of("west"), file, () -> NOW, troubles::add);
        gates.of("Z1").hear("shop/checkout", LEAVES);
        gates.close();
        assertThat(gates.word("Z1", "east").text()).isEqualTo("evacuate");
        assertThat(troubles).isNotEmpty();
    }
}
