package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rules hold for any facts. A failure names the seed that leads to it. */
class AnyFactsTest {
    private static final int ROUNDS = 7_000;

    @Test
    void everyDecisionKeepsTheRules() {
        int proposals = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            try {
                RandomFacts random = new RandomFacts(seed);
                PolicyRules policy = random.policy();
                Memory memory = Memory.EMPTY;
                for (int i = 0; i < 3; i++) {
                    Facts facts = random.facts(policy, memory);
                    Decision decision = Decider.decide(facts);
                    Rules.check(facts, decision);
                    memory = decision.memory();
                    proposals += decision.proposal().isPresent() ? 1 : 0;
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(proposals).as("proposals, or nothing was tried").isGreaterThan(ROUNDS / 2);
    }
}
