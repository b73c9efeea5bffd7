package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** A prober on manual time, whose attempts end as the test says, and what can be seen of it. */
abstract class ManualProber {

    static final TcpProbe TARGET = new TcpProbe("192.0.2.1", 80, Optional.empty());
    static final Duration SECOND = Duration.ofSeconds(1);
    static final ProbeSpec EVERY_SECOND = new ProbeSpec(TARGET, SECOND, Duration.ofMillis(500), 3);

    /** An attempt as the metrics saw it. */
    record Measured(Outcome outcome, Duration duration, Duration lag) {}

    final ManualTime time = new ManualTime();
    final List<Instant> starts = new ArrayList<>();
    final List<Measured> measured = new ArrayList<>();
    final List<Observation> pushed = new ArrayList<>();
    int skipped;
    Duration took = Duration.ZERO;
    Function<Integer, ProbeResult> results = number -> ProbeResult.PASSING;
    Prober prober = prober(1);

    Prober prober(long seed) {
        ProbeMetrics metrics = new ProbeMetrics() {
            @Override
            public void attempted(String kind, Outcome outcome, Duration duration, Duration lag) {
                assertThat(kind).isEqualTo("tcp");
                measured.add(new Measured(outcome, duration, lag));
            }

            @Override
            public void skipped(String kind) {
                skipped++;
            }
        };
        Set<ProbeTarget> running = new HashSet<>();
        return new Prober(new Prober.Surroundings(time, time, time, new Random(seed), metrics), (target, timeout) -> {
            assertThat(running.add(target)).as("no other attempt at it runs").isTrue();
            starts.add(time.instant());
            try {
                time.advance(took);
                return results.apply(starts.size() - 1);
            } finally {
                running.remove(target);
            }
        });
    }

    List<Duration> gaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            gaps.add(Duration.between(starts.get(i - 1), starts.get(i)));
        }
        return gaps;
    }
}
