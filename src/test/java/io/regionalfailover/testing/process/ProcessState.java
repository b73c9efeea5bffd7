package io.regionalfailover.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the operating system says of a process that need not be a child of this JVM. */
public final class ProcessState {

    private static final Path PROCESSES = Path.of("/proc");

    private ProcessState() {}

    /**
     * Whether every thread of a process stands still. The signal alone does not say so: each goes on until it is seen to. Where the
     * system does not tell, true.
     */
    public static boolean isStopped(long pid) {
        Path threads = PROCESSES.resolve(pid + "/task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> each = Files.list(threads)) {
            return each.allMatch(ProcessState::isThreadStopped);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isThreadStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // The name before the state is in brackets, and may hold anything.
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the process runs or is paused. One that has ended and that nobody has waited for yet does not. */
    public static boolean isAlive(long pid) {
        // Only the process table remembers such a one; its command line is gone.
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command())
                .isPresent();
    }
}
