package io.regionalfailover.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All there is to show at one time.
 *
 * @param standing who shows it, and how fresh it is
 * @param regions by name, at most 100
 * @param orders that count, or were refused, at most 100, the one that ends first in front
 * @param policies by namespace and name, at most 2,000
 * @param left policies that are not shown since they are too many, or too much to send
 */
public record ConsoleView(
        Standing standing, List<RegionCard> regions, List<OrderCard> orders, List<PolicyCard> policies, int left) {
    /** Policies that are shown; who has more finds them with kubectl. */
    public static final int MOST_POLICIES = 2_000;

    private static final int MOST_REGIONS = 100;
    private static final int MOST_ORDERS = 100;

    /** Copies the lists. */
    public ConsoleView {
        regions = Line.atMost(regions, MOST_REGIONS);
        orders = Line.atMost(orders, MOST_ORDERS);
        policies = Line.atMost(policies, MOST_POLICIES);
    }

    /**
     * Who shows it.
     *
     * @param instance the region and process of this instance
     * @param acting whether this process carries out policies
     * @param leader who does, where it does not and knows
     * @param read whether everything was read once
     * @param lostSince since when the API server does not answer; what is shown is from then
     */
    public record Standing(
            String instance, boolean acting, Optional<String> leader, boolean read, Optional<Instant> lostSince) {}

    /** Puts it together from what was found, in any order. */
    public static ConsoleView of(
            Standing standing, List<RegionCard.Own> regions, List<OrderCard> orders, List<PolicyCard> policies) {
        List<PolicyCard> sorted =
                policies.stream().sorted(Comparator.comparing(PolicyCard::key)).toList();
        return new ConsoleView(
                standing,
                RegionCard.of(regions, sorted),
                orders.stream()
                        .filter(OrderCard::isShown)
                        .sorted(Comparator.comparing(
                                        (OrderCard order) -> order.end().orElse(Instant.MAX))
                                .thenComparing(OrderCard::name))
                        .toList(),
                sorted,
                Math.max(0, sorted.size() - MOST_POLICIES));
    }
}
