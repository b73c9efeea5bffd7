package io.regionalfailover.simulation;

import io.regionalfailover.decision.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What one process saw, kept by the simulation itself: it shares no code with what is judged by it. All times are nanoseconds
 * since the start.
 */
final class Eyes {
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final Look UNSEEN = new Look();

    private final Map<Place, Look> looks;
    private final Collection<String> regions;

    Eyes() {
        this(new HashMap<>(), Shop.REGIONS);
    }

    private Eyes(Map<Place, Look> looks, Collection<String> regions) {
        this.looks = looks;
        this.regions = regions;
    }

    /** The same eyes, for a policy that has these regions: no other one is compared with. */
    Eyes among(Collection<String> ofPolicy) {
        return new Eyes(looks, ofPolicy);
    }

    /** One place, as it was seen. */
    static final class Look {
        private Outcome last = Outcome.UNKNOWN;
        private int streak;
        private int attempts;
        private Outcome verdict = Outcome.UNKNOWN;
        private long verdictSince = NEVER;
        private long failedUntil = NEVER;
        private long firstFailureEnded = NEVER;
        private long lastPassBegan = NEVER;
        private long lastEnded = NEVER;

        int attempts() {
            return attempts;
        }

        /** Failing by so many failures in a row, until as many successes in a row. */
        boolean isFailing() {
            return verdict == Outcome.FAILING;
        }

        boolean isPassing() {
            return verdict == Outcome.PASSING;
        }

        long verdictSince() {
            return verdictSince;
        }

        /** When it was last judged passing after it had failed. */
        long failedUntil() {
            return failedUntil;
        }

        /** When the first failure of the newest streak of failures ended. */
        long firstFailureEnded() {
            return firstFailureEnded;
        }

        long lastPassBegan() {
            return lastPassBegan;
        }

        long lastEnded() {
            return lastEnded;
        }

        boolean passedLast() {
            return last == Outcome.PASSING;
        }

        private void saw(Outcome outcome, long began, long ended) {
            streak = outcome == last ? streak + 1 : 1;
            last = outcome;
            attempts++;
            lastEnded = ended;
            switch (outcome) {
                case PASSING -> lastPassBegan = began;
                case FAILING -> firstFailureEnded = streak == 1 ? ended : firstFailureEnded;
                case UNKNOWN -> {}
            }
            if (streak >= Shop.THRESHOLD && outcome != Outcome.UNKNOWN && outcome != verdict) {
                failedUntil = verdict == Outcome.FAILING ? ended : failedUntil;
                verdict = outcome;
                verdictSince = ended;
            }
        }
    }

    void saw(Place place, Outcome outcome, long began, long ended) {
        looks.computeIfAbsent(place, unseen -> new Look()).saw(outcome, began, ended);
    }

    /** Who stood still knows nothing of now. */
    void forget() {
        looks.clear();
    }

    Look at(Place place) {
        return looks.getOrDefault(place, UNSEEN);
    }

    Look frontend(String region) {
        return at(Place.frontend(region));
    }

    Look database(String region) {
        return at(Place.database(region));
    }

    /** Fails in what is its own, or in what works in some other region. */
    boolean isFailing(String region) {
        return frontend(region).isFailing()
                || database(region).isFailing()
                        && regions.stream().anyMatch(other -> !other.equals(region) && passesSince(region, other));
    }

    private boolean passesSince(String region, String other) {
        return database(other).isPassing()
                && database(other).passedLast()
                && database(other).lastPassBegan() > database(region).firstFailureEnded();
    }

    /** Since when a region fails; in the far future when it does not. */
    long failingSince(String region) {
        if (frontend(region).isFailing() && !frontend(region).passedLast()) {
            return frontend(region).verdictSince();
        }
        return isFailing(region) && !database(region).passedLast()
                ? database(region).verdictSince()
                : Long.MAX_VALUE;
    }

    /** Fails in something, or did at some time since then, whatever others fail in. */
    boolean brokeWithin(String region, long since) {
        return database(region).isFailing() || failedWithin(region, since);
    }

    /** Fails, or did at some time since then. */
    boolean failedWithin(String region, long since) {
        return isFailing(region)
                || frontend(region).failedUntil() >= since
                || database(region).failedUntil() >= since;
    }

    /** When the newest attempt at a region ended. */
    long newestOf(String region) {
        return Math.max(frontend(region).lastEnded(), database(region).lastEnded());
    }

    /** How often a region was tried. */
    int attemptsAt(String region) {
        return Math.min(frontend(region).attempts(), database(region).attempts());
    }

    /** Whether a region was seen well in what another one fails, since that began to fail. */
    boolean sawWellSince(String from, String to) {
        boolean frontend = frontend(to).lastPassBegan() > frontend(from).firstFailureEnded();
        boolean database = database(to).lastPassBegan() > database(from).firstFailureEnded();
        return frontend(from).isFailing() ? frontend : frontend || database;
    }

    /** Since when everything of a region passes; in the far future when it does not. */
    long passingSince(String region) {
        long since = NEVER;
        for (Look look : new Look[] {frontend(region), database(region), at(Place.SHARED)}) {
            since = look.isPassing() ? Math.max(since, look.verdictSince()) : Long.MAX_VALUE;
            if (since == Long.MAX_VALUE) {
                return since;
            }
        }
        return since;
    }
}
