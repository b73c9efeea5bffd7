package io.regionalfailover.simulation.play;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be played.
 *
 * @param files YAML with one FailoverPolicy, and its DnsZone and Regions where they are at hand
 * @param policy which policy, where the files have several: its name, or {@code namespace/name}
 * @param scenario the name of a shipped scenario, or the path of a file
 * @param region the region that is hit; empty for the first with weight
 * @param instances how many regions have an instance, the first ones; empty for all
 * @param readyAfter how long a pod takes until it is ready
 * @param seed of everything that is left to chance
 */
public record SimulateRequest(
        List<Path> files,
        Optional<String> policy,
        String scenario,
        Optional<String> region,
        OptionalInt instances,
        Duration readyAfter,
        long seed) {
    /** How long a pod takes, unless something else is asked for. */
    public static final Duration READY_AFTER = Duration.ofSeconds(45);

    public SimulateRequest {
        files = List.copyOf(files);
    }

    /** A scenario against the first region with weight, an instance in every region. */
    public static SimulateRequest of(List<Path> files, String scenario) {
        return new SimulateRequest(
                files, Optional.empty(), scenario, Optional.empty(), OptionalInt.empty(), READY_AFTER, 1);
    }
}
