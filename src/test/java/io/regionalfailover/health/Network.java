package io.regionalfailover.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What probes run on in tests: real sockets, a steady clock, resolver settings of the test's own. */
final class Network implements AutoCloseable {

    /** Shorter than anything a test could wait for by mistake, longer than any good answer on loopback takes. */
    static final Duration TIMEOUT = Duration.ofMillis(700);

    /** For what should not time out, however busy the machine is. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How late a failure may come: threads must be scheduled too. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final long STARTED_NANOS = System.nanoTime();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final SystemDns system;

    /** @param folder an empty folder, for the resolver's files */
    Network(Path folder) {
        system = new SystemDns(folder.resolve("resolv.conf"), folder.resolve("hosts"));
    }

    /** Makes some resolvers the system's. */
    Network resolvers(String... hostsAndPorts) {
        StringBuilder text = new StringBuilder("search test.internal\n");
        for (String resolver : hostsAndPorts) {
            int colon = resolver.lastIndexOf(':');
            text.append("nameserver [")
                    .append(resolver, 0, colon)
                    .append("]")
                    .append(resolver.substring(colon))
                    .append('\n');
        }
        write(system.resolvConf(), text.toString());
        return this;
    }

    /** Makes a text the hosts file. */
    Network hosts(String text) {
        write(system.hosts(), text);
        return this;
    }

    /** Tries once, where loopback is allowed, with all the time it takes. */
    ProbeResult probe(ProbeTarget target) {
        return probe(target, PATIENCE);
    }

    /** Tries once, where loopback is allowed. */
    ProbeResult probe(ProbeTarget target, Duration timeout) {
        return attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("127.0.0.0/8", "::1")))
                .run(target, timeout);
    }

    /** An attempt under some policy. */
    NetworkAttempt attempt(AddressPolicy policy) {
        return new NetworkAttempt(
                clock(),
                timer,
                workers,
                policy,
                system,
                workload -> new WorkloadReader.Unknown("no cluster in this test"));
    }

    /** Name resolution by itself. */
    SystemNames names() {
        return new SystemNames(system, new DnsExchange(timer), workers);
    }

    InstantSource clock() {
        return () -> Instant.EPOCH.plusNanos(System.nanoTime() - STARTED_NANOS);
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    ExecutorService workers() {
        return workers;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        timer.shutdownNow();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
