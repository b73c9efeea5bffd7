package io.regionalfailover.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * When this process was seen to run. Between two signs it may have stood still, for as long as lies between them: who asks is
 * told of the longest silence that may have been a stop, never of a shorter one. Safe for several threads.
 */
final class SignsOfLife {
    /** Shorter silences are no stop for any probe: the shortest interval is one second. */
    private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

    /** Longer than two of the longest intervals, five minutes each, so that no probe asks further back. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private record Silence(Instant endedAt, Duration length) {}

    private final Deque<Silence> silences = new ArrayDeque<>();
    private Optional<Instant> last = Optional.empty();

    /** The process runs now. */
    synchronized void sign(Instant now) {
        if (last.filter(now::isBefore).isPresent()) {
            return;
        }
        Duration silent = silentSince(now);
        last = Optional.of(now);
        if (silent.compareTo(NOTEWORTHY) >= 0) {
            silences.addLast(new Silence(now, silent));
        }
        while (!silences.isEmpty()
                && Duration.between(silences.getFirst().endedAt(), now).compareTo(KEPT) > 0) {
            silences.removeFirst();
        }
    }

    /** The longest silence that ended after this moment, the one that lasts included. */
    synchronized Duration longestSilence(Instant since, Instant now) {
        Duration longest = silentSince(now);
        Iterator<Silence> newestFirst = silences.descendingIterator();
        while (newestFirst.hasNext()) {
            Silence silence = newestFirst.next();
            if (!silence.endedAt().isAfter(since)) {
                break;
            }
            if (silence.length().compareTo(longest) > 0) {
                longest = silence.length();
            }
        }
        return longest;
    }

    private Duration silentSince(Instant now) {
        return last.map(before -> Duration.between(before, now)).orElse(Duration.ZERO);
    }
}
