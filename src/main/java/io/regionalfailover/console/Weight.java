package io.regionalfailover.console;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a frame from growing without end: policies beyond so many bytes are left out and counted, from the end of the list. Not
 * for several threads.
 */
final class Weight {
    private final int most;

    /** Cards that did not change are the same objects in the next turn, and are not weighed again. */
    private Map<PolicyCard, Integer> known = new IdentityHashMap<>();

    /** @param most bytes of all policies of a frame */
    Weight(int most) {
        this.most = most;
    }

    /** The view with as many of its policies as may be carried. */
    ConsoleView fit(ConsoleView view) {
        Map<PolicyCard, Integer> weighed = new IdentityHashMap<>();
        List<PolicyCard> policies = view.policies();
        long bytes = 0;
        int kept = 0;
        for (PolicyCard policy : policies) {
            Integer before = known.get(policy);
            int weight = before == null ? Frames.weight(policy) : before;
            weighed.put(policy, weight);
            bytes += weight;
            if (bytes > most) {
                break;
            }
            kept++;
        }
        known = weighed;
        return kept == policies.size()
                ? view
                : new ConsoleView(
                        view.standing(),
                        view.regions(),
                        view.orders(),
                        policies.subList(0, kept),
                        view.left() + policies.size() - kept);
    }

    /** Holds on to no card. */
    void forget() {
        known = new IdentityHashMap<>();
    }
}
