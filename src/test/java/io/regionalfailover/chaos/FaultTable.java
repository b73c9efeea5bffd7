package io.regionalfailover.chaos;

import static io.regionalfailover.chaos.Fleet.EAST;
import static io.regionalfailover.chaos.Fleet.EURO;
import static io.regionalfailover.chaos.Fleet.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * One fault after another in a fleet of three, each while a region dies: how long until traffic has left it, and how long until
 * everybody agrees once the fault is gone. Writes the table of the documentation; not a part of the usual tests.
 */
class FaultTable {
    private static final String[] REGIONS = {EAST, WEST, EURO};
    private static final Duration HELD_UP = Duration.ofSeconds(15);

    /** A move that is held up this long waits for the fault to end. */
    private static final Duration TOO_LONG = Duration.ofMinutes(4);

    private static final List<String> NOT_MEASURED = List.of(
            EURO,
            "the policy is deleted",
            "are slow",
            "are refused",
            "to its API server are",
            "replies from " + EAST,
            "requests from " + EAST + " to Route 53",
            "requests from " + EAST + " to " + WEST + " are held",
            "to " + EAST + " are",
            "fails with 500");

    private final List<String> rows = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void everyFaultEndsInTheRightWeights() throws Exception {
        try (Fleet fleet = Fleet.in(REGIONS)) {
            fleet.staff(REGIONS);
            List<String> names = List.of();
            // Each fault has a shop of its own: a relapse would double the time that a region has to be well.
            for (int i = 0; i == 0 || i < names.size() && wrong.isEmpty(); i++) {
                try (FleetShop shop = fleet.shop(REGIONS)) {
                    List<Breakage> faults = faults(fleet, shop);
                    names = faults.stream().map(Breakage::name).toList();
                    shop.applyEverywhere();
                    shop.awaitSteady(REGIONS);
                    measure(faults.get(i), fleet, shop);
                    wrong.addAll(Invariants.broken(shop, fleet.truth(), REGIONS));
                    shop.deleteEverywhere();
                } catch (ConditionTimeoutException | AssertionError e) {
                    wrong.add(e.getMessage());
                }
            }
        } finally {
            Files.write(Path.of("target", "chaos", "faults.md"), rows);
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Breakage> faults(Fleet fleet, FleetShop shop) {
        List<Breakage> faults = new ArrayList<>(List.of(new Breakage("nothing else", 1, Set.of(), () -> {}, () -> {})));
        faults.addAll(CrashPoints.of(fleet, shop));
        faults.addAll(chosen(Breakages.of(fleet, shop)));
        faults.add(everywhere(faults, "the API server of %s is killed", "the API servers of both are killed"));
        faults.add(everywhere(faults, "the disk of the log is full in %s", "the disk of the log is full in both"));
        faults.add(StuckLog.of(fleet.site(WEST)));
        return faults;
    }

    /** Those of the region that dies and of one that receives, and those of Route 53; of links the worst ones. */
    private static List<Breakage> chosen(List<Breakage> all) {
        return all.stream()
                .filter(one ->
                        one.touches().stream().noneMatch(part -> part.startsWith("front") || part.equals("zone")))
                .filter(one -> NOT_MEASURED.stream().noneMatch(one.name()::contains))
                .toList();
    }

    private static Breakage everywhere(List<Breakage> all, String pattern, String name) {
        List<Breakage> parts = all.stream()
                .filter(one ->
                        one.name().equals(pattern.formatted(EAST)) || one.name().equals(pattern.formatted(WEST)))
                .toList();
        return new Breakage(
                name,
                1,
                Set.of(),
                () -> parts.forEach(one -> one.begin().run()),
                () -> parts.forEach(one -> one.end().run()));
    }

    private void measure(Breakage fault, Fleet fleet, FleetShop shop) {
        Map<String, Long> away = shop.serving(WEST);
        fault.begin().run();
        Instant died = Instant.now();
        shop.down(EAST);
        boolean moved = isSoWithin(HELD_UP, () -> shop.zone().weights().equals(away));
        fault.end().run();
        Instant mended = Instant.now();
        if (!moved) {
            Awaitility.await(fault + ": traffic leaves")
                    .atMost(TOO_LONG)
                    .until(() -> shop.zone().weights().equals(away));
        }
        Instant accepted = shop.log().entries().getLast().at();
        Awaitility.await(fault + ": all agree")
                .atMost(TOO_LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> fleet.sites().stream()
                        .allMatch(site -> "FailedOver".equals(shop.status(site).phase())));
        Instant agreed = Instant.now();
        rows.add("| %s | %s | %s |"
                .formatted(
                        fault,
                        moved ? seconds(died, accepted) : seconds(mended, accepted) + " after its end",
                        seconds(mended, agreed)));
        System.out.println(rows.getLast());
        shop.up(EAST);
        shop.awaitSteady(REGIONS);
        System.out.println(shop.log().text());
    }

    private static boolean isSoWithin(Duration time, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(time).pollInterval(Duration.ofMillis(100)).until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static String seconds(Instant from, Instant to) {
        return "%.1f s".formatted(Duration.between(from, to).toMillis() / 1000.0);
    }
}
