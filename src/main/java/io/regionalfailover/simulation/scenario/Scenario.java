package io.regionalfailover.simulation.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What goes wrong, and when.
 *
 * @param name for a person and for the command line
 * @param title one line
 * @param about some sentences: what is real in it and what is assumed; may be empty
 * @param startsAt what the clocks show at first; blocked windows go by it
 * @param lasts how long it is looked at
 * @param events in the order of their times
 */
public record Scenario(String name, String title, String about, Instant startsAt, Duration lasts, List<Event> events) {
    public Scenario {
        events = List.copyOf(events);
    }
}
