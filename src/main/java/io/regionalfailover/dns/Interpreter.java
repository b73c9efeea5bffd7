package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Found.OwnFence;
import io.regionalfailover.dns.Found.OwnSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a zone's record sets mean for one policy.
 *
 * <ol>
 *   <li>Something that is not its own, and that it does not take over, stands in the way: Conflict.
 *   <li>Neither a fence nor a set of its own: Free.
 *   <li>Else Owned. Of fences that disagree the highest epoch wins. Without any fence that can be read, the plan is what
 *       the record sets say, at epoch 0.
 * </ol>
 */
public final class Interpreter {
    private static final String NO_NONCE = "0000000000000000";

    private Interpreter() {}

    /** What was read, for the policy that publishes this. */
    public static Reading interpret(Publication publication, NameSets read) {
        Optional<Reading.Conflict> conflict = Foreigners.inTheWay(publication, read);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        Found found = Found.of(publication.owner(), publication.names(), read);
        if (found.isEmpty()) {
            return new Reading.Free(read);
        }
        Optional<Fence> fence = newest(found);
        Plan plan = plan(publication, fence, found);
        List<String> drift = new ArrayList<>(
                fence.isPresent()
                        ? Drift.of(publication, plan, fence.get(), found)
                        : List.of("the fence is lost; the weights found are kept"));
        Foreigners.adoptable(publication, read)
                .forEach(
                        set -> drift.add(set.name() + " " + set.type() + " has a record set that is to be taken over"));
        return new Reading.Owned(read, plan, !drift.isEmpty(), Drift.sentence(drift));
    }

    /** What the fence says; without one, what the record sets say. */
    static Plan plan(Publication publication, Optional<Fence> newest, Found found) {
        return newest.map(fence -> Positions.of(publication, fence, found).plan(fence))
                .orElseGet(() -> planFound(publication, found));
    }

    /** The fence that counts; ties of a damaged zone are broken by the nonce, the same way for everybody. */
    static Optional<Fence> newest(Found found) {
        return found.fences().stream()
                .map(OwnFence::fence)
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Fence::epoch).thenComparing(Fence::nonce));
    }

    /** The weights of the first name and type that has sets; all zero means that the provider serves them alike. */
    private static Plan planFound(Publication publication, Found found) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        publication.regions().forEach(region -> weights.put(region, 0));
        List<OwnSet> first = publication.entries().stream()
                .map(entry -> found.at(entry.name(), entry.type()))
                .filter(sets -> !sets.isEmpty())
                .findFirst()
                .orElseGet(found::sets);
        boolean allZero = first.stream().allMatch(own -> own.set().weight().orElse(0) == 0);
        for (OwnSet own : first) {
            int weight = own.set().weight().orElse(0);
            if (weight > 0 || allZero) {
                weights.put(own.mark().region(), allZero ? 1 : weight);
            }
        }
        return new Plan(0, NO_NONCE, publication.specHash(), new Weights(weights), new Stage.Settled(), 0, List.of());
    }
}
