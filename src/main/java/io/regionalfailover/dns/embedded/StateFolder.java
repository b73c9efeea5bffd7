package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which zones outlive the process: one file for each. A file is written anew beside the old one, forced to the disk and
 * then put in its place, so that a crash at any moment leaves one or the other. One process at a time writes.
 */
final class StateFolder implements AutoCloseable {
    private static final String ZONE = ".zone";
    private static final String NEXT = ".next";
    private static final String DAMAGED = ".damaged";
    private static final String LOCK = "lock";

    private final Path folder;
    private final Notices notices;
    /** The zones whose state in this process is known to be that on disk, since this process alone writes. */
    private final Set<DnsName> sure = new HashSet<>();

    private @Nullable FileChannel lock;

    StateFolder(Path folder, Notices notices) {
        this.folder = folder;
        this.notices = notices;
    }

    /** Reads all zones. What cannot be read is set aside, said, and does not keep the others. */
    synchronized List<ZoneState> load() {
        List<ZoneState> states = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return states;
        }
        boolean alone = holds();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(ZONE)).sorted().toList()) {
                load(file).ifPresent(state -> {
                    states.add(state);
                    if (alone) {
                        sure.add(state.apex());
                    }
                });
            }
        } catch (IOException e) {
            notices.trouble("The folder " + folder + " with the zones of the embedded DNS server cannot be read (" + e
                    + "): none of them is answered for until its policies are published again");
        }
        return states;
    }

    private boolean holds() {
        try {
            hold();
            return true;
        } catch (IOException e) {
            // Answers need no more than reading; who wants to write is told.
            return false;
        }
    }

    private Optional<ZoneState> load(Path file) {
        try {
            return Optional.of(ZoneFile.decode(Files.readAllBytes(file)));
        } catch (IOException e) {
            notices.trouble("The zone in " + file + " cannot be read (" + e
                    + "): it is not answered for until its policies are published again");
        } catch (ZoneFile.DamagedException e) {
            notices.trouble("The zone in " + file + " is damaged: " + e.getMessage() + ". " + setAside(file)
                    + " The zone is not answered for until its policies are published again; the others are");
        }
        return Optional.empty();
    }

    private static String setAside(Path file) {
        try {
            Path aside = Files.createTempFile(file.getParent(), file.getFileName() + DAMAGED + "-", "");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return "It was set aside as " + aside.getFileName() + ".";
        } catch (IOException e) {
            return "It could not be set aside (" + e + ").";
        }
    }

    /**
     * Puts a zone's state on disk. When this returns empty it will be found after any crash.
     *
     * @param believed the state that this process has; empty for none
     * @return what is on disk instead, as another process has changed it since it was read; then nothing was written
     * @throws IOException when it may not be found: the disk is full, the folder cannot be written or is another process's
     */
    synchronized Optional<ZoneState> save(Optional<ZoneState> believed, ZoneState state) throws IOException {
        hold();
        Path file = folder.resolve(fileName(state.apex()));
        if (!sure.contains(state.apex()) && Files.exists(file)) {
            Optional<ZoneState> there = load(file);
            sure.add(state.apex());
            if (there.isPresent() && !there.map(ZoneState::mark).equals(believed.map(ZoneState::mark))) {
                return there;
            }
        }
        Path next = folder.resolve(file.getFileName() + NEXT);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(ZoneFile.encode(state));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        sure.add(state.apex());
        forceFolder();
        return Optional.empty();
    }

    /** The new name is in force; whether it also outlives a power failure is all that is left to try. */
    private void forceFolder() {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Some file systems do not force folders; these keep names by themselves.
        }
    }

    private static String fileName(DnsName apex) {
        return apex + ZONE;
    }

    /** Makes this process the only one that writes; the lock ends with the process. */
    private void hold() throws IOException {
        FileChannel held = lock;
        if (held != null && held.isOpen() && Files.exists(folder)) {
            return;
        }
        sure.clear();
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another process holds " + folder.resolve(LOCK));
            }
            lock = channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("somebody else in this process holds " + folder.resolve(LOCK), e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
