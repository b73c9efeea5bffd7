package io.regionalfailover.soak;

import io.regionalfailover.testing.operator.Program;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged operator under observation, with the options and the cache of the image. */
final class Subject implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:\"]+:([0-9]+)");
    /** After a full collection of the serial collector all that lives is there; the rest was allocated since. */
    private static final Pattern LIVING = Pattern.compile("[Tt]enured.*\\s+total \\d+K, used (\\d+)K");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+)");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final double TICKS_PER_SECOND = 100;

    private final Path log;
    private final TiedProcess process;
    private final HttpClient http = HttpClient.newHttpClient();

    Subject(Path folder, String memory, Map<String, String> environment) {
        log = folder.resolve("operator.log");
        List<String> line = new ArrayList<>(List.of(java("java"), "-XX:AOTCache=" + Program.cache()));
        line.addAll(Program.imageOptions(memory));
        line.addAll(List.of("-jar", Program.jar().toString()));
        TiedProcess.Command command =
                TiedProcess.command(log, line).withoutEnv("KUBECONFIG").withoutEnv("AWS_PROFILE");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        process = command.start();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean says(String path) {
        return get(path).filter(answer -> answer.statusCode() == 200).isPresent();
    }

    String body(String path) {
        return get(path).map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> get(String path) {
        try {
            Optional<Matcher> port = Files.readAllLines(log).stream()
                    .limit(200)
                    .map(LISTENING::matcher)
                    .filter(Matcher::find)
                    .findFirst();
            if (port.isEmpty()) {
                return Optional.empty();
            }
            URI uri = URI.create("http://127.0.0.1:" + port.get().group(1) + path);
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Collects all garbage and looks. */
    Sample sample(long second, int policies) throws IOException, InterruptedException {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        jcmd("GC.run");
        long livingKb = number(jcmd("GC.heap_info"), LIVING);
        String metrics = body("/q/metrics");
        String status = Files.readString(proc.resolve("status"));
        String[] stat = Files.readString(proc.resolve("stat")).split(" ");
        int files;
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            files = (int) open.count();
        }
        return new Sample(
                second,
                number(status, RESIDENT) / 1024.0,
                livingKb / 1024.0,
                (int) number(status, THREADS),
                files,
                (Long.parseLong(stat[13]) + Long.parseLong(stat[14])) / TICKS_PER_SECOND,
                sum(metrics, "regional_failover_reconciles_total"),
                sum(metrics, "regional_failover_check_duration_seconds_count"),
                sum(metrics, "regional_failover_dns_requests_total"),
                sum(metrics, "regional_failover_dns_batch_changes_count"),
                policies,
                says("/q/health/live"));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(java("jcmd"), String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes());
        run.waitFor();
        return said;
    }

    private static long number(String text, Pattern pattern) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static long sum(String metrics, String names) {
        Pattern line = Pattern.compile("^(?:" + names + ")(?:\\{[^}]*})? ([0-9.E+]+)$", Pattern.MULTILINE);
        return (long) line.matcher(metrics)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
