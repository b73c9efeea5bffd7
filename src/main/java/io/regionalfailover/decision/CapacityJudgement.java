package io.regionalfailover.decision;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What follows for one workload in one region.
 *
 * @param key which
 * @param wanted replicas that it must have at least; empty when nothing may be changed now
 * @param seen what is known of it; empty when it was not looked at yet
 * @param isShort true when fewer are ready than the traffic there needs by the rule, as far as that is known
 * @param isAwaited true when a move that is wanted brings traffic there and its room was not seen
 * @param mayLower true when it may be brought down to what is wanted, once answers that send traffic there are forgotten
 */
public record CapacityJudgement(
        CapacityKey key,
        OptionalInt wanted,
        Optional<Capacity> seen,
        boolean isShort,
        boolean isAwaited,
        boolean mayLower) {}
