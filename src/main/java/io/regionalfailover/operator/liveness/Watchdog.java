package io.regionalfailover.operator.liveness;

import io.regionalfailover.operator.liveness.Standstills.Standstill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks whether what has to go on goes on, and says what has stood still for too long. Looks come at a regular pace, on one
 * thread; anybody may ask for the findings.
 *
 * <p>Never held against the process: what it was stopped or asleep for, and, where the API server is needed, whatever stands
 * still while that does not answer.
 */
public final class Watchdog {
    /**
     * Things of one kind that have to go on.
     *
     * @param kind names a thing, with its name after it: {@code FailoverPolicy}
     * @param what is not done when one stands still: {@code not reconciled}
     * @param marks of each thing, a number that changes whenever it goes on; only of those that have to go on now
     * @param limit how long one may stand still
     * @param excused asked of the name of the one that has stood still the longest, at each look after two thirds of the
     *     limit, and may block for seconds: nobody can go on now, so that all get their whole time anew
     */
    public record Watched(
            String kind, String what, Supplier<Map<String, Long>> marks, Duration limit, Predicate<String> excused) {}

    /**
     * Something has stood still for too long.
     *
     * @param object what, with its name
     * @param sentence what is not done, for how long, and how long is allowed
     */
    public record Finding(String object, String sentence) {
        @Override
        public String toString() {
            return object + ": " + sentence;
        }
    }

    private record Post(Watched watched, Standstills standstills) {}

    private final List<Post> posts;
    private final Consumer<List<Finding>> changed;
    private volatile List<Finding> findings = List.of();
    private volatile long looks;

    /**
     * @param every how often {@link #look} is called; as much as two of these count between two looks
     * @param changed is told when there are findings where there were none, and when they are gone
     */
    public Watchdog(List<Watched> watched, Duration every, Consumer<List<Finding>> changed) {
        this.posts = watched.stream()
                .map(each -> new Post(each, new Standstills(every.multipliedBy(2))))
                .toList();
        this.changed = changed;
    }

    /** Looks once. May block for seconds when something stands still. */
    public void look(Instant now) {
        List<Finding> found = new ArrayList<>();
        posts.forEach(post -> found.addAll(look(post, now)));
        boolean differs = found.isEmpty() != findings.isEmpty();
        findings = List.copyOf(found);
        looks++;
        if (differs) {
            changed.accept(findings);
        }
    }

    private static List<Finding> look(Post post, Instant now) {
        Watched watched = post.watched();
        List<Standstill> still = post.standstills().look(now, watched.marks().get());
        Duration doubtful = watched.limit().multipliedBy(2).dividedBy(3);
        if (!still.isEmpty()
                && still.getFirst().age().compareTo(doubtful) > 0
                && watched.excused().test(still.getFirst().name())) {
            post.standstills().pardon();
            return List.of();
        }
        return still.stream()
                .filter(standstill -> standstill.age().compareTo(watched.limit()) > 0)
                .map(standstill -> new Finding(
                        watched.kind() + " \"" + standstill.name() + "\"",
                        watched.what() + " for " + standstill.age().toSeconds() + " s; "
                                + watched.limit().toSeconds() + " s are allowed"))
                .toList();
    }

    /** What the last look found, the oldest of each kind first. */
    public List<Finding> findings() {
        return findings;
    }

    /** How many looks there were: who asks for the findings can see whether the watchdog itself goes on. */
    public long looks() {
        return looks;
    }
}
