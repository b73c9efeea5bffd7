package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.RegionDrainSpec;
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
        name = "drain",
        description = "Takes the traffic of every policy out of a region, until a time.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class DrainCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Parameters(paramLabel = "REGION", description = "The region that is left.")
    private String region;

    @Option(
            names = "--for",
            required = true,
            paramLabel = "DURATION",
            description = "How long at most, such as 30m or 2h; up to 72h.")
    private String duration;

    @Mixin
    private final OrderOptions options = new OrderOptions();

    @Override
    public Integer call() {
        Instant until = OrderOptions.until(duration, root.session().now());
        String reason = options.reason();
        try (Cluster cluster = root.open()) {
            requireRegion(cluster);
            RegionDrain drain = new RegionDrain();
            drain.setMetadata(
                    new ObjectMetaBuilder().withGenerateName(region + "-").build());
            drain.setSpec(new RegionDrainSpec(region, reason, until, cluster.person()));
            List<FailoverPolicy> concerned = cluster.policies(Optional.empty()).stream()
                    .filter(policy -> policy.getSpec().regions().stream()
                            .anyMatch(each -> each.name().equals(region)))
                    .toList();
            return new Giving(root, cluster, options.agreement)
                    .give(
                            drain,
                            "Every policy leaves " + region + " until " + until + " (" + reason + ").",
                            concerned,
                            root.session().orders(cluster, Optional.empty()));
        }
    }

    private void requireRegion(Cluster cluster) {
        List<String> regions = cluster.regions();
        if (!regions.contains(region)) {
            throw new Failure("Region " + region + " does not exist; there are " + String.join(", ", regions)
                    + ". Nothing was changed");
        }
    }
}
