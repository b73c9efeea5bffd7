package io.regionalfailover.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Many seeds, two at a time; each simulation by itself runs in one thread. */
final class Campaign {
    private static final int AT_A_TIME = 2;

    private final AtomicLong next;
    private final long end;
    private final int mostFindings;
    private final Consumer<Finding> told;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> figures = new TreeMap<>();
    private long done;

    /**
     * A seed that broke something.
     *
     * @param broken what
     * @param whole as the seed has it
     */
    record Finding(Broken broken, Scenario whole) {}

    /**
     * @param first the first seed
     * @param schedules how many
     * @param mostFindings after so many it ends
     * @param told hears of each finding
     */
    Campaign(long first, long schedules, int mostFindings, Consumer<Finding> told) {
        next = new AtomicLong(first);
        end = first + schedules;
        this.mostFindings = mostFindings;
        this.told = told;
    }

    /** Runs them all, or until there are too many findings. */
    List<Finding> run() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                workers.add(pool.submit(this::work));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        return findings;
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed < end && !isFull(); seed = next.getAndIncrement()) {
            Scenario scenario = Dice.scenario(seed);
            Simulation.Outcome outcome = Simulation.run(scenario);
            note(scenario, outcome);
        }
    }

    private synchronized boolean isFull() {
        return findings.size() >= mostFindings;
    }

    private synchronized void note(Scenario scenario, Simulation.Outcome outcome) {
        done++;
        outcome.figures().forEach((name, figure) -> figures.merge(name, (long) figure, Long::sum));
        figures.merge("simulated hours", outcome.took().toMinutes(), Long::sum);
        outcome.broken().ifPresent(broken -> {
            Finding finding = new Finding(broken, scenario);
            findings.add(finding);
            told.accept(finding);
        });
    }

    synchronized long done() {
        return done;
    }

    /** What was done, in numbers. */
    synchronized Map<String, Long> figures() {
        Map<String, Long> shown = new TreeMap<>(figures);
        shown.computeIfPresent("simulated hours", (name, minutes) -> minutes / 60);
        return shown;
    }
}
