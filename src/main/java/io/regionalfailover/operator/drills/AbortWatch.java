package io.regionalfailover.operator.drills;

import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.operator.policy.RegionLoop;
import io.regionalfailover.operator.translation.RegionModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The queries that break one drill off, while it runs or is due. For several threads. */
final class AbortWatch {
    private final RegionLoop loop;
    private volatile Optional<List<String>> failing = Optional.empty();

    /**
     * @param loops makes a loop that tells of what it judges
     * @param changed is run when other queries fail than before
     */
    AbortWatch(Function<Consumer<RegionJudgement>, RegionLoop> loops, Runnable changed) {
        loop = loops.apply(judgement -> {
            Optional<List<String>> now = failing(judgement);
            boolean other = !now.equals(failing);
            failing = now;
            if (other) {
                changed.run();
            }
        });
    }

    private static Optional<List<String>> failing(RegionJudgement judgement) {
        boolean open = judgement.checks().stream().anyMatch(check -> check.outcome() == Outcome.UNKNOWN);
        List<String> failing = judgement.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAILING)
                .map(RegionJudgement.CheckJudgement::name)
                .sorted()
                .toList();
        return open && failing.isEmpty() ? Optional.empty() : Optional.of(failing);
    }

    void follow(RegionModel queries) {
        loop.accept(queries);
    }

    /** Names of those that fail; empty as long as none does and not all were answered. */
    Optional<List<String>> failing() {
        return failing;
    }

    void close() {
        loop.close();
    }
}
