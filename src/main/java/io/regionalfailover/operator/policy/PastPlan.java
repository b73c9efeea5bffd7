package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Weights;
import java.time.Instant;

/**
 * A plan that was written, for the history.
 *
 * @param epoch of the plan
 * @param at when it was accepted
 * @param reason why, as the API names it
 * @param message for a person
 * @param weights that it published
 * @param by who wrote it
 */
public record PastPlan(long epoch, Instant at, String reason, String message, Weights weights, String by) {}
