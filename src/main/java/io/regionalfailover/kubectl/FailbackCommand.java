package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import io.regionalfailover.kubectl.explain.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "failback",
        description =
                "Lets the traffic of one policy return now, to regions that are healthy; ends orders that keep it away.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class FailbackCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Parameters(paramLabel = "POLICY", description = "The policy's name, or namespace/name.")
    private String policy;

    @Option(
            names = "--to",
            split = ",",
            paramLabel = "REGION",
            description = "The region that gets its part back; default all that have less than the spec gives them.")
    @Nullable
    private List<String> to;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How long the approval holds at most; default 1h, up to 72h.")
    private String duration = "1h";

    @Option(
            names = "--force",
            description = "Break glass: waits neither for health nor cooldown. Needs the right to the verb force.")
    private boolean force;

    @Mixin
    private final OrderOptions options = new OrderOptions();

    @Override
    public Integer call() {
        Instant until = OrderOptions.until(duration, root.session().now());
        String reason = options.reason();
        try (Cluster cluster = root.open()) {
            FailoverPolicy found = Session.policy(cluster, policy, root.namespace());
            List<String> regions = to == null ? away(found) : to;
            regions.forEach(region -> Shifts.requireRegion(found, "--to", region));
            TrafficShift shift = Shifts.of(
                    found,
                    "-back-to-" + regions.getFirst(),
                    new TrafficShiftSpec(
                            List.of(found.getMetadata().getName()),
                            null,
                            null,
                            regions,
                            reason,
                            until,
                            cluster.person(),
                            force));
            String namespace = found.getMetadata().getNamespace();
            return new Giving(root, cluster, options.agreement)
                    .give(
                            shift,
                            namespace + "/" + found.getMetadata().getName() + " may return to "
                                    + String.join(", ", regions) + " until " + until + " (" + reason + ")"
                                    + (force ? ", forced." : "."),
                            List.of(found),
                            root.session().orders(cluster, Optional.of(namespace)));
        }
    }

    private static List<String> away(FailoverPolicy policy) {
        List<String> away = Explanation.away(policy);
        if (away.isEmpty()) {
            throw new Failure("FailoverPolicy " + policy.getMetadata().getNamespace() + "/"
                    + policy.getMetadata().getName()
                    + ": every region has the part that the spec gives it, so nothing is to be returned. Nothing was changed; name a"
                    + " region with --to if an order is to end");
        }
        return away;
    }
}
