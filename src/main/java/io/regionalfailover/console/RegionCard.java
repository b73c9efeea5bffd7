package io.regionalfailover.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is shown of a region: the worst that is seen of it, by its own checks or by those of any policy.
 *
 * @param name the Region
 * @param health Healthy, Unhealthy or Unknown
 * @param since Unhealthy: since the first policy saw it; else since the last one agreed
 * @param message why, in a sentence
 * @param serving policies that send traffic there
 * @param using policies that name it
 * @param unhealthyFor policies that see it Unhealthy
 * @param cluster whether its cluster answers: True, False, Unknown; empty where it has none
 */
public record RegionCard(
        String name,
        String health,
        Optional<Instant> since,
        String message,
        int serving,
        int using,
        int unhealthyFor,
        String cluster) {
    private static final String HEALTHY = "Healthy";
    private static final String UNHEALTHY = "Unhealthy";
    private static final String UNKNOWN = "Unknown";

    public RegionCard {
        message = Line.of(message);
    }

    /**
     * What a Region says of itself.
     *
     * @param health by its own checks; empty where it has none
     * @param cluster as in the card
     */
    public record Own(String name, Optional<String> health, String message, String cluster) {}

    private record Sight(PolicyCard policy, PolicyCard.InRegion region) {}

    /** A card for every Region and for every region that a policy names, by name. */
    public static List<RegionCard> of(List<Own> regions, List<PolicyCard> policies) {
        Map<String, List<Sight>> sights = new LinkedHashMap<>();
        regions.forEach(region -> sights.put(region.name(), new ArrayList<>()));
        for (PolicyCard policy : policies) {
            for (PolicyCard.InRegion region : policy.regions()) {
                sights.computeIfAbsent(region.name(), name -> new ArrayList<>()).add(new Sight(policy, region));
            }
        }
        List<RegionCard> cards = new ArrayList<>();
        sights.forEach((name, seen) -> cards.add(card(
                regions.stream()
                        .filter(own -> own.name().equals(name))
                        .findFirst()
                        .orElse(new Own(name, Optional.empty(), "", "")),
                seen)));
        cards.sort(Comparator.comparing(RegionCard::name));
        return cards;
    }

    private static RegionCard card(Own own, List<Sight> sights) {
        List<Sight> unhealthy = with(sights, UNHEALTHY);
        List<Sight> unknown = with(sights, UNKNOWN);
        String health;
        List<Sight> shown;
        if (!unhealthy.isEmpty() || own.health().equals(Optional.of(UNHEALTHY))) {
            health = UNHEALTHY;
            shown = unhealthy;
        } else if (!unknown.isEmpty() || own.health().equals(Optional.of(UNKNOWN))) {
            health = UNKNOWN;
            shown = unknown;
        } else {
            shown = with(sights, HEALTHY);
            health = shown.isEmpty() && own.health().isEmpty() ? UNKNOWN : HEALTHY;
        }
        return new RegionCard(
                own.name(),
                health,
                since(health, shown),
                message(own, health, sights, shown),
                (int) sights.stream().filter(sight -> sight.region().serves()).count(),
                sights.size(),
                unhealthy.size(),
                own.cluster());
    }

    private static List<Sight> with(List<Sight> sights, String health) {
        return sights.stream()
                .filter(sight -> sight.region().health().equals(health))
                .toList();
    }

    private static Optional<Instant> since(String health, List<Sight> shown) {
        Comparator<Instant> order =
                health.equals(UNHEALTHY) ? Comparator.<Instant>naturalOrder().reversed() : Comparator.naturalOrder();
        return shown.stream().flatMap(sight -> sight.region().since().stream()).max(order);
    }

    private static String message(Own own, String health, List<Sight> all, List<Sight> shown) {
        if (health.equals(HEALTHY)) {
            return "";
        }
        if (own.health().equals(Optional.of(health))) {
            return own.message();
        }
        if (shown.isEmpty()) {
            return all.isEmpty() ? "no policy names it" : own.message();
        }
        Sight first = shown.getFirst();
        String message = first.region().message();
        String seen = first.policy().key() + (message.isEmpty() ? "" : ": " + message);
        return all.size() == 1 ? seen : "for " + shown.size() + " of " + all.size() + " policies; " + seen;
    }
}
