package io.regionalfailover.bench.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.regionalfailover.bench.servers.Dnsperf.Run;
import io.regionalfailover.testing.dns.DebianTools;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many questions the embedded server answers beside Knot with as many UDP workers and CoreDNS with its file plugin, all
 * on the same cores as dnsperf, in turns; and how long it takes at half of that, while the zone is changed ten times a second.
 * Prints what it found as JSON, which also lies in the folder.
 */
public final class ServersBench {
    private static final String ROW = "servers";
    private static final int ROUNDS = 5;
    private static final int WORKERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
    private static final Duration WARMING = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration HALF_LOAD = Duration.ofSeconds(20);
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final double MOST_MILLIS = 2;
    private static final double TIMES_COREDNS = 2;

    private final Path folder;
    private final DebianTools tools;
    private final Dnsperf dnsperf;

    private ServersBench(Path folder) throws IOException {
        this.folder = folder;
        this.tools = DebianTools.orSkip("bench");
        this.dnsperf = new Dnsperf(tools, folder, Zone.questions());
    }

    /**
     * {@code [FOLDER]}, or {@code serve PORT STATE SWAPS} for the embedded server alone.
     *
     * @param arguments one of these
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 4 && arguments[0].equals("serve")) {
            OwnServer.serve(Integer.parseInt(arguments[1]), Path.of(arguments[2]), Boolean.parseBoolean(arguments[3]));
            return;
        }
        Path folder =
                Path.of(arguments.length > 0 ? arguments[0] : "target/bench").toAbsolutePath();
        Path own = Files.createDirectories(folder.resolve(ROW));
        String report = new ServersBench(own).report();
        Files.writeString(folder.resolve(ROW + ".json"), report + "\n");
        System.out.println(report);
    }

    /** A server that is asked, and what it came to in each round. */
    private static final class Server implements AutoCloseable {
        private final int port;
        private final TiedProcess process;
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> micros = new ArrayList<>();
        private long lost;

        private Server(int port, TiedProcess process) {
            this.port = port;
            this.process = process;
        }

        /** What the process has used of processors so far. */
        private Duration used() {
            return ProcessHandle.of(process.pid())
                    .flatMap(handle -> handle.info().totalCpuDuration())
                    .orElseThrow(() -> new IllegalStateException("a server ended:\n" + process.logTail(20)));
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private String report() throws IOException {
        try (Server own = own(false);
                Server knot = knot();
                Server coreDns = coreDns();
                Server swapping = own(true)) {
            List<Server> all = List.of(own, knot, coreDns);
            for (Server server : all) {
                measure(server, WARMING);
                server.perSecond.clear();
                server.micros.clear();
                server.lost = 0;
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Server server : all) {
                    measure(server, ROUND);
                }
            }
            measure(swapping, WARMING);
            Run half = dnsperf.ask(swapping.port, HALF_LOAD, (long) (median(own.perSecond) / 2));
            return json(own, knot, coreDns, half);
        }
    }

    private void measure(Server server, Duration time) throws IOException {
        Duration before = server.used();
        Run run = dnsperf.ask(server.port, time, 0);
        server.perSecond.add(run.perSecond());
        server.micros.add(server.used().minus(before).toNanos() / 1_000.0 / run.completed());
        server.lost += run.lost();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private Server own(boolean swaps) {
        int port = FreePort.on("127.0.0.1");
        return started(
                port,
                TiedProcess.command(
                                folder.resolve("own-" + swaps + ".log"),
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ServersBench.class.getName(),
                                "serve",
                                Integer.toString(port),
                                folder.resolve("state-" + port).toString(),
                                Boolean.toString(swaps))
                        .start());
    }

    private Server knot() throws IOException {
        int port = FreePort.on("127.0.0.1");
        Path zone = Files.writeString(folder.resolve("zone"), Zone.masterFile());
        Path configuration =
                Files.writeString(folder.resolve("knot.conf"), """
                server:
                  rundir: "%1$s"
                  listen: 127.0.0.1@%2$d
                  udp-workers: %3$d
                database:
                  storage: "%1$s/knot"
                zone:
                  - domain: %4$s
                    file: "%5$s"
                """.formatted(folder, port, WORKERS, Zone.APEX, zone));
        return started(
                port,
                tools.command(folder.resolve("knot.log"), "usr/sbin/knotd", "-c", configuration.toString())
                        .start());
    }

    private Server coreDns() throws IOException {
        int port = FreePort.on("127.0.0.1");
        Path configuration = Files.writeString(
                folder.resolve("Corefile"),
                "%s:%d {\n  bind 127.0.0.1\n  file %s\n}\n".formatted(Zone.APEX, port, folder.resolve("zone")));
        return started(
                port,
                TiedProcess.command(folder.resolve("coredns.log"), script("coredns"), "-conf", configuration.toString())
                        .start());
    }

    /** Builds the tool, unless it is; returns where it is. */
    private static String script(String tool) throws IOException {
        for (List<String> command : List.of(List.of(tool), List.of("--print", tool))) {
            List<String> all = new ArrayList<>(List.of("src/test/tools/build"));
            all.addAll(command);
            Process script = new ProcessBuilder(all)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!said.isEmpty()) {
                return Path.of(said, tool).toString();
            }
        }
        throw new IOException("src/test/tools/build names no folder for " + tool);
    }

    private Server started(int port, TiedProcess process) {
        long until = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try {
                if (dnsperf.ask(port, Duration.ofSeconds(1), 10).completed() > 0) {
                    return new Server(port, process);
                }
            } catch (IOException | IllegalStateException notYet) {
                // It is asked again.
            }
        }
        throw new IllegalStateException("a server does not answer:\n" + process.logTail(20));
    }

    private static String json(Server own, Server knot, Server coreDns, Run half) throws IOException {
        String work = "embedded DNS server, UDP";
        List<Map<String, @Nullable Object>> figures = List.of(
                figure(
                        work,
                        "answered",
                        median(own.perSecond),
                        "/s",
                        false,
                        median(knot.perSecond),
                        "Knot",
                        knot.perSecond),
                figure(
                        work,
                        "answered",
                        median(own.perSecond),
                        "/s",
                        false,
                        TIMES_COREDNS * median(coreDns.perSecond),
                        "CoreDNS",
                        coreDns.perSecond),
                figure(work, "processor time per answer", median(own.micros), "µs", true, null, "Knot", knot.micros),
                figure(
                        work,
                        "processor time per answer",
                        median(own.micros),
                        "µs",
                        true,
                        null,
                        "CoreDNS",
                        coreDns.micros),
                figure(
                        work + ", half load, ten changes a second",
                        "p99",
                        half.millis(0.99),
                        "ms",
                        true,
                        MOST_MILLIS,
                        "",
                        List.of()),
                figure(work + ", half load, ten changes a second", "lost", half.lost(), "", true, 0.0, "", List.of()));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("row", ROW);
        report.put("figures", figures);
        report.put(
                "notes",
                List.of(
                        "a zone of 1,000 names, one question in twenty about a name that does not exist; dnsperf, which shares the"
                                + " processors, and each server with " + WORKERS + " UDP workers; median of " + ROUNDS
                                + " rounds of " + ROUND.toSeconds() + " s in turns",
                        "the rate limit is off, as it is at the other two"));
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }

    private static Map<String, @Nullable Object> figure(
            String work,
            String what,
            double value,
            String unit,
            boolean most,
            @Nullable Double limit,
            String with,
            List<Double> other) {
        Map<String, @Nullable Object> figure = new LinkedHashMap<>();
        figure.put("work", work);
        figure.put("what", what);
        figure.put("value", value);
        figure.put("unit", unit);
        figure.put("limit", limit == null ? null : Map.of("most", most, "value", limit));
        figure.put("comparedWith", with);
        figure.put("compared", other.isEmpty() ? null : median(other));
        return Collections.unmodifiableMap(figure);
    }
}
