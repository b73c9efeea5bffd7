package io.regionalfailover.peers.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in files that others replace while the process runs, by writing them anew or by turning a symbolic link. What was
 * good last holds until something good follows it.
 */
final class Watched<T> {
    private static final int MAX_BYTES = 1 << 18;

    /** Makes sense of the files. */
    @FunctionalInterface
    interface Reading<T> {
        /**
         * Reads them.
         *
         * @param contents of the files, in their order
         * @throws GeneralSecurityException when they are not fit, saying why
         */
        T read(List<byte[]> contents) throws GeneralSecurityException, IOException;
    }

    private final String setting;
    private final List<Path> files;
    private final Reading<T> reading;
    private final PeerHttpEvents events;
    private List<byte[]> seen = List.of();
    private String lastTrouble = "";
    private String toldTrouble = "";
    private volatile T value;

    /**
     * Reads the files for the first time.
     *
     * @param setting that names the files
     * @throws IllegalArgumentException when they are not fit, with a sentence
     */
    Watched(String setting, List<Path> files, Reading<T> reading, PeerHttpEvents events) {
        this.setting = setting;
        this.files = files;
        this.reading = reading;
        this.events = events;
        try {
            seen = contents();
            value = reading.read(seen);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalArgumentException(setting + ": " + says(e) + ". Nothing is started.", e);
        }
    }

    /** What was good last. */
    T value() {
        return value;
    }

    /** Looks at the files again; true when something else stands there that is good. */
    synchronized boolean look() {
        try {
            List<byte[]> now = contents();
            boolean same = same(now);
            if (!same) {
                value = reading.read(now);
                seen = now;
            }
            lastTrouble = "";
            toldTrouble = "";
            return !same;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            tellWhatStays(says(e));
            return false;
        }
    }

    private boolean same(List<byte[]> now) {
        for (int i = 0; i < now.size(); i++) {
            if (!Arrays.equals(now.get(i), seen.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Tells it once, and only when the next look finds it, too: of two files one is replaced before the other. */
    private void tellWhatStays(String what) {
        if (what.equals(lastTrouble) && !what.equals(toldTrouble)) {
            toldTrouble = what;
            events.troubled(setting + ": " + what + ". What was read before goes on to hold.");
        }
        lastTrouble = what;
    }

    private List<byte[]> contents() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(MAX_BYTES + 1);
                if (content.length > MAX_BYTES) {
                    throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
                }
                contents.add(content);
            }
        }
        return contents;
    }

    /** What a person needs to know of a failure, which is never what stands in the files. */
    private String says(Exception failure) {
        String names = String.join(", ", files.stream().map(Path::toString).toList());
        return switch (failure) {
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
            case java.nio.file.AccessDeniedException denied -> denied.getFile() + " may not be read";
            case UnfitFileException unfit -> names + " " + unfit.getMessage();
            case IOException io -> names + " cannot be read (" + io.getMessage() + ")";
            default -> names + " cannot be used (" + failure.getClass().getSimpleName() + ")";
        };
    }
}
