package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProberStopTest extends ManualProber {

    @Test
    void endsWithItsLastListener() {
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen)).close();

        time.advance(Duration.ofSeconds(10));

        assertThat(starts).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThat(prober.running()).isZero();
    }

    @Test
    void startsAnewAfterItWasEnded() {
        results = number -> ProbeResult.failing("down");
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen)).close();
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofSeconds(2));

        assertThat(pushed.getFirst().attempts()).isEqualTo(1);
    }

    @Test
    void forgetsWhatItSawBeforeItWasStopped() {
        results = number -> ProbeResult.failing("down");
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofMillis(4500));
        assertThat(pushed.getLast().streak()).isGreaterThanOrEqualTo(4);
        int before = pushed.size();

        time.standStill(Duration.ofSeconds(4));
        time.advance(Duration.ofMillis(100));

        assertThat(pushed.get(before)).isEqualTo(Observation.NONE);
        assertThat(pushed.get(before + 1).attempts()).isEqualTo(1);
        assertThat(pushed.get(before + 1).streak()).isEqualTo(1);
        int starting = starts.size();
        time.advance(Duration.ofSeconds(3));
        assertThat(starts).as("nothing piled up").hasSize(starting + 3);
    }

    /** Whatever part of the interval had passed: the attempt after the stop may be late by no more than one interval. */
    @Test
    void forgetsWhatItSawBeforeAStopOfLittleMoreThanTwoIntervals() {
        for (int millis = 0; millis < 1000; millis += 50) {
            List<Observation> seen = new ArrayList<>();
            Subscription subscription = prober.subscribe("shop", EVERY_SECOND, (one, free) -> seen.add(one));
            time.advance(Duration.ofMillis(4500 + millis));
            int before = seen.size();

            time.standStill(Duration.ofMillis(2001));
            time.advance(SECOND);

            assertThat(seen.get(before)).as("stopped after %d ms", millis).isEqualTo(Observation.NONE);
            subscription.close();
        }
    }

    @Test
    void tellsWhoJoinsAfterAStopNothingFromBefore() {
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofMillis(4500));

        List<Observation> joined = new ArrayList<>();
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> joined.add(seen));
        assertThat(joined).containsExactly(pushed.getLast());

        time.standStill(Duration.ofSeconds(4));
        List<Observation> later = new ArrayList<>();
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> later.add(seen));
        assertThat(later).isEmpty();
        time.advance(Duration.ofMillis(100));
        assertThat(later.getLast().attempts()).isEqualTo(1);
    }

    @Test
    void forgetsAlsoWhenOthersWokeUpFirst() {
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofMillis(4500));
        int before = pushed.size();

        time.standStill(Duration.ofMillis(2001));
        prober.signOfLife();
        time.advance(Duration.ofMillis(100));
        prober.signOfLife();
        time.advance(SECOND);

        assertThat(pushed.get(before)).isEqualTo(Observation.NONE);
        assertThat(pushed.subList(before + 1, pushed.size()))
                .as("once is enough")
                .isNotEmpty()
                .doesNotContain(Observation.NONE);
    }

    @Test
    void forgivesAShortStop() {
        results = number -> ProbeResult.failing("down");
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofMillis(4500));
        prober.signOfLife();

        time.standStill(Duration.ofMillis(1900));
        time.advance(Duration.ofMillis(600));

        assertThat(pushed).doesNotContain(Observation.NONE);
        assertThat(measured).anySatisfy(each -> assertThat(each.lag()).isGreaterThan(Duration.ofMillis(800)));
    }

    @Test
    void discardsAnAttemptThatSpannedAStop() {
        results = number -> {
            if (number == 4) {
                time.standStill(Duration.ofSeconds(30));
                return ProbeResult.failing("no answer");
            }
            return ProbeResult.PASSING;
        };
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofSeconds(40));

        assertThat(pushed.stream().map(Observation::outcome)).doesNotContain(Outcome.FAILING);
        assertThat(pushed.get(4)).isEqualTo(Observation.NONE);
        assertThat(measured.stream().map(Measured::outcome)).doesNotContain(Outcome.FAILING);
        assertThat(pushed.get(5).attempts()).isEqualTo(1);
    }

    @Test
    void survivesAnAttemptThatThrowsAndAListenerThatThrows() {
        results = number -> {
            throw new IllegalStateException("Authorization: secret");
        };
        List<Throwable> thrown = new ArrayList<>();
        prober.subscribe("shop", EVERY_SECOND, (observation, free) -> {
            throw new IllegalArgumentException("listener");
        });
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
        try {
            time.advance(Duration.ofSeconds(5));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }

        assertThat(thrown).hasSameSizeAs(pushed);
        assertThat(pushed).hasSizeGreaterThanOrEqualTo(4);
        assertThat(pushed.getLast().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(pushed.getLast().message()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void pushesNothingOnceClosed() {
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofSeconds(2));
        int before = pushed.size();

        prober.close();
        time.advance(Duration.ofSeconds(10));

        assertThat(pushed).hasSize(before);
        assertThatThrownBy(() -> prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen)))
                .isInstanceOf(IllegalStateException.class);
    }
}
