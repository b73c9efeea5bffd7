package io.regionalfailover.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told in one turn. A frame is made when somebody first needs it, and is the same array for all. Not for several threads. */
final class Turn {
    private final @Nullable ConsoleView before;
    private final ConsoleView now;
    private final Instant at;
    private final boolean differs;
    private byte @Nullable [] all;
    private byte @Nullable [] changes;

    /**
     * @param before what was told in the turn before, if there was one
     * @param at shown to people
     */
    Turn(@Nullable ConsoleView before, ConsoleView now, Instant at) {
        this.before = before;
        this.now = now;
        this.at = at;
        differs = before != null && !now.equals(before);
    }

    ConsoleView now() {
        return now;
    }

    /** Whether there is something to say to those who know what was before. */
    boolean differs() {
        return differs;
    }

    /** Everything. */
    byte[] all() {
        if (all == null) {
            all = Frames.all(now, at);
        }
        return all;
    }

    /** What differs; everything, where there was nothing before. */
    byte[] changes() {
        if (before == null) {
            return all();
        }
        if (changes == null) {
            changes = Frames.changes(before, now, at);
        }
        return changes;
    }
}
