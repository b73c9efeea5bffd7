package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** When a loop wakes by itself. */
class NextTurnTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private int timers;
    private int turns;
    private final NextTurn next = new NextTurn(counted(), () -> turns++);

    private ScheduledExecutorService counted() {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                NextTurnTest.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, given) -> {
                    timers += method.getName().equals("schedule") ? 1 : 0;
                    return method.invoke(time, given);
                });
    }

    private void setTo(Instant moment, Instant... others) {
        next.setToFirst(moment, List.of(others).stream().map(Optional::of).toList(), time.instant());
    }

    @Test
    void theSameMomentAgainTakesNoOtherTimer() {
        Instant moment = time.instant().plusSeconds(60);
        for (int second = 0; second < 59; second++) {
            setTo(moment);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(timers).isEqualTo(1);
        assertThat(turns).isZero();

        time.advance(Duration.ofMinutes(5));
        assertThat(turns).isEqualTo(1);
    }

    @Test
    void aMomentThatHasComeMayBeSetAgain() {
        Instant moment = time.instant().plusSeconds(1);
        setTo(moment);
        time.advance(Duration.ofSeconds(2));
        assertThat(turns).isEqualTo(1);

        setTo(moment);
        time.advance(Duration.ofSeconds(1));
        assertThat(turns).as("what is overdue comes at once").isEqualTo(2);
    }

    @Test
    void theFirstOfSeveralCountsAndTakesThePlaceOfTheOneBefore() {
        Instant now = time.instant();
        setTo(now.plusSeconds(60));
        setTo(now.plusSeconds(60), now.plusSeconds(5), now.plusSeconds(30));

        time.advance(Duration.ofSeconds(6));
        assertThat(turns).isEqualTo(1);
        time.advance(Duration.ofMinutes(5));
        assertThat(turns).isEqualTo(1);

        setTo(time.instant().plusSeconds(1));
        next.drop();
        assertThat(next.isSet()).isFalse();
        time.advance(Duration.ofMinutes(5));
        assertThat(turns).isEqualTo(1);
    }
}
