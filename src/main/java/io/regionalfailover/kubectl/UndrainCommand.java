package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.kubectl.preview.StandingOrders;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "undrain",
        description = "Ends drains before their time: traffic returns as each policy's failback says.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class UndrainCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Parameters(paramLabel = "REGION|NAME", description = "A region, all of whose drains end, or one RegionDrain.")
    private String which;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask; needed where input is no terminal.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Shows what would end, and ends nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        try (Cluster cluster = root.open()) {
            List<RegionDrain> all = cluster.drains().stream()
                    .filter(drain -> StandingOrders.stands(
                            drain, drain.getSpec().until(), root.session().now()))
                    .toList();
            List<RegionDrain> ended = all.stream()
                    .filter(drain -> drain.getMetadata().getName().equals(which)
                            || drain.getSpec().region().equals(which))
                    .toList();
            if (ended.isEmpty()) {
                throw new Failure("no drain in force has the name or region " + which + "; in force "
                        + (all.isEmpty()
                                ? "is none"
                                : "are "
                                        + String.join(
                                                ", ",
                                                all.stream()
                                                        .map(UndrainCommand::shown)
                                                        .toList()))
                        + ". Nothing was changed");
            }
            ended.forEach(drain -> terminal.show("RegionDrain " + shown(drain) + " would last until "
                    + drain.getSpec().until() + " (" + drain.getSpec().reason() + ")."));
            terminal.show(
                    "When it has ended, traffic returns as failback of each policy says: to a region that is healthy and"
                            + " stable, in steps.");
            if (dryRun) {
                terminal.show("Dry run: nothing was changed.");
                return Exit.DONE;
            }
            Agreement options = new Agreement();
            options.yes = yes;
            if (!new Giving(root, cluster, options).isAgreed(ended.size() == 1 ? "End it?" : "End them?")) {
                return Exit.NOT_CONFIRMED;
            }
            ended.forEach(cluster::end);
            ended.forEach(drain -> terminal.show("RegionDrain "
                    + drain.getMetadata().getName() + " is ended. Follow it with: kubectl failover status"));
            return Exit.DONE;
        }
    }

    private static String shown(RegionDrain drain) {
        return drain.getMetadata().getName() + " of " + drain.getSpec().region();
    }
}
