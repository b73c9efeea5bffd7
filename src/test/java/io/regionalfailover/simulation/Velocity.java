package io.regionalfailover.simulation;

import io.regionalfailover.dns.Fence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** I8, counted by the simulation itself. */
final class Velocity {
    private static final long WINDOW = 600 * Invariants.SECOND;
    private static final int HANDFUL = 5;

    private final BiConsumer<String, String> broken;
    private final Map<String, Map<Integer, Long>> evacuated = new HashMap<>();
    private final Map<String, Set<Integer>> left = new HashMap<>();

    /** @param broken told the invariant and a sentence */
    Velocity(BiConsumer<String, String> broken) {
        this.broken = broken;
    }

    /** Health moves more than a handful of policies out of one region only, over all instances; unless two or more agree. */
    void movesOutOfFewRegions(Move move, Predicate<String> isRemoved) {
        long now = move.step().atNanos();
        for (String region : move.losing()) {
            if (!move.failed(region) || isRemoved.test(region) || goesOn(move, region)) {
                continue;
            }
            boolean agreed =
                    move.eyes().size() > 1 && move.eyes().stream().allMatch(eyes -> eyes.brokeWithin(region, now));
            if (!agreed) {
                evacuated.computeIfAbsent(region, first -> new HashMap<>()).put(move.policy(), now);
            }
        }
        List<String> many = new ArrayList<>();
        evacuated.forEach((region, at) -> {
            at.values().removeIf(when -> when < now - WINDOW);
            if (at.size() > HANDFUL) {
                many.add(region);
            }
        });
        if (many.size() > 1) {
            broken.accept(
                    "I8", move.step().by().name() + " moves more than " + HANDFUL + " policies out of each of " + many);
        }
    }

    /** A later step of a shift out of a region, which counted when it began, or was agreed on. */
    private boolean goesOn(Move move, String region) {
        boolean before = !left.computeIfAbsent(region, first -> new HashSet<>()).add(move.policy());
        return before
                && move.before()
                        .fence()
                        .filter(fence -> fence.progress() instanceof Fence.Progress.Evacuating)
                        .isPresent();
    }
}
