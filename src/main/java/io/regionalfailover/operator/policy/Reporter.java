package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Reason;

/** Is told what one policy's loop did. Called in the loop's turn, so it returns at once. */
public interface Reporter {
    /** After every turn. */
    void report(PolicySnapshot snapshot);

    /** A plan was accepted by the provider. */
    void written(PastPlan plan, Reason reason, Shifted shifted);

    /** A write was refused since somebody else had changed the zone. */
    void fenced(String message);

    /** What a written plan did. */
    enum Shifted {
        AWAY,
        BACK,
        NEITHER
    }
}
