package io.regionalfailover.bench;

import io.regionalfailover.decision.Outcome;
import io.regionalfailover.health.AddressPolicy;
import io.regionalfailover.health.HttpProbe;
import io.regionalfailover.health.NetworkAttempt;
import io.regionalfailover.health.ProbeAttempt;
import io.regionalfailover.health.SystemDns;
import io.regionalfailover.health.WorkloadReader;
import io.regionalfailover.testing.process.TiedProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The same HTTP client in a loop that does nothing else: no grid, no observation, no decision. A program of its own. */
final class BareProbes {
    /** Its compilers are at work for half a minute, those of the operator are done before it is measured. */
    private static final Duration WARMS_UP_FOR = Duration.ofSeconds(40);

    private static final double LEAST_PART = 0.95;
    private static final Duration MEASURED_FOR = Duration.ofSeconds(40);

    private BareProbes() {}

    /** @param arguments the front ends' port, how many URLs in each region, the interval and what is between two ticks in milliseconds */
    public static void main(String[] arguments) {
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ProbeAttempt client = new NetworkAttempt(
                InstantSource.system(),
                timer,
                workers,
                AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("127.0.0.0/28")),
                SystemDns.DEFAULT,
                workload -> new WorkloadReader.Unknown("there are no workloads here"));
        List<HttpProbe> probes = new ArrayList<>();
        for (String address : FrontEnds.ADDRESSES.values()) {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                probes.add(probe("http://" + address + ":" + arguments[0] + "/bare-" + i + "/0"));
            }
        }
        LongAdder failed = new LongAdder();
        long interval = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2]));
        long tick = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[3]));
        for (int i = 0; i < probes.size(); i++) {
            HttpProbe probe = probes.get(i);
            Runnable attempt = () -> workers.execute(() -> {
                if (client.run(probe, Duration.ofSeconds(2)).outcome() != Outcome.PASSING) {
                    failed.increment();
                }
            });
            long phase = interval * i / probes.size() / tick * tick;
            var unused = timer.scheduleAtFixedRate(attempt, phase, interval, TimeUnit.NANOSECONDS);
        }
    }

    private static HttpProbe probe(String url) {
        return new HttpProbe(URI.create(url), Optional.empty(), "GET", List.of(), Optional.empty(), Map.of(), false);
    }

    /**
     * Starts the program and lets it run, for as long first as its compilers are at work. What it is compared with must not run
     * beside it: on a machine that is awake anyway a probe takes half of what it takes where each wakes it up.
     *
     * @param urls in each region
     * @param tick probes begin together at moments that are so far apart, as those of the operator do where there are as many
     * @return processor time of one probe in microseconds
     */
    static double micros(Path folder, FrontEnds frontEnds, int urls, Duration interval, Duration tick) {
        try (TiedProcess bare = start(folder.resolve("bare.log"), frontEnds.port(), urls, interval, tick)) {
            Waiting.window(WARMS_UP_FOR);
            long answered = frontEnds.requests();
            Usage from = Usage.of(bare.pid());
            Waiting.window(MEASURED_FOR);
            Usage to = Usage.of(bare.pid());
            answered = frontEnds.requests() - answered;
            double expected = FrontEnds.ADDRESSES.size() * urls * to.secondsSince(from) * 1000 / interval.toMillis();
            if (answered < expected * LEAST_PART) {
                throw new IllegalStateException(
                        "the bare loop made " + answered + " probes, not " + Math.round(expected));
            }
            return to.cpuSecondsSince(from) * 1e6 / answered;
        }
    }

    private static TiedProcess start(Path log, int port, int urls, Duration interval, Duration tick) {
        List<String> line =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        line.addAll(Image.OPTIONS);
        line.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BareProbes.class.getName(),
                String.valueOf(port),
                String.valueOf(urls),
                String.valueOf(interval.toMillis()),
                String.valueOf(tick.toMillis())));
        return TiedProcess.command(log, line).start();
    }
}
