package io.regionalfailover.operator.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.gate.GateState;
import io.regionalfailover.dns.gate.GateWord;
import io.regionalfailover.dns.gate.Opinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate says while its volume hangs: opening a pipe that nobody reads waits as a disk does that does not answer. */
class GatesTest {
    private static final String ZONE = "Z1";

    @TempDir
    private Path folder;

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-23T04:00:00Z");
    private Path pipe;

    @BeforeEach
    void hang() throws IOException, InterruptedException {
        pipe = folder.resolve(ZONE + ".gate.next");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    private static Opinion away() {
        return new Opinion(true, 3, true, Set.of("east"), Set.of("east"), Set.of("east"), Set.of("west"));
    }

    @Test
    void itIsHeardAtOnceAndWhatTheDiskDoesNotTakeIsSaid() throws IOException {
        try (Gates gates = new Gates(Optional.of("west"), folder, () -> now, troubles::add)) {
            gates.of(ZONE).hear("shop/checkout", away());
            assertThat(gates.word(ZONE, "east")).isEqualTo(GateWord.EVACUATE);
            assertThat(gates.unsaved(ZONE)).isEmpty();

            now = now.plus(Duration.ofSeconds(6));
            assertThat(gates.unsaved(ZONE))
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains("for 6 s", folder.toString(), "regional-failover.gate.state-dir"));

            // The disk answers, with an error: a pipe cannot be forced to it.
            Files.readString(pipe);
            await().until(() -> !troubles.isEmpty());
            assertThat(gates.unsaved(ZONE)).isPresent();

            Files.delete(pipe);
            gates.of(ZONE).hear("shop/cart", away());
            await().until(() -> gates.unsaved(ZONE).isEmpty());
            assertThat(GateState.parse(Files.readString(folder.resolve(ZONE + ".gate"))))
                    .hasValueSatisfying(kept -> assertThat(kept.policies()).contains("shop/cart"));
        }
    }
}
