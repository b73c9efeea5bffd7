package io.regionalfailover.dns;

import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.Found.OwnSet;
import io.regionalfailover.dns.gate.Hanging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** On which health check of ours a record set hangs. */
final class Hooks {
    private Hooks() {}

    /**
     * A set about to be written, on its health check. While nobody knows which that is, it stays on the one found, but for a set
     * that gets weight and had none: that one may hang on the check that is never healthy.
     */
    static RecordSet hung(RecordSet next, String region, Publication publication, Plan plan, Found found) {
        if (Mark.of(next).filter(Mark::gated).isEmpty()) {
            return next.on(Optional.empty());
        }
        return next.on(
                switch (publication.hanging()) {
                    case Hanging.None() -> kept(next, region, found);
                    case Hanging.Unknown() -> kept(next, region, found);
                    case Hanging.Lost() -> Optional.empty();
                    case Hanging.Known known -> known.check(region, weights(publication, plan), ordered(plan));
                });
    }

    private static Optional<String> kept(RecordSet next, String region, Found found) {
        return found.at(next.name(), next.type()).stream()
                .filter(own -> own.mark().region().equals(region))
                .map(OwnSet::set)
                .filter(set -> set.weight().orElse(0) > 0 || next.weight().orElse(0) == 0)
                .findFirst()
                .flatMap(RecordSet::healthCheck);
    }

    /** What is wrong with the check that a set hangs on, to stand after its name. Among sets without weight some choice is left. */
    static Optional<String> wrong(OwnSet own, Publication publication, Plan plan) {
        if (!(publication.hanging() instanceof Hanging.Known known)) {
            return Optional.empty();
        }
        String region = own.mark().region();
        Optional<String> there = own.set().healthCheck();
        boolean fine = own.set().weight().orElse(0) > 0
                ? there.equals(known.of(region))
                : there.filter(known.parked()::equals).isPresent()
                        || !ordered(plan).contains(region) && there.equals(known.of(region));
        return fine
                ? Optional.empty()
                : Optional.of(there.map(id -> " hangs on the health check " + id + " instead of its own")
                        .orElse(" does not hang on its health check"));
    }

    private static Map<String, Integer> weights(Publication publication, Plan plan) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        Layout.regions(publication, plan)
                .forEach(region -> weights.put(region, plan.weights().of(region)));
        return weights;
    }

    private static Set<String> ordered(Plan plan) {
        Set<String> away = new TreeSet<>();
        plan.orders().stream().map(OrderMark::regions).forEach(away::addAll);
        return away;
    }
}
