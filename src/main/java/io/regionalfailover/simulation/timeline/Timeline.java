package io.regionalfailover.simulation.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a policy did in a scenario.
 *
 * @param head what was played
 * @param entries what happened, in order
 * @param lanes the regions, in the policy's order
 * @param world what went wrong
 * @param holds what was wanted and withheld
 * @param summary what it came to
 */
public record Timeline(
        Head head, List<Entry> entries, List<Lane> lanes, List<Span> world, List<Span> holds, Summary summary) {
    public Timeline {
        entries = List.copyOf(entries);
        lanes = List.copyOf(lanes);
        world = List.copyOf(world);
        holds = List.copyOf(holds);
    }

    /**
     * What was played.
     *
     * @param policy {@code namespace/name}
     * @param scenario its name
     * @param title of the scenario
     * @param about the scenario, may be empty
     * @param hit the region that it was played against
     * @param observer the region whose instance tells what was judged
     * @param instances regions in which an instance stands
     * @param seed of everything that is left to chance
     * @param startsAt what the clocks show at first
     * @param lasts how long it was looked at
     * @param assumptions what was not in the user's files
     * @param notes what else should be known
     */
    public record Head(
            String policy,
            String scenario,
            String title,
            String about,
            String hit,
            String observer,
            List<String> instances,
            long seed,
            Instant startsAt,
            Duration lasts,
            List<String> assumptions,
            List<String> notes) {
        public Head {
            instances = List.copyOf(instances);
            assumptions = List.copyOf(assumptions);
            notes = List.copyOf(notes);
        }
    }
}
