package io.regionalfailover.peers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final String FIRST = "first-token-0123456789";
    private static final String SECOND = "second-token-0123456789";
    private static final String THIRD = "third-token-0123456789";

    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<String> troubles = new ArrayList<>();
    private final PeerHttpEvents events = new PeerHttpEvents() {
        @Override
        public void answered(int status) {}

        @Override
        public void turnedAway() {}

        @Override
        public void troubled(String sentence) {
            troubles.add(sentence);
        }
    };
    private Path file;

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("token"), FIRST + "\n");
    }

    private Tokens tokens() {
        return new Tokens(file, time, events);
    }

    @Test
    void whoeverHasTheTokenIsLetIn() {
        Tokens tokens = tokens();

        assertThat(tokens.admits("Bearer " + FIRST)).isTrue();
        assertThat(tokens.admits("bearer  " + FIRST + " ")).isTrue();
        assertThat(tokens.present()).isEqualTo(FIRST);
        for (String wrong :
                List.of("", FIRST, "Bearer", "Bearer ", "Bearer x", "Basic " + FIRST, "Bearer " + FIRST + "0")) {
            assertThat(tokens.admits(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void theFormerOneIsGoodForFiveMinutes() throws IOException {
        Tokens tokens = tokens();
        Files.writeString(file, SECOND);
        assertThat(tokens.admits("Bearer " + SECOND)).as("not looked at yet").isFalse();

        tokens.look();

        assertThat(tokens.admits("Bearer " + SECOND)).isTrue();
        assertThat(tokens.admits("Bearer " + FIRST)).isTrue();
        assertThat(tokens.former()).contains(FIRST);
        time.advance(Tokens.GOOD_AFTERWARDS.minusNanos(1));
        assertThat(tokens.admits("Bearer " + FIRST)).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(tokens.admits("Bearer " + FIRST)).isFalse();
        assertThat(tokens.former()).isEmpty();
        assertThat(tokens.admits("Bearer " + SECOND)).isTrue();
    }

    @Test
    void onlyTheLastOneBeforeIsGood() throws IOException {
        Tokens tokens = tokens();
        Files.writeString(file, SECOND);
        tokens.look();
        Files.writeString(file, THIRD);
        tokens.look();

        assertThat(tokens.admits("Bearer " + FIRST)).isFalse();
        assertThat(tokens.admits("Bearer " + SECOND)).isTrue();
        assertThat(tokens.admits("Bearer " + THIRD)).isTrue();
    }

    @Test
    void aLinkThatIsTurnedIsSeenAsKubernetesTurnsIt(@TempDir Path mount) throws IOException {
        Path one = Files.createDirectory(mount.resolve("one"));
        Path two = Files.createDirectory(mount.resolve("two"));
        Files.writeString(one.resolve("token"), FIRST);
        Files.writeString(two.resolve("token"), SECOND);
        Files.createSymbolicLink(mount.resolve("..data"), one);
        file = Files.createSymbolicLink(mount.resolve("token"), Path.of("..data", "token"));
        Tokens tokens = tokens();

        Files.delete(mount.resolve("..data"));
        tokens.look();
        assertThat(tokens.present()).isEqualTo(FIRST);
        Files.createSymbolicLink(mount.resolve("..data"), two);
        tokens.look();

        assertThat(tokens.present()).isEqualTo(SECOND);
    }

    @Test
    void whatIsNoTokenLeavesTheGoodOneInForceAndIsToldOnce() throws IOException {
        Tokens tokens = tokens();
        for (String bad : List.of("", "short", "two words are not a token", "x".repeat(2000))) {
            Files.writeString(file, bad);
            tokens.look();
            tokens.look();
            assertThat(tokens.admits("Bearer " + FIRST)).as(bad).isTrue();
        }
        Files.delete(file);
        tokens.look();
        assertThat(tokens.admits("Bearer " + FIRST)).isTrue();
        assertThat(troubles).as("it may be on its way from one to the next").hasSize(1);
        tokens.look();

        assertThat(troubles)
                .hasSize(2)
                .allSatisfy(trouble -> assertThat(trouble)
                        .startsWith("regional-failover.peer-token-file: " + file)
                        .doesNotContain(FIRST)
                        .endsWith("What was read before goes on to hold."));
        assertThat(troubles.getLast()).contains("does not exist");
        Files.writeString(file, SECOND);
        tokens.look();
        assertThat(tokens.present()).isEqualTo(SECOND);

        Files.delete(file);
        tokens.look();
        assertThat(troubles).as("what was before has been mended").hasSize(2);
        tokens.look();
        assertThat(troubles).hasSize(3);
    }

    @Test
    void withoutATokenNothingBegins() throws IOException {
        Files.writeString(file, "short");
        assertThatThrownBy(this::tokens)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no token")
                .hasMessageNotContaining("short");
        Files.delete(file);
        assertThatThrownBy(this::tokens)
                .hasMessageContaining("does not exist")
                .hasMessageEndingWith("Nothing is started.");
    }
}
