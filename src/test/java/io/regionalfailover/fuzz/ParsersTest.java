package io.regionalfailover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.fuzz.Mutations;
import io.regionalfailover.testing.fuzz.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a parser is given, it keeps its promises, soon. {@code src/test/tools/fuzz} looks for longer and deeper. */
class ParsersTest {
    private static final int INPUTS = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Inputs that were found to break a parser once, a folder for each. */
    private static final Path FOUND = Path.of("src/test/resources/fuzz");

    static List<Parser> parsers() {
        return Parsers.all();
    }

    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @MethodSource("parsers")
    void keepsItsPromises(Parser parser) throws IOException {
        for (byte[] seed : parser.seeds()) {
            attempt(parser, seed, "seed");
        }
        for (Path file : found(parser)) {
            attempt(parser, Files.readAllBytes(file), file.toString());
        }
        long seed = System.nanoTime();
        Mutations mutations = new Mutations(parser.seeds(), new Random(seed));
        for (int i = 0; i < INPUTS; i++) {
            attempt(parser, mutations.next(), "seed " + seed + ", input " + i);
        }
    }

    private static List<Path> found(Parser parser) throws IOException {
        Path folder = FOUND.resolve(parser.name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** An input that takes long is tried once more: the first one of a kind may wait for classes to be loaded. */
    private static void attempt(Parser parser, byte[] input, String which) {
        String what = parser + ", " + which + ": " + Base64.getEncoder().encodeToString(input);
        if (taken(parser, input, what).compareTo(LONGEST) > 0) {
            assertThat(taken(parser, input, what)).as(what).isLessThan(LONGEST);
        }
    }

    private static Duration taken(Parser parser, byte[] input, String what) {
        long begun = System.nanoTime();
        try {
            parser.property().holdsFor(input);
        } catch (Throwable e) {
            throw new AssertionError(what, e);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
