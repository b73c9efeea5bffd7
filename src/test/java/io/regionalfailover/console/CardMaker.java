package io.regionalfailover.console;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cards for tests: a policy of two regions. */
final class CardMaker {
    static final Instant AT = Instant.parse("2026-11-23T04:00:00Z");
    static final ConsoleView.Standing STANDING =
            new ConsoleView.Standing("west/pod", true, Optional.empty(), true, Optional.empty());

    private static final PolicyCard.InRegion SICK = sick();

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

    /** A policy of about 20 KB: it is Unhealthy in many ways, and says so. */
    static PolicyCard heavy(String name, String phase) {
        return policy(name, phase, SICK, SICK, SICK, SICK);
    }

    private static PolicyCard.InRegion sick() {
        String message = "refused ".repeat(60);
        PolicyCard.Check check = new PolicyCard.Check("frontend", "Failing", "Critical", message, Optional.of(AT));
        return new PolicyCard.InRegion(
                "east",
                "Unhealthy",
                Optional.of(AT),
                "CheckFailing",
                message,
                Optional.of(0),
                Optional.of(0),
                Optional.of(100),
                0,
                10,
                0,
                Collections.nCopies(10, check),
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
