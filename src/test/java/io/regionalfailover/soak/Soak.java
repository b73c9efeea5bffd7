package io.regionalfailover.soak;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the packaged operator against a real API server for as long as is asked, with many policies whose specs, front ends,
 * provider and API server do not come to rest, and samples its memory, threads and files every 30 s into a CSV file. Then
 * all faults end, and every policy must come to its right weights. Ends with 1 when the heap grew or one did not.
 */
public final class Soak {
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    /** A region that failed again soon after its return has to be well for longer each time, up to an hour. */
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(65);

    private final Path folder;
    private final Duration time;
    private final Instant begunAt = Instant.now();
    private final List<Sample> samples = new ArrayList<>();
    private int policies;

    private Soak(Path folder, Duration time, int policies) {
        this.folder = folder;
        this.time = time;
        this.policies = policies;
    }

    /** @param arguments minutes, policies, memory of the container (as {@code -XX:MaxRAM} takes it), seed, folder */
    public static void main(String[] arguments) throws Exception {
        Soak soak = new Soak(
                Files.createDirectories(Path.of(arguments[4])).toAbsolutePath(),
                Duration.ofMinutes(Long.parseLong(arguments[0])),
                Integer.parseInt(arguments[1]));
        boolean good = false;
        try {
            good = soak.run(arguments[2], Long.parseLong(arguments[3]));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        } finally {
            // Threads of libraries would keep the process.
            Runtime.getRuntime().halt(good ? 0 : 1);
        }
    }

    private boolean run(String memory, long seed) throws IOException, InterruptedException {
        say(
                "%d policies, %s of memory, seed %d, for %d minutes; figures in %s",
                policies, memory, seed, time.toMinutes(), folder.resolve("soak.csv"));
        try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
                KubernetesClient kube = client(controlPlane);
                Route53StandIn route53 = Route53StandIn.start(Options.defaults());
                Endpoints endpoints = new Endpoints()) {
            Fleet fleet = new Fleet(kube, route53, endpoints, policies);
            fleet.install();
            say("%d policies stand at the API server", policies);
            try (Subject operator = new Subject(folder, memory, environment(controlPlane, route53))) {
                awaitSettled(fleet, operator);
                Churn churn = new Churn(seed, fleet, endpoints, route53, controlPlane);
                live(fleet, operator, churn);
                churn.calm();
                say("calm after %s", churn);
                boolean settled = awaitSettled(fleet, operator);
                sample(fleet, operator);
                return verdict() && settled;
            }
        }
    }

    private static KubernetesClient client(ControlPlane controlPlane) throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(controlPlane.kubeconfig()));
        config.setRequestTimeout((int) ANSWERS_WITHIN.toMillis());
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Map<String, String> environment(ControlPlane controlPlane, Route53StandIn route53) {
        return Map.of(
                "KUBECONFIG", controlPlane.kubeconfig().toString(),
                "AWS_ENDPOINT_URL_ROUTE_53", route53.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "AKIDOPERATOR",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1",
                "REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/28",
                "REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", "0",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "0");
    }

    private void live(Fleet fleet, Subject operator, Churn churn) throws IOException, InterruptedException {
        Instant calmAt = Instant.now().plus(time);
        Instant sampleAt = Instant.now();
        while (Instant.now().isBefore(calmAt)) {
            churn.step(Instant.now());
            if (!Instant.now().isBefore(sampleAt)) {
                sampleAt = sampleAt.plus(BETWEEN_SAMPLES);
                policies = churn.apiServerGone() ? policies : count(fleet);
                sample(fleet, operator);
            }
            LockSupport.parkNanos(Churn.EVERY.toNanos());
        }
    }

    private int count(Fleet fleet) {
        try {
            return fleet.count();
        } catch (KubernetesClientException e) {
            return policies;
        }
    }

    private void sample(Fleet fleet, Subject operator) throws IOException, InterruptedException {
        if (!operator.isAlive()) {
            List<String> lines = operator.lines();
            throw new IllegalStateException("the operator ended; its last words:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        }
        Sample sample = operator.sample(Duration.between(begunAt, Instant.now()).toSeconds(), policies);
        samples.add(sample);
        Path csv = folder.resolve("soak.csv");
        if (samples.size() == 1) {
            Files.writeString(csv, Sample.HEADER + "\n");
        }
        Files.writeString(csv, sample.csv() + "\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("soak.svg"), MemoryPicture.of(samples));
        if (!sample.live()) {
            say("not alive: %s", operator.body("/q/health/live"));
        }
    }

    private boolean awaitSettled(Fleet fleet, Subject operator) {
        Instant asked = Instant.now();
        Set<String> astray = Set.of();
        while (Duration.between(asked, Instant.now()).compareTo(SETTLES_WITHIN) < 0) {
            boolean seen = true;
            try {
                if (!fleet.isComplete()) {
                    fleet.recreate();
                }
                astray = fleet.astray();
            } catch (KubernetesClientException e) {
                // A machine with other work is late at times.
                seen = false;
            }
            if (seen && astray.isEmpty()) {
                say(
                        "every policy has its right weights, after %d s",
                        Duration.between(asked, Instant.now()).toSeconds());
                return true;
            }
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        }
        say("%d policies have not: %s", astray.size(), astray.stream().limit(5).toList());
        return false;
    }

    private boolean verdict() {
        Trend heap = Sample.heapTrend(samples);
        boolean alive = samples.stream().allMatch(Sample::live);
        say(
                "heap after a full collection, second half: %.1f MB on average, %+.2f MB per hour (standard error %.2f): %s%s",
                heap.mean(),
                heap.slope(),
                heap.error(),
                heap.grows() ? "it grew" : "it did not grow",
                alive ? "" : "; it said at times that it was not alive");
        return alive && !heap.grows();
    }

    private void say(String text, Object... values) {
        System.out.printf(
                Locale.ROOT,
                "%5d s  %s%n",
                Duration.between(begunAt, Instant.now()).toSeconds(),
                String.format(Locale.ROOT, text, values));
    }
}
