package io.regionalfailover.dns.gate;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The health checks of one zone. Two keys turn a region's check: it is healthy as long as one of the other instances does not say
 * <em>evacuate</em>, or the region's own instance still says <em>keep</em>. Silence says neither: an instance that is dead, starting or
 * of another opinion takes no region out.
 *
 * <p>One threshold of 1 over all of these says that, so no calculated check looks at another one.
 *
 * @param regions the check of each region
 * @param parked is never healthy: for record sets that must not be served only because all others fail
 */
public record GateChecks(Map<String, AnyOf> regions, Never parked) {
    /** At most so many instances have a gate: a calculated check has room for them, and so has everybody's bill. */
    public static final int MAX_GATES = 8;

    public GateChecks {
        regions = Collections.unmodifiableMap(new LinkedHashMap<>(regions));
    }

    /**
     * Healthy while one of its children is.
     *
     * @param region whose check it is
     * @param others one for each other instance: unhealthy while that one says <em>evacuate</em>
     * @param own of the region's own instance: healthy while that one says <em>keep</em>
     */
    public record AnyOf(String region, List<Watch> others, Watch own) {
        public AnyOf {
            others = List.copyOf(others);
        }

        /** All of its children. */
        public List<Watch> children() {
            List<Watch> all = new ArrayList<>(others);
            all.add(own);
            return all;
        }
    }

    /**
     * Never healthy.
     *
     * @param child that no state of makes it healthy; a calculated check needs one
     */
    public record Never(Watch child) {}

    /**
     * The checks for these gates.
     *
     * @param zone the hosted zone's id
     * @param baseUrls by region, at least two: where the region's instance is asked
     * @param intervalSeconds 10 or 30
     */
    public static GateChecks of(String zone, Map<String, URI> baseUrls, int intervalSeconds) {
        Map<String, AnyOf> regions = new LinkedHashMap<>();
        baseUrls.forEach((region, own) -> {
            List<Watch> others = new ArrayList<>();
            baseUrls.forEach((observer, url) -> {
                if (!observer.equals(region)) {
                    others.add(new Watch(
                            observer, region, page(url, zone, region), GateWord.EVACUATE, true, intervalSeconds));
                }
            });
            regions.put(
                    region,
                    new AnyOf(
                            region,
                            others,
                            new Watch(region, region, page(own, zone, region), GateWord.KEEP, false, intervalSeconds)));
        });
        return new GateChecks(
                regions, new Never(regions.values().iterator().next().own()));
    }

    private static URI page(URI base, String zone, String region) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path(zone, region));
    }

    /** The path of a page. */
    public static String path(String zone, String region) {
        return "/gate/" + zone + "/" + region;
    }

    /** Every check that asks an instance, once. */
    public List<Watch> watches() {
        return regions.values().stream()
                .flatMap(check -> check.children().stream())
                .distinct()
                .toList();
    }
}
