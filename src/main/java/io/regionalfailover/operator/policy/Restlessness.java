package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import java.util.Map;

/** Has answers kept for a shorter time from the first failure of a check on, where the policy asks for that. */
final class Restlessness {
    private Restlessness() {}

    /** Nobody looks after these names any more, or not in this way: what was shortened grows again. */
    static void end(PolicyModel model, Zone zone) {
        model.minTtlSeconds()
                .ifPresent(seconds -> zone.shorten(model.publication().names(), seconds, false));
    }

    /** @param observations as this instance sees it */
    static void tell(PolicyModel model, Map<CheckKey, Observation> observations, Zone zone) {
        boolean restless = observations.values().stream().anyMatch(seen -> seen.outcome() == Outcome.FAILING);
        model.minTtlSeconds()
                .ifPresent(seconds -> zone.shorten(model.publication().names(), seconds, restless));
    }
}
