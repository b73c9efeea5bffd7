package io.regionalfailover.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Goes on from a seed for as long as one likes: {@code SimulationMain SEED [SCHEDULES]}. With {@code SimulationMain SEED 1} one
 * schedule is run.
 */
final class SimulationMain {
    private static final int MOST_FINDINGS = 100;
    private static final int SECONDS_BETWEEN_LINES = 30;

    private SimulationMain() {}

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        long schedules = arguments.length > 1 ? Long.parseLong(arguments[1]) : Long.MAX_VALUE - seed;
        long began = System.nanoTime();
        Map<String, Integer> table = new TreeMap<>();
        Campaign campaign = new Campaign(seed, schedules, MOST_FINDINGS, finding -> {
            table.merge(finding.broken().invariant(), 1, Integer::sum);
            Report.print(finding);
        });
        try (ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor()) {
            progress.scheduleAtFixedRate(
                    () -> System.out.println(line(campaign, began)),
                    SECONDS_BETWEEN_LINES,
                    SECONDS_BETWEEN_LINES,
                    TimeUnit.SECONDS);
            List<Campaign.Finding> findings = campaign.run();
            progress.shutdownNow();
            System.out.println(line(campaign, began));
            System.out.println(findings.isEmpty() ? "Nothing was broken." : "Broken, by invariant: " + table);
            System.exit(findings.isEmpty() ? 0 : 1);
        }
    }

    private static String line(Campaign campaign, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return String.format(
                "%d schedules in %d min %02d s: %s",
                campaign.done(), took.toMinutes(), took.toSecondsPart(), campaign.figures());
    }
}
