package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Reason;
import java.time.Instant;

/**
 * The zone does not do what it is asked.
 *
 * @param reason which way
 * @param message for a person
 * @param retryAt when it is asked again, on the steady clock
 */
public record Trouble(Reason reason, String message, Instant retryAt) {}
