package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProberIT {

    private static final Duration INTERVAL = Duration.ofMillis(1000);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final ScriptedHttpEndpoint endpoint = ScriptedHttpEndpoint.start();
    private final AtomicReference<Observation> seen = new AtomicReference<>(Observation.NONE);
    private Network network;
    private Prober prober;

    @BeforeEach
    void start(@TempDir Path folder) {
        network = new Network(folder);
        prober = new Prober(
                new Prober.Surroundings(
                        network.clock(), network.timer(), network.workers(), new Random(), ProbeMetrics.NONE),
                network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("127.0.0.0/8"))));
    }

    @AfterEach
    void stop() {
        prober.close();
        network.close();
        endpoint.close();
    }

    @Test
    void threeFailuresAreSeenWithinThreeIntervalsAndATimeout() {
        prober.subscribe("shop", spec(), seen::set);
        await().until(() -> seen.get().outcome() == Outcome.PASSING && seen.get().streak() >= 2);

        endpoint.script(new HttpScript.HangAfterAccept());
        Instant lastGood = seen.get().lastEndedAt();
        await().until(() -> seen.get().outcome() == Outcome.FAILING && seen.get().streak() >= 3);

        assertThat(Duration.between(lastGood, seen.get().lastEndedAt()))
                .isLessThan(INTERVAL.multipliedBy(3).plus(TIMEOUT).plus(Network.GRACE));
    }

    @Test
    void manyListenersCostOneProbe() {
        for (int i = 0; i < 50; i++) {
            prober.subscribe("shop", spec(), seen::set);
        }

        await().until(() -> seen.get().attempts() >= 2);
        assertThat(endpoint.connections()).isLessThanOrEqualTo(seen.get().attempts() + 1);
    }

    private ProbeSpec spec() {
        HttpProbe target = new HttpProbe(
                URI.create(endpoint.url("/healthz")),
                Optional.empty(),
                "GET",
                List.of(),
                Optional.of("ok"),
                Map.of(),
                false);
        return new ProbeSpec(target, INTERVAL, TIMEOUT, 3);
    }
}
