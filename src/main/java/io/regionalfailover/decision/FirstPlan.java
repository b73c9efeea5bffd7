package io.regionalfailover.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stage 4, nothing is published yet: steady shares without the excluded; when those leave nobody, the first Healthy standby;
 * when there is none, steady shares all the same, since somebody must serve.
 */
final class FirstPlan {
    private FirstPlan() {}

    static Part of(Situation situation, boolean unbound) {
        Optional<Vetoes.Veto> veto = unbound ? Optional.empty() : Vetoes.onFirstPlan(situation);
        if (veto.isPresent()) {
            return Part.held(List.of(Sentences.hold(
                    veto.get().reason(),
                    "nothing is published yet: " + veto.get().message(),
                    Set.of(),
                    Optional.empty())));
        }
        Optional<Shares> shares = shares(situation);
        List<RegionRule> regions = situation.policy().regions();
        Weights weights =
                shares.isPresent() ? Weighting.of(shares.get(), regions, Map.of()) : Weighting.steady(regions);
        return Part.of(proposal(situation, weights, shares.isEmpty()), List.of());
    }

    private static Proposal proposal(Situation situation, Weights weights, boolean failedOpen) {
        Reason reason = failedOpen ? Reason.NO_HEALTHY_REGION : Reason.PUBLISHED;
        String why = failedOpen ? "no region may serve, so all do: " : "";
        if (!failedOpen && !situation.excluded().isEmpty()) {
            Map.Entry<String, Exclusion> first =
                    situation.excluded().entrySet().iterator().next();
            why = Sentences.ofExclusion(situation.region(first.getKey()), first.getValue()) + "; ";
            reason = first.getValue().cause().reason();
        }
        return new Proposal(
                Proposal.Kind.PUBLISH,
                weights,
                new Stage.Settled(),
                0,
                reason,
                Sentences.clipped(why + "first answers: " + weights.serving()),
                Set.of(),
                Moved.to(new Weights(Map.of()), weights));
    }

    private static Optional<Shares> shares(Situation situation) {
        int steady = 0;
        for (RegionState region : situation.regions()) {
            steady += situation.isExcluded(region.name()) ? 0 : region.steadyWeight();
        }
        Map<String, Fraction> shares = new LinkedHashMap<>();
        for (RegionState region : situation.regions()) {
            boolean serves = steady > 0 && !situation.isExcluded(region.name());
            shares.put(region.name(), serves ? Fraction.of(region.steadyWeight(), steady) : Fraction.ZERO);
        }
        if (steady == 0) {
            for (RegionState standby : situation.candidates()) {
                shares.put(standby.name(), Fraction.ONE);
                return Optional.of(new Shares(shares));
            }
            return Optional.empty();
        }
        return Optional.of(new Shares(shares));
    }
}
