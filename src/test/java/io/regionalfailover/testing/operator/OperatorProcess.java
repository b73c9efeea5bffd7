package io.regionalfailover.testing.operator;

import static org.awaitility.Awaitility.await;

import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The packaged operator as a process of its own, outside any cluster. It can be killed and started again; each run has its
 * own log file. Not thread-safe.
 */
public final class OperatorProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:\"]+:([0-9]+)");

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> options;
    private final List<Path> logs = new ArrayList<>();
    private @Nullable TiedProcess process;

    /**
     * @param folder gets the logs
     * @param environment the operator's settings, as environment variables
     */
    public OperatorProcess(Path folder, Map<String, String> environment) {
        this(folder, environment, lean());
    }

    private static List<String> lean() {
        return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:AOTCache=" + Program.cache());
    }

    /**
     * @param folder gets the logs
     * @param environment the operator's settings, as environment variables
     * @param options of its JVM
     */
    public OperatorProcess(Path folder, Map<String, String> environment, List<String> options) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.options = List.copyOf(options);
    }

    /** Starts the operator and returns at once. It must not run already. */
    public void start() {
        startLoggingTo(folder.resolve("operator-" + (logs.size() + 1) + ".log"));
    }

    /**
     * Starts it with another place for its log, and returns at once. It must not run already.
     *
     * @param log a file, also one that takes nothing
     */
    public void startLoggingTo(Path log) {
        if (isAlive()) {
            throw new IllegalStateException(process + " runs already");
        }
        logs.add(log);
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> line = new ArrayList<>(List.of(java));
        line.addAll(options);
        line.addAll(List.of("-jar", Program.jar().toString()));
        TiedProcess.Command command =
                TiedProcess.command(log, line).withoutEnv("KUBECONFIG").withoutEnv("AWS_PROFILE");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        process = command.start();
    }

    /**
     * Waits until the operator says that it is ready.
     *
     * @throws IllegalStateException when it ends instead
     */
    public void awaitReady() {
        await("the operator is ready").atMost(READY_WITHIN).pollInterval(POLL).until(() -> {
            if (!isAlive()) {
                throw new IllegalStateException(
                        "the operator ended:\n" + running().logTail(30));
            }
            return isReady();
        });
    }

    /** Kills it where it stands (SIGKILL). */
    public void kill() {
        running().kill();
    }

    /** Stops it where it stands (SIGSTOP). */
    public void pause() {
        running().pause();
    }

    /** Lets it go on (SIGCONT). */
    public void resume() {
        running().resume();
    }

    /** Kills it, starts it again and returns when it is ready. */
    public void restart() {
        kill();
        start();
        awaitReady();
    }

    /**
     * Asks it to end (SIGTERM).
     *
     * @return the exit code; empty when it still runs after that time
     */
    public Optional<Integer> terminate(Duration atMost) {
        running().terminate();
        return running().waitFor(atMost);
    }

    /** The pid of the process that runs, or ran last. */
    public long pid() {
        return running().pid();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its metrics, in Prometheus' text form. */
    public String metrics() {
        return body("/q/metrics");
    }

    /** What it answers at a path of its plain port. */
    public String body(String path) {
        return answer(path).orElseThrow(() -> new IllegalStateException("no answer"));
    }

    /** What it answers at a path of its plain port; empty when it does not. */
    public Optional<String> answer(String path) {
        return get(path).map(HttpResponse::body);
    }

    /**
     * The plain port, once it is open.
     *
     * @throws IllegalStateException when it is not
     */
    public int listensOn() {
        return port().orElseThrow(() -> new IllegalStateException("the operator does not listen yet"));
    }

    /** The lines that the present run has logged so far. */
    public List<String> log() {
        return read(logs.getLast());
    }

    /** The end of the present run's log, for messages about what went wrong. */
    public String logTail(int lines) {
        List<String> all = log();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private TiedProcess running() {
        return Objects.requireNonNull(process, "the operator was not started");
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return get("/q/health/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    private Optional<HttpResponse<String>> get(String path) {
        Optional<Integer> port = port();
        if (port.isEmpty()) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** It listens on the port it was told, or on a free one and says on which. */
    private Optional<Integer> port() {
        int told = Integer.parseInt(environment.getOrDefault("QUARKUS_HTTP_PORT", "0"));
        if (told != 0) {
            return Optional.of(told);
        }
        for (String line : log()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                return Optional.of(Integer.valueOf(found.group(1)));
            }
        }
        return Optional.empty();
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
