package io.regionalfailover.simulation.timeline;

import java.time.Duration;

/**
 * Something that was so for a while.
 *
 * @param from since the start
 * @param to since the start
 * @param what one word
 * @param text for a person
 */
public record Span(Duration from, Duration to, String what, String text) {}
