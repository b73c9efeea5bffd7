package io.regionalfailover.decision;

import java.util.Optional;

/**
 * Stage 5: what keeps health from moving traffic at all. Orders pass; only suspension, a dry run and a zone that cannot be
 * read stop those too, since then nothing is written.
 */
final class Vetoes {
    private Vetoes() {}

    /**
     * Why something is not done.
     *
     * @param reason one word
     * @param message what is missing and what would help
     */
    record Veto(Reason reason, String message) {}

    /** On every write. */
    static Optional<Veto> onWrites(Facts facts) {
        if (facts.published() instanceof Published.Unread unread) {
            return veto(unread.reason(), unread.message());
        }
        if (facts.policy().suspended()) {
            return veto(Reason.SUSPENDED, "nothing is written until spec.suspend is false");
        }
        if (facts.policy().mode() == Mode.DRY_RUN) {
            return veto(Reason.DRY_RUN, "nothing is written while mode is DryRun");
        }
        return Optional.empty();
    }

    /** On the first plan of a policy. */
    static Optional<Veto> onFirstPlan(Situation situation) {
        if (situation.facts().observerIsolated()) {
            return isolated();
        }
        return situation.warm() ? Optional.empty() : coldStart();
    }

    /** On what people wanted with the spec, or a drift that is to be mended. */
    static Optional<Veto> onUpkeep(Situation situation) {
        return situation.facts().specSkew() ? specSkew() : Optional.empty();
    }

    /** On traffic that leaves a region because of its health. */
    static Optional<Veto> onEvacuation(Situation situation) {
        Facts facts = situation.facts();
        if (facts.observerIsolated()) {
            return isolated();
        }
        if (!situation.warm()) {
            return coldStart();
        }
        int answering = facts.vantagePoints().views().size();
        int denominator = facts.vantagePoints().denominator();
        int needed = facts.policy().failover().quorum().needed(denominator);
        if (answering < needed) {
            return veto(
                    Reason.NO_QUORUM,
                    answering + " of " + denominator + " vantage points answer, " + needed + " are needed");
        }
        if (facts.policy().mode() == Mode.MANUAL) {
            return veto(Reason.AWAITING_APPROVAL, "mode is Manual: a TrafficShift would move it");
        }
        return Optional.empty();
    }

    /** On traffic that leaves a region which is no longer in the spec: nothing is urgent, and those who get it were looked at. */
    static Optional<Veto> onRemoval(Situation situation) {
        return onFirstPlan(situation);
    }

    /** On traffic that returns because of health. */
    static Optional<Veto> onReturn(Situation situation) {
        Optional<Veto> veto = onEvacuation(situation);
        return veto.isPresent() ? veto : onUpkeep(situation);
    }

    private static Optional<Veto> isolated() {
        return veto(
                Reason.OBSERVER_ISOLATED,
                "this observer doubts itself: no probe passed and neither a peer nor the provider answered");
    }

    private static Optional<Veto> coldStart() {
        return veto(Reason.COLD_START, "the first attempts at every critical check are outstanding");
    }

    private static Optional<Veto> specSkew() {
        return veto(Reason.SPEC_SKEW, "peers hold another spec that is published: only evacuations are carried out");
    }

    private static Optional<Veto> veto(Reason reason, String message) {
        return Optional.of(new Veto(reason, message));
    }
}
