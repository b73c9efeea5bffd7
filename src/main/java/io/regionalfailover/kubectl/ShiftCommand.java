package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "shift",
        description = "Takes the traffic of one policy out of a region, until a time.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class ShiftCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Parameters(paramLabel = "POLICY", description = "The policy's name, or namespace/name.")
    private String policy;

    @Option(
            names = "--away-from",
            required = true,
            split = ",",
            paramLabel = "REGION",
            description = "The region that is left; several with commas.")
    private List<String> awayFrom;

    @Option(
            names = "--for",
            required = true,
            paramLabel = "DURATION",
            description = "How long at most, such as 30m or 2h; up to 72h.")
    private String duration;

    @Option(
            names = "--force",
            description =
                    "Break glass: waits neither for room nor cooldown nor minHealthyRegions. Needs the right to the verb force.")
    private boolean force;

    @Mixin
    private final OrderOptions options = new OrderOptions();

    @Override
    public Integer call() {
        Instant until = OrderOptions.until(duration, root.session().now());
        String reason = options.reason();
        try (Cluster cluster = root.open()) {
            FailoverPolicy found = Session.policy(cluster, policy, root.namespace());
            awayFrom.forEach(region -> Shifts.requireRegion(found, "--away-from", region));
            TrafficShift shift = Shifts.of(
                    found,
                    "-away-from-" + awayFrom.getFirst(),
                    new TrafficShiftSpec(
                            List.of(found.getMetadata().getName()),
                            null,
                            awayFrom,
                            null,
                            reason,
                            until,
                            cluster.person(),
                            force));
            String namespace = found.getMetadata().getNamespace();
            return new Giving(root, cluster, options.agreement)
                    .give(
                            shift,
                            namespace + "/" + found.getMetadata().getName() + " leaves " + String.join(", ", awayFrom)
                                    + " until " + until + " (" + reason + ")" + (force ? ", forced." : "."),
                            List.of(found),
                            root.session().orders(cluster, Optional.of(namespace)));
        }
    }
}
