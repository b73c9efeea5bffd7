package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final Intake intake = new Intake(time);

    @Test
    void isOverOnceAllThatThereWereHaveAsked() {
        intake.took("shop/early");
        intake.expect(() -> Set.of("shop/cart", "shop/checkout"));
        intake.expect(() -> Set.of("shop/new"));
        intake.took("shop/cart");
        intake.took("shop/cart");
        intake.took("shop/new");
        assertThat(intake.over()).isNotDone();
        intake.took("shop/checkout");
        assertThat(intake.over()).isDone();
    }

    @Test
    void isOverAfterAWhileWhoeverIsMissing() {
        intake.expect(() -> Set.of("shop/cart", "shop/checkout"));
        intake.took("shop/cart");
        time.advance(Intake.LONGEST.minusMillis(1));
        assertThat(intake.over()).isNotDone();
        time.advance(Intake.LONGEST);
        assertThat(intake.over()).isDone();
    }

    @Test
    void whoCannotSayWhichThereAreIsAskedAgain() {
        assertThatThrownBy(() -> intake.expect(() -> {
                    throw new IllegalStateException("no cache yet");
                }))
                .isInstanceOf(IllegalStateException.class);
        intake.expect(() -> Set.of("shop/cart"));
        intake.took("shop/cart");
        assertThat(intake.over()).isDone();
    }

    @Test
    void waitsForTheJudgementOfEachThatThereWas() {
        intake.expect(() -> Set.of("shop/cart", "shop/checkout"));
        intake.took("shop/cart");
        intake.took("shop/checkout");
        intake.judged("shop/cart");
        intake.judged("shop/new");
        assertThat(intake.allJudged()).isNotDone();
        intake.judged("shop/checkout");
        assertThat(intake.allJudged()).isDone();
    }

    @Test
    void waitsNoLongerForAJudgementThanForAWhile() {
        intake.expect(() -> Set.of("shop/cart"));
        time.advance(Intake.LONGEST_JUDGING.minusMillis(1));
        assertThat(intake.allJudged()).isNotDone();
        time.advance(Intake.LONGEST_JUDGING);
        assertThat(intake.allJudged()).isDone();
    }
}
