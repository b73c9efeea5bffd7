package io.regionalfailover.testing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiedProcessIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void pidExitCodeAndOutputAreThoseOfTheCommand() {
        try (var process = shell("echo pid $$; echo problem >&2; exit 7")) {
            assertThat(process.waitFor(SOON)).contains(7);
            assertThat(process.exitCode()).contains(7);
            assertThat(process.logTail(10)).isEqualTo("pid " + process.pid() + "\nproblem");
            assertThat(process.logTail(1)).isEqualTo("problem");
        }
    }

    @Test
    void programThatDoesNotExistEndsAtOnceAndSaysSo() {
        try (var process = TiedProcess.command(log(), "no-such-program").start()) {
            assertThat(process.waitFor(SOON)).contains(127);
            assertThat(process.logTail(1)).contains("no-such-program");
        }
    }

    @Test
    void environmentDirectoryAndEmptyInput() throws IOException {
        var command = TiedProcess.command(
                        log(), "sh", "-c", "cat; echo \"$GIVEN,${PATH+path},${HOME-nothing}\"; pwd -P")
                .env("GIVEN", "a b")
                .withoutEnv("HOME")
                .in(folder);
        try (var process = command.start()) {
            assertThat(process.waitFor(SOON)).contains(0);
            assertThat(process.logTail(2)).isEqualTo("a b,path,nothing\n" + folder.toRealPath());
        }
    }

    @Test
    void terminateLetsTheCommandEndItself() {
        try (var process = shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done")) {
            await().until(() -> process.logTail(1).equals("ready"));
            process.terminate();
            assertThat(process.waitFor(SOON)).contains(3);
            assertThat(process.logTail(1)).isEqualTo("bye");
        }
    }

    @Test
    void pausedCommandStandsStillAndGoesOn() {
        try (var process = shell("trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done")) {
            await().until(() -> process.logTail(1).equals("ready"));
            process.pause();
            process.terminate();
            assertThat(process.waitFor(Duration.ofMillis(500))).isEmpty();
            process.resume();
            assertThat(process.waitFor(SOON)).contains(3);
        }
    }

    @Test
    void killEndsAPausedCommand() {
        try (var process = shell("exec sleep 1000")) {
            process.pause();
            process.kill();
            assertThat(process.exitCode()).contains(128 + 9);
        }
    }

    @Test
    void watcherEndsWithTheCommand() {
        try (var process = shell("echo ready; exec sleep 1000")) {
            await().until(() -> process.logTail(1).equals("ready"));
            var watchers = ProcessHandle.of(process.pid())
                    .orElseThrow()
                    .children()
                    .map(ProcessHandle::pid)
                    .toList();
            assertThat(watchers).hasSize(1);
            process.kill();
            await().atMost(SOON).until(() -> watchers.stream().noneMatch(ProcessState::isAlive));
        }
    }

    @Test
    void nothingIsLeftOfAJvmThatWasKilled() throws IOException {
        try (var owner = owner("wait")) {
            var pids = pidsOf(owner);
            assertThat(pids).hasSize(2).allMatch(ProcessState::isAlive);
            owner.kill();
            await().atMost(SOON).until(() -> pids.stream().noneMatch(ProcessState::isAlive));
        }
    }

    @Test
    void nothingIsLeftOfAJvmThatReturnedFromMain() throws IOException {
        try (var owner = owner("return")) {
            var pids = pidsOf(owner);
            assertThat(owner.waitFor(SOON)).contains(0);
            await().atMost(SOON).until(() -> pids.stream().noneMatch(ProcessState::isAlive));
        }
    }

    /** Starts two commands, one of them paused, and then waits for ever or ends without closing them. */
    static final class Owner {

        public static void main(String[] arguments) throws IOException, InterruptedException {
            var folder = Path.of(arguments[0]);
            var running = TiedProcess.command(folder.resolve("running.log"), "sleep", "1000")
                    .start();
            var paused = TiedProcess.command(folder.resolve("paused.log"), "sh", "-c", "echo ready; exec sleep 1000")
                    .start();
            // Until then nobody may watch over it.
            await().until(() -> paused.logTail(1).equals("ready"));
            paused.pause();
            var draft = Files.write(
                    folder.resolve("pids.draft"), List.of(Long.toString(running.pid()), Long.toString(paused.pid())));
            Files.move(draft, folder.resolve("pids"), StandardCopyOption.ATOMIC_MOVE);
            if (arguments[1].equals("wait")) {
                running.waitFor(Duration.ofSeconds(1000));
            }
        }
    }

    private TiedProcess owner(String then) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return TiedProcess.command(
                        log(),
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString(),
                        then)
                .start();
    }

    private List<Long> pidsOf(TiedProcess owner) throws IOException {
        var file = folder.resolve("pids");
        await().atMost(SOON).until(() -> Files.exists(file) || !owner.isAlive());
        assertThat(file).as(() -> owner.logTail(20)).exists();
        return Files.readAllLines(file).stream().map(Long::valueOf).toList();
    }

    private TiedProcess shell(String script) {
        return TiedProcess.command(log(), "sh", "-c", script).start();
    }

    private Path log() {
        return folder.resolve("process.log");
    }
}
