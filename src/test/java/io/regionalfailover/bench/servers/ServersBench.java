package io.regionalfailover.bench.servers;

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
import java.util.List;

/**
 * Measures how many questions the embedded server answers beside Knot with as many UDP workers and CoreDNS with its file plugin, all
 * on the same cores as dnsperf, in turns; and how long it takes at half of that, while the zone is changed ten times a second, and Knot at
 * the same load.
 */
public final class ServersBench {
    /** How often each is asked as much as it answers. */
    public static final int ROUNDS = 5;

    /** UDP workers of Knot. */
    public static final int WORKERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

    private static final Duration WARMING = Duration.ofSeconds(10);

    /** How long one round takes. */
    public static final Duration ROUND = Duration.ofSeconds(5);

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private final Path folder;
    private final DebianTools tools;
    private final Dnsperf dnsperf;

    private ServersBench(Path folder) throws IOException {
        this.folder = folder;
        this.tools = DebianTools.orSkip("bench");
        this.dnsperf = new Dnsperf(tools, folder, Zone.questions());
    }

    /**
     * Runs the embedded server alone, until the process is ended.
     *
     * @param arguments its port, the folder of its state, whether its zone changes ten times a second
     */
    public static void main(String[] arguments) {
        OwnServer.serve(Integer.parseInt(arguments[0]), Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]));
    }

    /**
     * What a server came to, as medians of all rounds.
     *
     * @param perSecond answers
     * @param micros of processor time for one answer
     */
    public record Pace(double perSecond, double micros) {}

    /**
     * What was found at half of what the embedded server answers.
     *
     * @param p99 in milliseconds, of all rounds
     * @param asked how many questions there were
     * @param lost how many of them nobody answered
     */
    public record Load(double p99, long asked, long lost) {
        private static Load of(List<Run> runs) {
            return new Load(
                    Run.millis(runs, 0.99),
                    runs.stream().mapToLong(Run::sent).sum(),
                    runs.stream().mapToLong(Run::lost).sum());
        }
    }

    /**
     * What was found.
     *
     * @param ownHalf the embedded server, while its zone changes
     * @param knotHalf Knot, whose zone stays as it is
     */
    public record Outcome(Pace own, Pace knot, Pace coreDns, Load ownHalf, Load knotHalf) {}

    /**
     * Measures all of it, which takes three minutes.
     *
     * @param folder gets logs and zones
     * @throws IOException when a server or dnsperf cannot be started
     */
    public static Outcome measure(Path folder) throws IOException {
        return new ServersBench(Files.createDirectories(folder).toAbsolutePath()).outcome();
    }

    /** A server that is asked, and what it came to in each round. */
    private static final class Server implements AutoCloseable {
        private final int port;
        private final TiedProcess process;
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> micros = new ArrayList<>();

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

        private Pace pace() {
            return new Pace(median(perSecond), median(micros));
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private Outcome outcome() throws IOException {
        try (Server own = own(false);
                Server knot = knot();
                Server coreDns = coreDns();
                Server swapping = own(true)) {
            swapping.process.pause();
            List<Server> all = List.of(own, knot, coreDns);
            for (Server server : all) {
                measure(server, WARMING);
                server.perSecond.clear();
                server.micros.clear();
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Server server : all) {
                    measure(server, ROUND);
                }
            }
            swapping.process.resume();
            measure(swapping, WARMING);
            long half = (long) (median(own.perSecond) / 2);
            List<Run> ownRuns = new ArrayList<>();
            List<Run> knotRuns = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                swapping.process.resume();
                ownRuns.add(dnsperf.ask(swapping.port, ROUND, half));
                // Its changes are its own: nobody else is to pay for them.
                swapping.process.pause();
                knotRuns.add(dnsperf.ask(knot.port, ROUND, half));
            }
            return new Outcome(own.pace(), knot.pace(), coreDns.pace(), Load.of(ownRuns), Load.of(knotRuns));
        }
    }

    private void measure(Server server, Duration time) throws IOException {
        Duration before = server.used();
        Run run = dnsperf.ask(server.port, time, 0);
        server.perSecond.add(run.perSecond());
        server.micros.add(server.used().minus(before).toNanos() / 1_000.0 / run.completed());
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
}
