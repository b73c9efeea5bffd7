package io.regionalfailover.simulation.timeline;

import java.time.Duration;
import java.util.Optional;

/**
 * What it came to.
 *
 * @param brokenAt when something that a check looks at first did not work, since the start
 * @param detected from then until the region was judged Unhealthy
 * @param shifted from then until no server answered with the region any more
 * @param departures how often traffic left a region
 * @param mendedAt when everything worked again for good, since the start
 * @param returned from then until every server answered with steady weights again, for good; zero when traffic never left
 * @param lost how long all requests together would have had to fail, for as many to be lost
 * @param lostUnmoved the same, had traffic stayed where it was
 * @param outlook what stands in the end, for a person
 */
public record Summary(
        Optional<Duration> brokenAt,
        Optional<Duration> detected,
        Optional<Duration> shifted,
        int departures,
        Optional<Duration> mendedAt,
        Optional<Duration> returned,
        Duration lost,
        Duration lostUnmoved,
        String outlook) {
    /** How often traffic left after it had left before. */
    public int flips() {
        return Math.max(0, departures - 1);
    }
}
