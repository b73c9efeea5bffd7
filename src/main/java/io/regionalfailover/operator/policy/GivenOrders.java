package io.regionalfailover.operator.policy;

import java.util.List;
import java.util.Set;

/** The orders that people gave in this cluster. Used by several threads. */
public interface GivenOrders {
    /** Where nobody gives orders. */
    GivenOrders NONE = new GivenOrders() {
        @Override
        public List<GivenOrder> of(String policy) {
            return List.of();
        }

        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public void ended(String policy, GivenOrder order, Set<String> regions, String why) {}
    };

    /** False as long as orders may have been given that are not known yet: what the plan carries of them holds until then. */
    boolean isComplete();

    /** Those in force for a policy, the oldest first, without the regions for which they have ended. */
    List<GivenOrder> of(String policy);

    /**
     * For this policy and these regions an order is over before its time.
     *
     * @param why a sentence
     */
    void ended(String policy, GivenOrder order, Set<String> regions, String why);
}
