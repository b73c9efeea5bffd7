package io.regionalfailover.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries a workload probe once. */
final class WorkloadAttempt {

    private final WorkloadReader reader;
    private final Executor workers;

    /** @param workers looks: a reader may take longer than the attempt may */
    WorkloadAttempt(WorkloadReader reader, Executor workers) {
        this.reader = reader;
        this.workers = workers;
    }

    ProbeResult run(WorkloadProbe probe, Deadline deadline) {
        return switch (look(probe, deadline)) {
            case WorkloadReader.Missing(String message) -> ProbeResult.failing(message);
            case WorkloadReader.Unknown(String message) -> ProbeResult.unknown(message);
            case WorkloadReader.Seen(int desired, int available) -> {
                int needed = probe.needed(desired);
                yield available >= needed
                        ? ProbeResult.PASSING
                        : ProbeResult.failing(probe.label() + " has " + available + " of " + desired
                                + " available, at least " + needed + " needed");
            }
        };
    }

    private WorkloadReader.Look look(WorkloadProbe probe, Deadline deadline) {
        CompletableFuture<WorkloadReader.Look> look = CompletableFuture.supplyAsync(() -> reader.look(probe), workers);
        try {
            return look.get(deadline.millis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new WorkloadReader.Unknown(
                    "the cluster of region " + probe.region() + " did not answer within " + deadline.text());
        } catch (ExecutionException e) {
            return new WorkloadReader.Unknown("the look into the cluster broke off inside the operator");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WorkloadReader.Unknown("the process is ending");
        }
    }
}
