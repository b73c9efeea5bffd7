package io.regionalfailover.bench;

import static java.util.Objects.requireNonNull;

import io.regionalfailover.decision.Decider;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Facts;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The decision as JMH measures it, in a process of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class DecisionBenchmark {
    private final Facts calm = BusyFacts.usual().calm();
    private final Facts failing = BusyFacts.usual().failing();

    /** All is well in each region, and was at the last decision. */
    @Benchmark
    public Decision calm() {
        return Decider.decide(calm);
    }

    /** A region has just failed for long enough. */
    @Benchmark
    public Decision failing() {
        return Decider.decide(failing);
    }

    /** What no decision can do without: each observation is looked at once. */
    @Benchmark
    public long looking() {
        return DecisionRow.latest(calm);
    }

    /**
     * Measures all of them, which takes a minute.
     *
     * @return by the method's name the mean time of a call, and what it allocates
     */
    static Map<String, Cost> run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        return results.stream()
                .collect(Collectors.toMap(
                        result -> result.getPrimaryResult().getLabel(),
                        result -> new Cost(result.getPrimaryResult().getScore(), bytes(result))));
    }

    private static double bytes(RunResult result) {
        return requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"), "the profiler said nothing")
                .getScore();
    }
}
