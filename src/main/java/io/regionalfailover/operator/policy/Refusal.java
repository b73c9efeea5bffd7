package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Reason;

/**
 * Why a spec is not carried out.
 *
 * @param reason which way
 * @param message a sentence that names field, value and what is allowed
 */
public record Refusal(Reason reason, String message) {}
