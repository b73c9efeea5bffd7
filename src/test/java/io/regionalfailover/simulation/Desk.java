package io.regionalfailover.simulation;

import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Reporter;

/** What one policy's loop tells, brought to the API server and to the invariants. */
final class Desk implements Reporter {
    private final Simulation simulation;
    private final Instance instance;
    private final WatchedRun run;
    private final int policy;

    Desk(Simulation simulation, Instance instance, WatchedRun run, int policy) {
        this.simulation = simulation;
        this.instance = instance;
        this.run = run;
        this.policy = policy;
    }

    @Override
    public void report(PolicySnapshot snapshot) {
        simulation.turned();
        if (run.life().isAlive()) {
            simulation.invariants().reported(run, policy, snapshot);
            instance.report(policy, snapshot);
        }
    }

    @Override
    public void written(PastPlan plan, Reason reason, Shifted shifted) {
        simulation
                .trace()
                .note(() -> instance.name() + " wrote " + plan.epoch() + " of " + Shop.key(policy) + ": "
                        + reason.text() + " " + plan.weights().serving());
    }

    @Override
    public void fenced(String message) {
        simulation.fenced();
        simulation.trace().note(() -> instance.name() + " is fenced: " + message);
    }
}
