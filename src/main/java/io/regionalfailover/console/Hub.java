package io.regionalfailover.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells viewers what changed, at most once a second. One that does not keep up is told nothing until it does, and then everything;
 * one that does not for half a minute is sent away. After at most five minutes everybody is, so that whoever lost the right to look
 * loses sight. Without viewers nothing runs.
 *
 * <p>A frame is made once a turn and is the same for all; how much stands in frames that were not yet read is bounded. Frames are
 * made under a lock of their own, so that event loops, on which viewers come and go, never wait for one.
 */
public final class Hub implements AutoCloseable {
    /** Viewers at a time. */
    public static final int MOST_VIEWERS = 32;

    static final int PATIENCE_TURNS = 30;
    static final int STAY_TURNS = 300;
    static final int BEAT_TURNS = 10;

    /** Bytes of the policies of a frame. */
    static final int HEAVIEST_FRAME = 8 << 20;

    /** Bytes of all frames that somebody has not read yet; beyond it no frame is handed out until some are. */
    static final int MOST_UNREAD = 4 * HEAVIEST_FRAME;

    private static final Duration TURN = Duration.ofSeconds(1);

    /** Whoever loads the page again finds the source open. */
    private static final int LINGER_TURNS = 30;

    private final Source source;
    private final InstantSource wall;
    private final ScheduledExecutorService timers;
    private final Executor workers;

    /** Taken first, where both are. Weight, turn and every {@link Stay} are touched by its holder only. */
    private final Object making = new Object();

    private final Weight weight = new Weight(HEAVIEST_FRAME);
    private @Nullable Turn turn;

    private final Map<Viewer, Stay> viewers = new LinkedHashMap<>();
    private @Nullable ScheduledFuture<?> turns;
    private int joined;
    private int lingered;
    private boolean closed;

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
        // Those who come together go one by one, or they would all be back, and told everything, in the same second.
        viewers.put(viewer, new Stay(viewer, STAY_TURNS - joined % MOST_VIEWERS));
        joined = (joined + 1) % MOST_VIEWERS;
        workers.execute(() -> greet(viewer));
        return true;
    }

    private void next() {
        turns = timers.schedule(() -> workers.execute(this::takeTurn), TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A viewer has gone. */
    public synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** How many look now. */
    public synchronized int viewers() {
        return viewers.size();
    }

    private synchronized List<Stay> stays() {
        return List.copyOf(viewers.values());
    }

    private void greet(Viewer viewer) {
        synchronized (making) {
            List<Stay> stays = stays();
            for (Stay stay : stays) {
                if (stay.viewer == viewer && stay.fresh && hasRoom(stays)) {
                    Turn now = turn == null ? new Turn(null, weight.fit(source.view()), wall.instant()) : turn;
                    turn = now;
                    stay.say(now.all());
                }
            }
        }
    }

    private void takeTurn() {
        synchronized (making) {
            if (!goesOn()) {
                turn = null;
                weight.forget();
                return;
            }
            Turn now = new Turn(turn == null ? null : turn.now(), weight.fit(source.view()), wall.instant());
            turn = now;
            List<Stay> stays = stays();
            boolean room = hasRoom(stays);
            for (Stay stay : stays) {
                if (!stay.tell(now, room)) {
                    leave(stay.viewer);
                    stay.viewer.end();
                }
            }
        }
    }

    /** Whether there is somebody to tell anything. */
    private synchronized boolean goesOn() {
        if (turns == null) {
            return false;
        }
        lingered = viewers.isEmpty() ? lingered + 1 : 0;
        if (lingered > LINGER_TURNS) {
            rest();
            return false;
        }
        next();
        return !viewers.isEmpty();
    }

    private static boolean hasRoom(List<Stay> stays) {
        Set<byte[]> unread = Collections.newSetFromMap(new IdentityHashMap<>());
        stays.stream().filter(stay -> !stay.viewer.keepsUp()).forEach(stay -> unread.add(stay.said));
        return unread.stream().mapToLong(frame -> frame.length).sum() <= MOST_UNREAD;
    }

    private void rest() {
        if (turns != null) {
            turns.cancel(false);
            turns = null;
            lingered = 0;
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

    /** How long a viewer has been here, how long it has not kept up, how long nothing was said to it, and what was last. */
    private static final class Stay {
        private final Viewer viewer;
        private final int most;
        private int turns;
        private int behind;
        private int silent;
        private boolean fresh = true;
        private byte[] said = {};

        /** @param most turns that it may stay */
        Stay(Viewer viewer, int most) {
            this.viewer = viewer;
            this.most = most;
        }

        /**
         * Whether it may stay.
         *
         * @param room whether there is room for one more frame
         */
        boolean tell(Turn now, boolean room) {
            if (++turns > most) {
                return false;
            }
            if (!viewer.keepsUp()) {
                behind++;
                fresh = fresh || now.differs();
                return behind <= PATIENCE_TURNS;
            }
            behind = 0;
            silent++;
            if (room && (fresh || now.differs())) {
                say(fresh ? now.all() : now.changes());
            } else {
                fresh = fresh || now.differs();
                if (silent >= BEAT_TURNS) {
                    silent = 0;
                    said = Frames.BEAT;
                    viewer.send(said);
                }
            }
            return true;
        }

        private void say(byte[] frame) {
            fresh = false;
            silent = 0;
            said = frame;
            viewer.send(frame);
        }
    }
}
