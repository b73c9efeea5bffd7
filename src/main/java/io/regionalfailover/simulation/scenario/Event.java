package io.regionalfailover.simulation.scenario;

import java.time.Duration;

/**
 * Something that goes wrong for a while.
 *
 * @param at when it begins, since the start
 * @param until when it ends, since the start
 * @param what it is, for a person
 * @param happening what it does
 */
public record Event(Duration at, Duration until, String what, Happening happening) {}
