package io.regionalfailover.testing.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends with this JVM, however the JVM ends: by closing it, by returning from main, or by {@code kill -9}.
 *
 * <p>The process's standard input is empty; its output and errors are appended to one log file. {@link #pid()} is the
 * pid of the command itself, so signals and exit codes are its own.
 *
 * <p>How it is tied: a pipe runs from the JVM to a small watching shell beside the command. Nobody ever writes to that
 * pipe, and nobody but the JVM holds its writing end, so the watcher's read returns when the JVM is gone; then it kills
 * the command. The watcher is a child of the command and looks whether it still is before it kills: the pid of a
 * command that has ended may belong to somebody else.
 */
public final class TiedProcess implements AutoCloseable {

    private static final String WRAPPER = """
            exec 3<&0 </dev/null
            sh -c '
              read -r _
              parent=$(ps -o ppid= -p $$) || parent=$1
              [ $parent -eq $1 ] && kill -9 $1
            ' watcher $$ <&3 3<&- >/dev/null 2>&1 &
            exec "$@" 3<&-
            """;

    /** How long {@link #close()} lets the process end by itself before it is killed. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Command command;
    private final Process process;

    private TiedProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
    }

    /**
     * Describes a command; {@link Command#start()} starts it.
     *
     * @param log the file that gets output and errors; appended to when it exists, its folder is made when it does not
     * @param arguments the program, found through {@code PATH} unless it is a path, and its arguments
     */
    public static Command command(Path log, List<String> arguments) {
        return new Command(log, arguments, Map.of(), Set.of(), Optional.empty());
    }

    /** The same as {@link #command(Path, List)}. */
    public static Command command(Path log, String... arguments) {
        return command(log, List.of(arguments));
    }

    /**
     * What to start and how. Immutable.
     *
     * @param log the file that gets output and errors
     * @param arguments the program and its arguments
     * @param environment variables to set on top of this JVM's own
     * @param unset variables of this JVM that the process does not get
     * @param directory the working directory; empty for this JVM's own
     */
    public record Command(
            Path log,
            List<String> arguments,
            Map<String, String> environment,
            Set<String> unset,
            Optional<Path> directory) {

        /** Refuses a command without a program. */
        public Command {
            if (arguments.isEmpty()) {
                throw new IllegalArgumentException("a command needs a program to run");
            }
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
            unset = Set.copyOf(unset);
        }

        /** Sets an environment variable. */
        public Command env(String name, String value) {
            var more = new HashMap<>(environment);
            more.put(name, value);
            return new Command(log, arguments, more, unset, directory);
        }

        /** Keeps a variable of this JVM from the process. */
        public Command withoutEnv(String name) {
            var more = new HashSet<>(unset);
            more.add(name);
            return new Command(log, arguments, environment, more, directory);
        }

        /** Sets the working directory, which must exist. */
        public Command in(Path workingDirectory) {
            return new Command(log, arguments, environment, unset, Optional.of(workingDirectory));
        }

        /**
         * Starts the process. A program that does not exist shows as a process that ends at once with exit code 127 and
         * a line in the log.
         *
         * @throws UncheckedIOException when the shell, the working directory or the log cannot be used
         */
        public TiedProcess start() {
            var wrapped = new ArrayList<>(List.of("sh", "-c", WRAPPER, "sh"));
            wrapped.addAll(arguments);
            var builder = new ProcessBuilder(wrapped)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            directory.ifPresent(path -> builder.directory(path.toFile()));
            builder.environment().keySet().removeAll(unset);
            builder.environment().putAll(environment);
            try {
                Files.createDirectories(log.toAbsolutePath().getParent());
                return new TiedProcess(this, builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start " + arguments.getFirst(), e);
            }
        }
    }

    /** The pid of the command. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs; a paused one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, 128 + n after signal n; empty while the process runs. */
    public Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /**
     * Waits until the process has ended.
     *
     * @return the exit code; empty when the process still runs after that time
     */
    public Optional<Integer> waitFor(Duration atMost) {
        try {
            return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + this, e);
        }
    }

    /** Asks the process to end (SIGTERM) and returns at once. A process that has ended is left alone. */
    public void terminate() {
        // Process.destroy() would close the pipe as well, and the watcher would kill before the process can end itself.
        process.toHandle().destroy();
    }

    /** Ends the process at once (SIGKILL), paused or not, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops the process where it stands (SIGSTOP), and returns when it does: its connections stay open and nobody answers. */
    public void pause() {
        signal("STOP");
        await("it stands still")
                .atMost(STOPS_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> ProcessState.isStopped(pid()) || !isAlive());
    }

    /** Lets a paused process go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    /** Has it read its configuration again, where it does that on SIGHUP. */
    public void hangUp() {
        signal("HUP");
    }

    /** Where output and errors of the process go. */
    public Path log() {
        return command.log();
    }

    /** The last lines of the log, for messages about a process that did not do what it should. */
    public String logTail(int lines) {
        try {
            var all = Files.readAllLines(log());
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Ends the process: SIGTERM, and SIGKILL if it is still there after 5 s or paused. */
    @Override
    public void close() {
        terminate();
        if (waitFor(GRACE).isEmpty()) {
            kill();
        }
    }

    @Override
    public String toString() {
        return command.arguments().getFirst() + " (pid " + pid() + ", log " + log() + ")";
    }

    private void signal(String name) {
        if (!isAlive()) {
            throw new IllegalStateException("SIG" + name + " was not sent: " + this + " has ended");
        }
        try {
            var sent = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (sent != 0) {
                throw new IllegalStateException("SIG" + name + " could not be sent to " + this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + name + " to " + this, e);
        }
    }
}
