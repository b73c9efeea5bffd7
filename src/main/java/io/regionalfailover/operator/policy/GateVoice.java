package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.dns.GateOutcome;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.dns.gate.Opinion;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a policy tells the gate of its zone after each turn, and what the gate asks of it. Touched by one turn at a time. */
final class GateVoice {
    private static final Duration FOR_NOW = Duration.ofHours(1);

    private final String key;
    private final ZoneView view;
    private ZoneGate last = ZoneGate.NONE;

    GateVoice(String key, ZoneView view) {
        this.key = key;
        this.view = view;
    }

    /**
     * The orders of a turn: people's, and those by which the weights follow what the gate has done already. Otherwise a region
     * that is well again would have everything back at once when the gate opens.
     */
    static List<Order> orders(List<Order> given, Set<String> owed, Instant wall) {
        List<Order> orders = new ArrayList<>(given);
        owed.forEach(region -> orders.add(new Order(
                Order.Kind.AWAY_FROM,
                region,
                false,
                wall.plus(FOR_NOW),
                "the gate took " + region + " out, and its weight follows before it may return")));
        return orders;
    }

    /**
     * Tells how the policy stands.
     *
     * @param prepared whether what is proposed may be written now
     */
    void tell(Decision made, boolean prepared, PolicyModel model, Zone zone) {
        ZoneGate gate = zone.gate();
        if (!model.publication().isGated() || !gate.equals(last)) {
            last.forget(key);
        }
        last = gate;
        if (!model.publication().isGated()) {
            return;
        }
        if (view.reading().filter(read -> !(read instanceof Reading.Owned)).isPresent()) {
            // Nothing of it hangs there: what it thinks of regions is no reason to hold or to move anybody else.
            gate.forget(key);
            return;
        }
        Set<String> unfit = found(made, RegionHealth.UNHEALTHY);
        if (view.published() instanceof Published.Present there
                && view.reading().orElse(null) instanceof Reading.Owned read) {
            Plan plan = there.plan();
            Set<String> serving = serving(plan);
            Set<String> out = made.proposal()
                    .filter(ignored -> prepared)
                    .map(proposal -> out(proposal, serving, model, read, gate))
                    .orElse(Set.of());
            gate.hear(
                    key,
                    new Opinion(
                            !made.coldStart(),
                            plan.epoch(),
                            there.inForce(),
                            serving,
                            out,
                            unfit,
                            found(made, RegionHealth.HEALTHY)));
        } else {
            gate.hear(key, new Opinion(false, 0, false, Set.of(), Set.of(), unfit, Set.of()));
        }
    }

    private static Set<String> found(Decision made, RegionHealth health) {
        return made.regions().stream()
                .filter(region -> region.inForce() == health)
                .map(RegionJudgement::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> serving(Plan plan) {
        return plan.weights().byRegion().entrySet().stream()
                .filter(weight -> weight.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The regions that lose everything, where the gate would leave only such serving as the proposal gives weight to. */
    private Set<String> out(
            Proposal proposal, Set<String> serving, PolicyModel model, Reading.Owned read, ZoneGate gate) {
        if (proposal.kind() != Proposal.Kind.EVACUATE || !(gate.hanging(key) instanceof Hanging.Known checks)) {
            return Set.of();
        }
        Set<String> out = new HashSet<>(serving);
        out.removeIf(region -> proposal.weights().of(region) > 0);
        Optional<Set<String>> left = GateOutcome.serving(model.publication(), read.sets(), checks, out);
        boolean right = left.filter(regions ->
                        regions.stream().allMatch(region -> proposal.weights().of(region) > 0))
                .isPresent();
        return right ? out : Set.of();
    }

    /** The policy ends. */
    void stop() {
        last.forget(key);
        last = ZoneGate.NONE;
    }
}
