package io.regionalfailover.kubectl;

import io.regionalfailover.kubectl.view.StatusView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        description = "Shows every policy: where traffic is, what is unhealthy, what is withheld; the worst first.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text, wide, json or yaml.")
    private Output output = Output.text;

    @Option(
            names = "--exit-code",
            description =
                    "Ends with 2 when traffic is away, a change is withheld, a region is unhealthy or a policy is not Ready.")
    private boolean exitCode;

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        try (Cluster cluster = root.open()) {
            StatusView view = StatusView.of(cluster.policies(root.namespace()));
            if (!output.isForPeople()) {
                terminal.show(output.document(view));
            } else if (view.policies().isEmpty()) {
                terminal.show(List.of("There is no FailoverPolicy "
                        + root.namespace().map(name -> "in namespace " + name).orElse("in any namespace") + "."));
            } else {
                terminal.show(view.lines(
                        terminal.paint(root.colour),
                        output == Output.wide,
                        root.session().now()));
            }
            return exitCode && !view.isCalm() ? Exit.ATTENTION : Exit.DONE;
        }
    }
}
