package io.regionalfailover.operator.report;

import io.regionalfailover.api.v1alpha1.PlacementStatus;
import io.regionalfailover.decision.Capacity;
import io.regionalfailover.decision.CapacityJudgement;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of the workloads that a policy places. */
final class PlacementReport {
    private PlacementReport() {}

    /**
     * Something that stands in the way.
     *
     * @param reason in one word
     * @param message for a person
     */
    record Trouble(Reason reason, String message) {}

    /** How the workloads of a region stand, in the spec's order. */
    static List<PlacementStatus> of(Decision decision, String region) {
        List<PlacementStatus> statuses = new ArrayList<>();
        for (CapacityJudgement judged : decision.capacities()) {
            if (judged.key().region().equals(region)) {
                statuses.add(status(judged));
            }
        }
        return statuses;
    }

    private static PlacementStatus status(CapacityJudgement judged) {
        Integer wanted = judged.wanted().isPresent() ? judged.wanted().getAsInt() : null;
        return switch (judged.seen().orElse(null)) {
            case null -> new PlacementStatus(judged.key().rule(), wanted, null, "not looked at yet");
            case Capacity.Seen(int desired, int ready) ->
                new PlacementStatus(judged.key().rule(), wanted, ready, null);
            case Capacity.Unknown(boolean lasting, String message) ->
                new PlacementStatus(judged.key().rule(), wanted, null, Sentence.bounded(message));
            case Capacity.Elsewhere() ->
                new PlacementStatus(
                        judged.key().rule(),
                        null,
                        null,
                        "the Region names no cluster: its workloads are in other hands");
        };
    }

    /** Regions that serve with less room than their traffic needs. */
    static Optional<Trouble> shortage(Decision decision) {
        List<String> causes = new ArrayList<>();
        for (CapacityJudgement judged : decision.capacities()) {
            if (judged.isShort() && judged.seen().orElse(null) instanceof Capacity.Seen(int desired, int ready)) {
                causes.add(name(judged) + " has " + ready + " of "
                        + judged.wanted().orElse(desired) + " ready");
            }
        }
        return causes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trouble(Reason.AWAITING_CAPACITY, String.join(", ", causes)));
    }

    private static String name(CapacityJudgement judged) {
        return judged.key().region() + "/" + judged.key().rule();
    }
}
