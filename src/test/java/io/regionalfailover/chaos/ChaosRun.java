package io.regionalfailover.chaos;

import static io.regionalfailover.chaos.Fleet.EAST;
import static io.regionalfailover.chaos.Fleet.EURO;
import static io.regionalfailover.chaos.Fleet.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Breaks and mends parts of a fleet of three at random, a thousand times ({@code chaos.steps}), from one seed ({@code chaos.seed}).
 * Every hundred steps all is mended, and the fleet has to find its way back by itself; then its policy gives way to another one. Not a
 * part of the usual tests.
 */
class ChaosRun {
    private static final int MOST_AT_ONCE = 5;
    private static final int LONGEST_PAUSE_MILLIS = 1200;
    private static final int FEWEST_STEPS_BROKEN = 2;
    private static final int MOST_STEPS_BROKEN = 22;
    private static final int STEPS_BETWEEN_CALMS = 100;
    private static final Duration BACK_WITHIN = Duration.ofMinutes(6);

    /** What was about to happen when all was mended has happened by then. */
    private static final Duration STAYS_RIGHT = Duration.ofSeconds(6);

    private static final String[] REGIONS = {EAST, WEST, EURO};

    private final int steps = Integer.getInteger("chaos.steps", 1000);
    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);
    /** What is broken now, and at which step it is mended. */
    private final Map<Breakage, Integer> active = new LinkedHashMap<>();

    private final Map<Breakage, Future<?>> ending = new LinkedHashMap<>();
    private final List<Duration> recoveries = new ArrayList<>();
    private final Instant startedAt = Instant.now();
    private final ExecutorService enders = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void whateverBreaksTheRightEndIsReached() throws Exception {
        System.out.println("seed of the steps: " + seed + " (-Dchaos.seed=" + seed + " -Dchaos.steps=" + steps + ")");
        Path log = Path.of("target", "chaos", "published.log");
        Files.deleteIfExists(log);
        try (Fleet fleet = Fleet.in(REGIONS)) {
            fleet.staff(REGIONS);
            int changes = 0;
            for (int step = 1; step <= steps; ) {
                // Each relapse doubles how long a region has to be well, so a shop that has seen many gives way to a
                // new one.
                try (FleetShop shop = fleet.shop(REGIONS)) {
                    shop.applyEverywhere();
                    shop.awaitSteady(REGIONS);
                    List<Breakage> possible = Breakages.of(fleet, shop);
                    try {
                        do {
                            awaitMoment();
                            step(step, possible);
                        } while (step++ % STEPS_BETWEEN_CALMS != 0 && step <= steps);
                        calm(step - 1, fleet, shop);
                    } finally {
                        changes += shop.log().entries().size();
                        Files.writeString(log, shop.log().text(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    }
                    shop.deleteEverywhere();
                }
            }
            System.out.println(changes + " changes of weights: " + log);
            System.out.println("back after: "
                    + recoveries.stream().map(Duration::toSeconds).toList() + " s");
        } finally {
            enders.shutdownNow();
        }
    }

    private void step(int step, List<Breakage> possible) {
        Optional<Breakage> due = active.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .filter(next -> next.getValue() <= step || active.size() >= MOST_AT_ONCE)
                .map(Map.Entry::getKey);
        if (due.isPresent()) {
            active.remove(due.get());
            say(step, "mend:  " + due.get());
            ending.put(due.get(), enders.submit(due.get().end()));
            return;
        }
        ending.values().removeIf(Future::isDone);
        List<Breakage> choice = possible.stream()
                .filter(one -> active.keySet().stream().allMatch(one::goesWith)
                        && ending.keySet().stream().allMatch(one::goesWith))
                .toList();
        int point =
                random.nextInt(choice.stream().mapToInt(Breakage::likelihood).sum());
        for (Breakage one : choice) {
            point -= one.likelihood();
            if (point < 0) {
                say(step, "break: " + one);
                one.begin().run();
                active.put(one, step + random.nextInt(FEWEST_STEPS_BROKEN, MOST_STEPS_BROKEN));
                return;
            }
        }
    }

    /** Mends everything, and waits until all is as it should be. */
    private void calm(int step, Fleet fleet, FleetShop shop) throws Exception {
        say(step, "mend everything: " + active.keySet());
        active.keySet().forEach(one -> ending.put(one, enders.submit(one.end())));
        active.clear();
        for (Future<?> one : ending.values()) {
            one.get();
        }
        ending.clear();
        fleet.heal();
        Instant mended = Instant.now();
        Awaitility.await("back at the right weights after step " + step)
                .atMost(BACK_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .during(STAYS_RIGHT)
                .until(() -> isRight(fleet, shop));
        Duration took = Duration.between(mended, Instant.now()).minus(STAYS_RIGHT);
        recoveries.add(took);
        List<String> broken = Invariants.broken(shop, fleet.truth(), REGIONS);
        say(step, "all is right after " + took.toSeconds() + " s, broken invariants: " + broken.size());
        assertThat(broken).as(() -> shop.log().text()).isEmpty();
    }

    private static boolean isRight(Fleet fleet, FleetShop shop) {
        boolean right = shop.zone().weights().equals(shop.serving(EAST));
        for (Site site : fleet.sites()) {
            var resource = shop.resource(site);
            if (resource.isEmpty()) {
                site.apply(shop.policy().yaml());
            }
            right &= site.operator().isReady();
            right &= resource.filter(policy -> policy.getMetadata().getDeletionTimestamp() == null
                            && policy.getStatus() != null
                            && FleetShop.isSteady(policy.getStatus()))
                    .isPresent();
        }
        return right;
    }

    private void awaitMoment() {
        Duration moment = Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS));
        Awaitility.await("the next step")
                .pollDelay(moment)
                .pollInterval(Duration.ofMillis(1))
                .atMost(moment.plusSeconds(60))
                .until(() -> true);
    }

    private void say(int step, String what) {
        System.out.printf(
                "%6.1f s, step %d: %s%n",
                Duration.between(startedAt, Instant.now()).toMillis() / 1000.0, step, what);
    }
}
