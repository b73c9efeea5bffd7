package io.regionalfailover.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cards for tests: a policy of two regions. */
final class CardMaker {
    static final Instant AT = Instant.parse("2026-11-23T04:00:00Z");
    static final ConsoleView.Standing STANDING =
            new ConsoleView.Standing("west/pod", true, Optional.empty(), true, Optional.empty());

    private CardMaker() {}

    static PolicyCard policy(String name, String phase, PolicyCard.InRegion... regions) {
        return new PolicyCard(
                "shop",
                name,
                List.of(name + ".example.com"),
                "Automatic",
                phase,
                "RegionUnhealthy",
                "east fails",
                Optional.empty(),
                Optional.of(AT),
                List.of(regions),
                List.of(new PolicyCard.Said("Ready", "True", "AllRegionsHealthy", "fine", Optional.of(AT))),
                Optional.empty(),
                List.of(new PolicyCard.Past(
                        42, Optional.of(AT), "RegionUnhealthy", "east fails", Map.of("west", 100, "east", 0), "pod")));
    }

    static PolicyCard.InRegion region(String name, String health, int weight, Instant since) {
        return new PolicyCard.InRegion(
                name,
                health,
                Optional.of(since),
                "CheckFailing",
                "frontend: refused",
                Optional.of(weight),
                Optional.of(weight),
                Optional.of(100),
                1,
                0,
                0,
                List.of(),
                List.of());
    }

    static RegionCard.Own own(String name) {
        return new RegionCard.Own(name, Optional.empty(), "no checks of its own", "True");
    }

    static OrderCard order(String name, String phase, Instant end) {
        return new OrderCard(
                "RegionDrain",
                name,
                List.of("east"),
                false,
                false,
                "new kernel",
                "jane",
                phase,
                "",
                Optional.of(end),
                1,
                List.of("shop/checkout"));
    }

    static ConsoleView view(PolicyCard... policies) {
        return ConsoleView.of(STANDING, List.of(own("east"), own("west")), List.of(), List.of(policies));
    }
}
