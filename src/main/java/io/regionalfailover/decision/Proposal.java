package io.regionalfailover.decision;

import java.util.Set;

/**
 * A plan to be written: the next weights and why.
 *
 * @param kind what it does
 * @param weights to publish; their sum is above 0
 * @param goal the weights when the last step of the move is done, as far as that is known
 * @param stage how far that is on the way
 * @param relapses to carry along
 * @param reason why
 * @param message for a person, at most 256 characters
 * @param from regions that lose share
 * @param to regions that gain share
 * @param beginsByHealth regions that health begins to evacuate with it
 * @param unanimous true when there are such, and all vantage points, at least two, agree on each of them
 */
public record Proposal(
        Kind kind,
        Weights weights,
        Weights goal,
        Stage stage,
        int relapses,
        Reason reason,
        String message,
        Set<String> from,
        Set<String> to,
        Set<String> beginsByHealth,
        boolean unanimous) {
    public Proposal {
        from = Set.copyOf(from);
        to = Set.copyOf(to);
        beginsByHealth = Set.copyOf(beginsByHealth);
    }

    /**
     * The published plan once more, under a number of its own.
     *
     * @param message why
     */
    public static Proposal again(Plan published, String message) {
        return unmoved(published, Reason.DRIFT_REPAIRED, message);
    }

    /** The published plan once more, with people's orders as they are now. */
    static Proposal telling(Plan published) {
        return unmoved(
                published,
                Reason.ORDERS_TOLD,
                "people's orders changed: the plan carries them to every cluster, traffic stays at "
                        + published.weights().serving());
    }

    private static Proposal unmoved(Plan published, Reason reason, String message) {
        return new Proposal(
                Kind.REPAIR,
                published.weights(),
                published.stage(),
                published.relapses(),
                reason,
                message,
                Set.of(),
                Set.of());
    }

    /** A proposal by which health begins no evacuation. */
    Proposal(
            Kind kind,
            Weights weights,
            Weights goal,
            Stage stage,
            int relapses,
            Reason reason,
            String message,
            Set<String> from,
            Set<String> to) {
        this(kind, weights, goal, stage, relapses, reason, message, from, to, Set.of(), false);
    }

    /** A proposal whose weights are the goal. */
    Proposal(
            Kind kind,
            Weights weights,
            Stage stage,
            int relapses,
            Reason reason,
            String message,
            Set<String> from,
            Set<String> to) {
        this(kind, weights, weights, stage, relapses, reason, message, from, to);
    }

    /** What a proposal does, the most urgent first: writers serve them in this order. */
    public enum Kind {
        /** Traffic leaves a region that must not serve. */
        EVACUATE,
        /** The first plan of a policy. */
        PUBLISH,
        /** The zone is brought back to what the plan says. */
        REPAIR,
        /** A changed spec is carried out. */
        ROLL_OUT,
        /** Traffic returns. */
        RETURN
    }
}
