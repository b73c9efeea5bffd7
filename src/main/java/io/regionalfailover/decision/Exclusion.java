package io.regionalfailover.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stage 3: who must not serve, and why: people ordered it away, it is Unhealthy, or it is no longer in the spec. An order
 * speaks before health, since it passes what holds health back. A forced return lifts both.
 *
 * @param cause why
 * @param forced true when the order may skip the least number of healthy regions
 * @param text the order's text, empty without one
 */
record Exclusion(Cause cause, boolean forced, String text) {
    /** Why a region must not serve, the most urgent reason first. */
    enum Cause {
        UNHEALTHY(Reason.REGION_UNHEALTHY),
        DRAINED(Reason.REGION_DRAINED),
        SHIFTED(Reason.TRAFFIC_SHIFT_ORDERED),
        DRILLED(Reason.DRILL_RUNNING),
        REMOVED(Reason.REGION_REMOVED);

        private final Reason reason;

        Cause(Reason reason) {
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** True when health alone wants the region out. */
    boolean byHealth() {
        return cause == Cause.UNHEALTHY;
    }

    /**
     * The excluded regions, in order.
     *
     * @param specSkew true: a region that only others' spec has is theirs to remove
     */
    static Map<String, Exclusion> of(List<RegionState> regions, List<Order> orders, boolean specSkew) {
        Map<String, Exclusion> excluded = new LinkedHashMap<>();
        for (RegionState region : regions) {
            if (region.removed()) {
                if (!specSkew) {
                    excluded.put(region.name(), new Exclusion(Cause.REMOVED, true, ""));
                }
            } else if (!isForcedBack(region.name(), orders)) {
                ofOne(region, orders, excluded);
            }
        }
        return excluded;
    }

    private static void ofOne(RegionState region, List<Order> orders, Map<String, Exclusion> excluded) {
        for (Order order : orders) {
            if (order.region().equals(region.name()) && order.kind().excludes()) {
                Cause cause = cause(order.kind());
                Exclusion before = excluded.get(region.name());
                if (before == null || order.force()) {
                    excluded.put(region.name(), new Exclusion(cause, order.force(), order.text()));
                }
            }
        }
        if (region.isUnhealthy() && !excluded.containsKey(region.name())) {
            excluded.put(region.name(), new Exclusion(Cause.UNHEALTHY, false, ""));
        }
    }

    private static Cause cause(Order.Kind kind) {
        return switch (kind) {
            case DRAIN -> Cause.DRAINED;
            case DRILL -> Cause.DRILLED;
            default -> Cause.SHIFTED;
        };
    }

    private static boolean isForcedBack(String region, List<Order> orders) {
        for (Order order : orders) {
            if (order.kind() == Order.Kind.RETURN_TO
                    && order.force()
                    && order.region().equals(region)) {
                return true;
            }
        }
        return false;
    }
}
