package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProberIT {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final ScriptedHttpEndpoint endpoint = ScriptedHttpEndpoint.start();
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
        Subscription seen = prober.subscribe("shop", spec(), (observation, free) -> {});
        await().until(() ->
                seen.current().outcome() == Outcome.PASSING && seen.current().streak() >= 2);

        endpoint.script(new HttpScript.HangAfterAccept());
        Instant lastGood = seen.current().lastEndedAt();
        await().until(() ->
                seen.current().outcome() == Outcome.FAILING && seen.current().streak() >= 3);

        assertThat(Duration.between(lastGood, seen.current().lastEndedAt()))
                .isLessThan(INTERVAL.multipliedBy(3).plus(TIMEOUT).plus(Network.GRACE));
    }

    @Test
    void manyListenersCostOneProbe() {
        for (int i = 0; i < 50; i++) {
            prober.subscribe("shop", spec(), (observation, free) -> {});
        }
        Subscription seen = prober.subscribe("shop", spec(), (observation, free) -> {});

        await().until(() -> seen.current().attempts() >= 2);
        assertThat(endpoint.connections()).isLessThanOrEqualTo(seen.current().attempts() + 1);
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
