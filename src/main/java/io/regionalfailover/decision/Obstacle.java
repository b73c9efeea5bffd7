package io.regionalfailover.decision;

/**
 * Something that stands in the way of a failover.
 *
 * @param reason in one word
 * @param message for a person: what was found, and what is needed
 */
public record Obstacle(Reason reason, String message) {}
