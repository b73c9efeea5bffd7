package io.regionalfailover.testing.process;

/** What the operating system says of a process that need not be a child of this JVM. */
public final class ProcessState {

    private ProcessState() {}

    /** Whether the process runs or is paused. One that has ended and that nobody has waited for yet does not. */
    public static boolean isAlive(long pid) {
        // Only the process table remembers such a one; its command line is gone.
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command())
                .isPresent();
    }
}
