package io.regionalfailover.simulation;

import io.regionalfailover.health.ProbeResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What works and who reaches it. Faults are counted, so that they may overlap. */
final class Landscape {
    private static final long NEVER = Long.MIN_VALUE / 2;
    /** What is over sooner is no failure of so many attempts in a row. */
    private static final long NOTICED_AFTER =
            Shop.INTERVAL.multipliedBy(Shop.THRESHOLD - 1L).toNanos();

    private static final ProbeResult REFUSED = ProbeResult.failing("connection refused");
    private static final ProbeResult SILENT = ProbeResult.failing("no answer in time");
    private static final ProbeResult BLIND = ProbeResult.unknown("the observer's resolver does not answer");

    private final LongSupplier nanos;
    private final Map<Object, Integer> faults = new HashMap<>();
    private final Map<Object, Long> beganAt = new HashMap<>();
    private final Map<Object, Long> endedAt = new HashMap<>();

    /** @param nanos since the start */
    Landscape(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Cut(int instance, String region) {}

    private record CutFromAll(int instance) {}

    private record IsBlind(int instance) {}

    void broken(Place place, boolean begins) {
        count(place, begins);
    }

    void cut(int instance, String region, boolean begins) {
        count(new Cut(instance, region), begins);
    }

    void cutFromAll(int instance, boolean begins) {
        count(new CutFromAll(instance), begins);
    }

    void blind(int instance, boolean begins) {
        count(new IsBlind(instance), begins);
    }

    private void count(Object fault, boolean begins) {
        faults.merge(fault, begins ? 1 : -1, (a, b) -> a + b == 0 ? null : a + b);
        if (begins) {
            beganAt.putIfAbsent(fault, nanos.getAsLong());
        } else if (!is(fault)) {
            long since = beganAt.getOrDefault(fault, NEVER);
            beganAt.remove(fault);
            if (since < nanos.getAsLong() - NOTICED_AFTER) {
                endedAt.put(fault, nanos.getAsLong());
            }
        }
    }

    private boolean is(Object fault) {
        return faults.containsKey(fault);
    }

    /** What an instance's attempt finds. */
    ProbeResult probe(int instance, Place place) {
        if (faults.isEmpty()) {
            return ProbeResult.PASSING;
        }
        if (is(new IsBlind(instance))) {
            return BLIND;
        }
        if (is(new CutFromAll(instance)) || is(new Cut(instance, place.region()))) {
            return SILENT;
        }
        return is(place) ? REFUSED : ProbeResult.PASSING;
    }

    /**
     * Since when a region works and enough reach it; in the far future when not.
     *
     * @param instances one of three or more that does not reach it is outvoted
     */
    long wellSince(String region, int instances) {
        boolean cutsCount = instances < 3;
        long since = NEVER;
        for (Map.Entry<Object, Long> ended : endedAt.entrySet()) {
            since = concerns(ended.getKey(), region, cutsCount) ? Math.max(since, ended.getValue()) : since;
        }
        for (Map.Entry<Object, Long> began : beganAt.entrySet()) {
            boolean lasts = began.getValue() < nanos.getAsLong() - NOTICED_AFTER;
            since = lasts && concerns(began.getKey(), region, cutsCount) ? Long.MAX_VALUE : since;
        }
        return since;
    }

    private static boolean concerns(Object fault, String region, boolean cutsCount) {
        return switch (fault) {
            case Place place -> place.equals(Place.SHARED) || place.region().equals(region);
            case Cut cut -> cutsCount && cut.region().equals(region);
            case CutFromAll ignored -> cutsCount;
            default -> false;
        };
    }

    /** Whether a region works, whoever reaches it. */
    boolean works(String region) {
        return !is(Place.frontend(region)) && !is(Place.database(region)) && !is(Place.SHARED);
    }
}
