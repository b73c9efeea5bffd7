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

    @Parameters(paramLabel = "NAME|REGION", description = "One RegionDrain, or a region, all of whose drains end.")
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
            List<RegionDrain> ended = meant(all);
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
            end(cluster, ended);
            terminal.show("Follow it with: kubectl failover status");
            return Exit.DONE;
        }
    }

    /** The one of that name; if there is none, those of that region. */
    private List<RegionDrain> meant(List<RegionDrain> all) {
        List<RegionDrain> named = all.stream()
                .filter(drain -> drain.getMetadata().getName().equals(which))
                .toList();
        List<RegionDrain> meant = named.isEmpty()
                ? all.stream()
                        .filter(drain -> drain.getSpec().region().equals(which))
                        .toList()
                : named;
        if (meant.isEmpty()) {
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
        return meant;
    }

    /** One after the other; where one cannot be ended, what became of the others is said, too. */
    private void end(Cluster cluster, List<RegionDrain> drains) {
        for (int i = 0; i < drains.size(); i++) {
            try {
                cluster.end(drains.get(i));
            } catch (Failure e) {
                throw new Failure(
                        e.getMessage()
                                + others(drains.subList(0, i), "Ended before that")
                                + others(drains.subList(i + 1, drains.size()), "Not tried"),
                        e);
            }
            root.terminal().show("RegionDrain " + drains.get(i).getMetadata().getName() + " is ended.");
        }
    }

    private static String others(List<RegionDrain> drains, String what) {
        return drains.isEmpty()
                ? ""
                : ". " + what + ": "
                        + String.join(
                                ", ", drains.stream().map(UndrainCommand::shown).toList());
    }

    private static String shown(RegionDrain drain) {
        return drain.getMetadata().getName() + " of " + drain.getSpec().region();
    }
}
