package io.regionalfailover.bench.servers;

import io.regionalfailover.testing.dns.DebianTools;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Asks a server as fast as it answers, or as fast as it is told to. */
final class Dnsperf {
    /** Each has a port of its own: servers share sockets out by it. */
    private static final int CLIENTS = 16;

    private static final Pattern SENT = Pattern.compile("Queries sent: *([0-9]+)");
    private static final Pattern COMPLETED = Pattern.compile("Queries completed: *([0-9]+)");
    private static final Pattern RATE = Pattern.compile("Queries per second: *([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("^> [A-Z]+ .* ([0-9.]+)$", Pattern.MULTILINE);

    private final DebianTools tools;
    private final Path folder;
    private final Path questions;
    private int runs;

    Dnsperf(DebianTools tools, Path folder, List<String> questions) throws IOException {
        this.tools = tools;
        this.folder = folder;
        this.questions = Files.write(folder.resolve("questions.txt"), questions);
    }

    /**
     * What a run came to.
     *
     * @param perSecond answers
     * @param latencies how long each answer took, in seconds; none where the rate was not limited
     */
    record Run(long sent, long completed, double perSecond, double[] latencies) {
        long lost() {
            return sent - completed;
        }

        /** The time within which so large a part of the answers of some runs came, in milliseconds. */
        static double millis(List<Run> runs, double part) {
            double[] all = runs.stream()
                    .flatMapToDouble(run -> DoubleStream.of(run.latencies))
                    .sorted()
                    .toArray();
            return all.length == 0 ? Double.NaN : all[(int) (part * (all.length - 1))] * 1_000;
        }
    }

    /** @param perSecond questions; 0 for as many as are answered */
    Run ask(int port, Duration time, long perSecond) throws IOException {
        Path log = folder.resolve("dnsperf-" + ++runs + ".log");
        List<String> limit =
                perSecond == 0 ? List.of("-q", "200") : List.of("-Q", Long.toString(perSecond), "-v", "-q", "1000");
        String[] arguments = Stream.concat(
                        Stream.of(
                                "-s",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(port),
                                "-d",
                                questions.toString(),
                                "-l",
                                Long.toString(time.toSeconds()),
                                "-c",
                                Integer.toString(CLIENTS)),
                        limit.stream())
                .toArray(String[]::new);
        try (TiedProcess run = tools.command(log, "usr/bin/dnsperf", arguments).start()) {
            if (run.waitFor(time.plusSeconds(60)).isEmpty()) {
                throw new IllegalStateException("dnsperf does not end:\n" + run.logTail(10));
            }
        }
        String said = Files.readString(log);
        double[] latencies = LATENCY.matcher(said)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .toArray();
        return new Run((long) number(SENT, said), (long) number(COMPLETED, said), number(RATE, said), latencies);
    }

    private static double number(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IllegalStateException("dnsperf said no " + pattern + ":\n" + said);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
