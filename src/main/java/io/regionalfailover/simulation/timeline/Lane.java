package io.regionalfailover.simulation.timeline;

import java.time.Duration;
import java.util.List;

/**
 * One region over time.
 *
 * @param region its name
 * @param health as it was judged: {@code Healthy}, {@code Unhealthy} or {@code Unknown}, without gaps
 * @param broken when it did not work, in truth
 * @param shares its share of the answers that the zone's servers give, 0-1, each change once
 */
public record Lane(String region, List<Span> health, List<Span> broken, List<Point> shares) {
    public Lane {
        health = List.copyOf(health);
        broken = List.copyOf(broken);
        shares = List.copyOf(shares);
    }

    /** @param share 0-1, from then on */
    public record Point(Duration at, double share) {}
}
