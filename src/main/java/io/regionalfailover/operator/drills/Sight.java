package io.regionalfailover.operator.drills;

import io.regionalfailover.operator.orders.DrillOrders.Progress;
import io.regionalfailover.operator.orders.Stand;
import io.regionalfailover.operator.translation.DrillModel;
import java.time.Instant;
import java.util.Optional;

/** What a run can tell from where its policy's traffic is. */
final class Sight {
    private final DrillModel model;
    private final Seen seen;

    Sight(DrillModel model, Seen seen) {
        this.model = model;
        this.seen = seen;
    }

    private Optional<Stand> stand() {
        return seen.leaving().or(seen::returning).flatMap(Progress::stand);
    }

    /** The region has no traffic, in force at the provider. */
    boolean hasLeft() {
        return stand().filter(there -> there.inForce()
                        && there.weights().containsKey(model.region())
                        && there.weights().get(model.region()) == 0)
                .isPresent();
    }

    /** When there was room for it elsewhere. */
    Optional<Instant> capacityReadyAt() {
        return stand().flatMap(Stand::capacityReadyAt);
    }

    /** That traffic has not left, and why as far as that is known. */
    String notLeft() {
        Integer weight =
                stand().map(there -> there.weights().get(model.region())).orElse(null);
        String has = weight == null ? "nothing is known of its weight" : "it has weight " + weight;
        return "traffic had not left " + model.region() + " when the time was over: " + has + heldBack();
    }

    /** What holds the policy back, in parentheses; empty when nothing does. */
    String heldBack() {
        return stand().flatMap(there -> there.holds().stream()
                        .filter(hold ->
                                hold.regions().isEmpty() || hold.regions().contains(model.region()))
                        .findFirst())
                .map(hold -> " (" + hold.message() + ")")
                .orElse("");
    }

    /** What breaks the run off. */
    Optional<String> brokenOff() {
        if (model.suspended()) {
            return Optional.of("it was suspended");
        }
        if (!seen.failingQueries().isEmpty()) {
            return Optional.of("query " + seen.failingQueries().getFirst() + " fails");
        }
        Optional<String> failing = stand().filter(there -> model.anyCheck())
                .flatMap(there -> there.failing().stream()
                        .filter(each -> !each.region().equals(model.region()))
                        .map(each -> "check " + each.check() + " fails in " + each.region())
                        .sorted()
                        .findFirst());
        return failing.or(() -> stand().filter(Stand::failedOpen).map(there -> "the policy has failed open"));
    }
}
