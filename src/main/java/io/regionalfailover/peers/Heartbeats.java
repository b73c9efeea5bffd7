package io.regionalfailover.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The signs of life on one board: read, and left, every {@value #PERIOD_SECONDS} s while somebody is not heard. A heartbeat stands
 * still when two readings at least two periods apart, and everything in between, show the same; one that is absent stands still.
 * Where this instance cannot read, or cannot leave its own sign, because the provider throttles or other changes are under way,
 * the others may not be able to either: their silence says nothing from then on, until it has lasted as long again. Not safe for
 * several threads.
 */
final class Heartbeats {
    private static final int PERIOD_SECONDS = 3;
    static final Duration PERIOD = Duration.ofSeconds(PERIOD_SECONDS);
    private static final Duration APART = PERIOD.multipliedBy(2);
    private static final Duration FORGOTTEN = PERIOD.multipliedBy(10);

    /** A reading that is older says nothing about now. */
    private static final Duration FRESH = PERIOD.multipliedBy(3);

    private record Look(Instant beganAt, Map<String, String> found) {}

    final SignBoard board;
    private final Deque<Look> looks = new ArrayDeque<>();
    private Instant nextLookAt = Instant.MIN;
    private Instant nextSignAt = Instant.MIN;
    private boolean looking;
    private boolean leaving;
    private long count;

    Heartbeats(SignBoard board) {
        this.board = board;
    }

    /** Whether it is time to look. One that is true counts as begun until {@link #looked}. */
    boolean beginLook(Instant now) {
        if (looking || now.isBefore(nextLookAt)) {
            return false;
        }
        looking = true;
        nextLookAt = now.plus(PERIOD);
        return true;
    }

    /** @param found empty when the board could not be read */
    void looked(Instant beganAt, Optional<Map<String, String>> found) {
        looking = false;
        found.ifPresentOrElse(there -> looks.addLast(new Look(beganAt, Map.copyOf(there))), looks::clear);
        while (!looks.isEmpty() && looks.getFirst().beganAt().plus(FORGOTTEN).isBefore(beganAt)) {
            looks.removeFirst();
        }
    }

    /** The next sign to leave, when it is time for one; then it counts as on its way until {@link #left}. */
    Optional<Long> beginSign(Instant now) {
        if (leaving || now.isBefore(nextSignAt)) {
            return Optional.empty();
        }
        leaving = true;
        nextSignAt = now.plus(PERIOD);
        return Optional.of(++count);
    }

    /** @param there false when it could not be written; then the next one is due at once */
    void left(boolean there) {
        leaving = false;
        if (!there) {
            nextSignAt = Instant.MIN;
            looks.clear();
        }
    }

    /**
     * Whether these have all stood still since then.
     *
     * @param regions names of vantage points
     * @param since readings that began before do not count
     */
    boolean stoodStill(Set<String> regions, Instant since, Instant now) {
        Look first = null;
        Look last = null;
        for (Look look : looks) {
            if (!look.beganAt().isAfter(since)) {
                continue;
            }
            if (first == null || differs(first, look, regions)) {
                first = look;
            }
            last = look;
        }
        return first != null
                && last != null
                && !last.beganAt().isBefore(first.beganAt().plus(APART))
                && !last.beganAt().plus(FRESH).isBefore(now);
    }

    private static boolean differs(Look some, Look other, Set<String> regions) {
        return regions.stream()
                .anyMatch(region ->
                        !Objects.equals(some.found().get(region), other.found().get(region)));
    }
}
