package io.regionalfailover.console;

import static io.regionalfailover.console.CardMaker.policy;
import static io.regionalfailover.console.CardMaker.view;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightTest {
    private static final PolicyCard A = policy("a", "Steady");
    private static final PolicyCard B = policy("b", "Steady");
    private static final PolicyCard C = policy("c", "Steady");

    @Test
    void whatFitsIsLeftAlone() {
        ConsoleView view = view(A, B, C);

        assertThat(new Weight(3 * Frames.weight(A)).fit(view)).isSameAs(view);
    }

    @Test
    void whatDoesNotIsCounted() {
        Weight weight = new Weight(3 * Frames.weight(A) - 1);

        ConsoleView fitting = weight.fit(view(A, B, C));
        assertThat(fitting.policies()).containsExactly(A, B);
        assertThat(fitting.left()).isEqualTo(1);

        PolicyCard heavier = policy("a", "FailedOverWithMuchToSay".repeat(20));
        assertThat(weight.fit(view(heavier, B, C)).policies())
                .as("weighed anew")
                .containsExactly(heavier, B);
        assertThat(weight.fit(view(B, C)).left()).isZero();
    }
}
