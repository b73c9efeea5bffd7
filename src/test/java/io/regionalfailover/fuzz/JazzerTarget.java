package io.regionalfailover.fuzz;

import io.regionalfailover.testing.fuzz.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls. */
public final class JazzerTarget {
    private static volatile Parser parser = Parsers.all().getFirst();

    private JazzerTarget() {}

    /** Writes the seeds of each parser into a folder of its name, and prints the names. */
    public static void main(String[] arguments) throws IOException {
        for (Parser each : Parsers.all()) {
            Path folder = Files.createDirectories(Path.of(arguments[0], each.name()));
            for (int i = 0; i < each.seeds().size(); i++) {
                Files.write(folder.resolve("seed-" + i), each.seeds().get(i));
            }
            System.out.println(each.name());
        }
    }

    /** @param arguments the parser's name */
    public static void fuzzerInitialize(String[] arguments) {
        parser = Parsers.all().stream()
                .filter(each -> each.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
    }

    /** Tries one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        parser.property().holdsFor(input);
    }
}
