package io.regionalfailover.operator.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For how long each of several things has stood still, in time during which somebody looked: a process that was stopped looks
 * at nothing, so that what stood still with it is not reproached for that. Not safe for several threads.
 */
final class Standstills {
    /**
     * A thing that stands still.
     *
     * @param name of the thing
     * @param age how long it has been seen to
     */
    record Standstill(String name, Duration age) {}

    private record Seen(long mark, Duration at) {}

    private final Duration longestStep;
    private final Map<String, Seen> seen = new HashMap<>();
    private Optional<Instant> last = Optional.empty();
    private Duration looked = Duration.ZERO;

    /** @param longestStep as much of the time between two looks counts at most */
    Standstills(Duration longestStep) {
        this.longestStep = longestStep;
    }

    /**
     * Looks once more.
     *
     * @param marks of each thing, a number that changes whenever it goes on; what is not in it is forgotten
     * @return those that have not gone on since an earlier look, the oldest first
     */
    List<Standstill> look(Instant now, Map<String, Long> marks) {
        Duration passed = last.map(before -> Duration.between(before, now)).orElse(Duration.ZERO);
        looked = looked.plus(passed.compareTo(longestStep) > 0 ? longestStep : passed);
        last = Optional.of(now);
        seen.keySet().retainAll(marks.keySet());
        List<Standstill> found = new ArrayList<>();
        marks.forEach((name, mark) -> {
            Seen before = seen.get(name);
            if (before == null || before.mark() != mark) {
                seen.put(name, new Seen(mark, looked));
            } else {
                found.add(new Standstill(name, looked.minus(before.at())));
            }
        });
        found.sort(Comparator.comparing(Standstill::age).reversed().thenComparing(Standstill::name));
        return found;
    }

    /** Whatever stands still does so from the next look on. */
    void pardon() {
        seen.clear();
    }
}
