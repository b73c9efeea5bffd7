package io.regionalfailover.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells viewers what changed, at most once a second. One that does not keep up is told nothing until it does, and then everything;
 * one that does not for half a minute is sent away. After five minutes everybody is, so that whoever lost the right to look loses sight.
 * Without viewers nothing runs.
 */
public final class Hub implements AutoCloseable {
    /** Viewers at a time. */
    public static final int MOST_VIEWERS = 32;

    static final int PATIENCE_TURNS = 30;
    static final int STAY_TURNS = 300;
    static final int BEAT_TURNS = 10;
    private static final Duration TURN = Duration.ofSeconds(1);

    /** Whoever loads the page again finds the source open. */
    private static final int LINGER_TURNS = 30;

    private final Source source;
    private final InstantSource wall;
    private final ScheduledExecutorService timers;
    private final Executor workers;
    private final Map<Viewer, Stay> viewers = new LinkedHashMap<>();
    private @Nullable ConsoleView shown;
    private @Nullable ScheduledFuture<?> turns;
    private int lingered;
    private boolean closed;

    /** How long a viewer has been here, how long it has not kept up, how long nothing was said to it. */
    private static final class Stay {
        private int turns;
        private int behind;
        private int silent;
        private boolean fresh = true;
    }

    /**
     * @param wall shown to people, who compare it with their own
     * @param timers only hand on
     * @param workers do the rest
     */
    public Hub(Source source, InstantSource wall, ScheduledExecutorService timers, Executor workers) {
        this.source = source;
        this.wall = wall;
        this.timers = timers;
        this.workers = workers;
    }

    /** Lets a viewer look, unless there are too many; it is told everything at once. */
    public synchronized boolean join(Viewer viewer) {
        if (closed || viewers.size() >= MOST_VIEWERS) {
            return false;
        }
        if (turns == null) {
            source.open();
            next();
        }
        viewers.put(viewer, new Stay());
        workers.execute(() -> greet(viewer));
        return true;
    }

    private void next() {
        turns = timers.schedule(() -> workers.execute(this::turn), TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A viewer has gone. */
    public synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** How many look now. */
    public synchronized int viewers() {
        return viewers.size();
    }

    private synchronized void greet(Viewer viewer) {
        Stay stay = viewers.get(viewer);
        ConsoleView now = shown == null ? source.view() : shown;
        shown = now;
        if (stay != null && stay.fresh) {
            stay.fresh = false;
            viewer.send(Frames.all(now, wall.instant()));
        }
    }

    private synchronized void turn() {
        if (turns == null) {
            return;
        }
        if (viewers.isEmpty() && ++lingered > LINGER_TURNS) {
            rest();
            return;
        }
        next();
        if (!viewers.isEmpty()) {
            lingered = 0;
            tellAll();
        }
    }

    private void tellAll() {
        ConsoleView before = shown;
        ConsoleView now = source.view();
        shown = now;
        Instant at = wall.instant();
        @Nullable String changes = before == null || now.equals(before) ? null : Frames.changes(before, now, at);
        List<Viewer> leaving = new ArrayList<>();
        viewers.forEach((viewer, stay) -> {
            if (!tell(viewer, stay, changes, now, at)) {
                leaving.add(viewer);
            }
        });
        leaving.forEach(viewer -> {
            viewers.remove(viewer);
            viewer.end();
        });
    }

    /** Whether it may stay. */
    private static boolean tell(Viewer viewer, Stay stay, @Nullable String changes, ConsoleView now, Instant at) {
        if (++stay.turns > STAY_TURNS) {
            return false;
        }
        if (!viewer.keepsUp()) {
            stay.behind++;
            stay.fresh = stay.fresh || changes != null;
            return stay.behind <= PATIENCE_TURNS;
        }
        stay.behind = 0;
        stay.silent++;
        if (stay.fresh) {
            stay.fresh = false;
            stay.silent = 0;
            viewer.send(Frames.all(now, at));
        } else if (changes != null) {
            stay.silent = 0;
            viewer.send(changes);
        } else if (stay.silent >= BEAT_TURNS) {
            stay.silent = 0;
            viewer.send(Frames.BEAT);
        }
        return true;
    }

    private void rest() {
        if (turns != null) {
            turns.cancel(false);
            turns = null;
            lingered = 0;
            shown = null;
            source.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        viewers.keySet().forEach(Viewer::end);
        viewers.clear();
        rest();
    }
}
