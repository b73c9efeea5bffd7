package io.regionalfailover.decision;

import java.time.Instant;

/**
 * An order as it travels in a fence.
 *
 * @param id hash of the order's identity
 * @param author hash of who gave it
 * @param regions bit i stands for the i-th region of the spec
 * @param expiresAt absolute wall-clock expiry, whole seconds
 */
public record OrderMark(String id, String author, int regions, Instant expiresAt) {}
