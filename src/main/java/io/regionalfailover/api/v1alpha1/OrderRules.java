package io.regionalfailover.api.v1alpha1;

/** What the CEL rules of orders share. */
final class OrderRules {
    /** The longest reason, in characters. */
    static final int REASON_LENGTH = 500;

    /** The longest name of a person, in characters. */
    static final int PERSON_LENGTH = 200;

    /** As many regions as a policy may have. */
    static final int REGIONS = 16;

    /** As many policies as an order may name. */
    static final int POLICIES = 100;

    static final String UNTIL =
            "When it ends by itself, such as 2026-11-23T18:00:00Z; at most 72 h after it was first seen."
                    + " It may be made earlier, not later";

    static final String EARLIER_ONLY = "self <= oldSelf";

    /** Both times would be too dear for the API server to put into a sentence: it does not know how long they are. */
    static final String EARLIER_ONLY_MESSAGE =
            "until may only be made earlier, never later; delete the order and give a new one";

    static final String SAME_REASON = "self.reason == oldSelf.reason";
    static final String SAME_REASON_MESSAGE = "reason: an order is not rewritten; delete it and give a new one";

    static final String SAME_PERSON = "has(self.requestedBy) == has(oldSelf.requestedBy)"
            + " && (!has(self.requestedBy) || self.requestedBy == oldSelf.requestedBy)";
    static final String SAME_PERSON_MESSAGE = "requestedBy: an order is not rewritten; delete it and give a new one";

    private OrderRules() {}
}
