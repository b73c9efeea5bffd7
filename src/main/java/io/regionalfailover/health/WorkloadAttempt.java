package io.regionalfailover.health;

/** Tries a workload probe once. */
final class WorkloadAttempt {

    private final WorkloadReader reader;

    WorkloadAttempt(WorkloadReader reader) {
        this.reader = reader;
    }

    ProbeResult run(WorkloadProbe probe, Deadline deadline) {
        return switch (reader.look(probe, deadline.remaining())) {
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
}
