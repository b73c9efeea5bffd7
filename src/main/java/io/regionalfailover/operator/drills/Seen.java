package io.regionalfailover.operator.drills;

import io.regionalfailover.operator.drills.Obstacles.Obstacle;
import io.regionalfailover.operator.orders.DrillOrders.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is seen of the world.
 *
 * @param now wall clock
 * @param obstacle what stands in the way of a run that begins, in a sentence; asked for only when one is due
 * @param leaving how far the policy's leaving is; empty when the policy is not carried out
 * @param returning how far its return is
 * @param policyGone true when the API server has no such policy
 * @param failingQueries names of those that fail
 */
record Seen(
        Instant now,
        Supplier<Optional<Obstacle>> obstacle,
        Optional<Progress> leaving,
        Optional<Progress> returning,
        boolean policyGone,
        List<String> failingQueries) {}
