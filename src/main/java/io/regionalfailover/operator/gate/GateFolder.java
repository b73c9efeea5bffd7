package io.regionalfailover.operator.gate;

import io.regionalfailover.dns.gate.GateState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder in which gates outlive the process: one file for each zone, written beside the old one, forced to the disk and then put
 * in its place. What cannot be read counts as nothing; what cannot be written is said, and the gate goes on.
 */
final class GateFolder {
    private static final String SUFFIX = ".gate";
    private static final String NEXT = ".next";

    private final Path folder;
    private final Consumer<String> trouble;

    /** @param trouble is told a sentence on what cannot be read or written */
    GateFolder(Path folder, Consumer<String> trouble) {
        this.folder = folder;
        this.trouble = trouble;
    }

    /** What there is, by zone. */
    Map<String, GateState> load() {
        Map<String, GateState> states = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return states;
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files =
                    all.filter(path -> path.toString().endsWith(SUFFIX)).toList();
            for (Path file : files) {
                String name = file.getFileName().toString();
                read(file)
                        .ifPresentOrElse(
                                state -> states.put(name.substring(0, name.length() - SUFFIX.length()), state),
                                () -> trouble.accept("The gate's state in " + file
                                        + " is damaged: the gate begins as one that has judged nothing"));
            }
        } catch (IOException | UncheckedIOException e) {
            trouble.accept("The folder " + folder + " with the states of gates cannot be read (" + e
                    + "): gates begin as ones that have judged nothing");
        }
        return states;
    }

    /** Empty when it cannot be read, or is damaged: that says nothing of the other files. */
    private static Optional<GateState> read(Path file) {
        try {
            return GateState.parse(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts a state on disk; returns false when it could not. */
    boolean save(String zone, GateState state) {
        Path file = folder.resolve(zone + SUFFIX);
        Path next = folder.resolve(zone + SUFFIX + NEXT);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(state.text().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            trouble.accept("The gate's state cannot be written to " + file + " (" + e
                    + "): after a restart the gate begins as one that has judged nothing");
            return false;
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
