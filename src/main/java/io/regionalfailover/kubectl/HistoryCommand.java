package io.regionalfailover.kubectl;

import io.regionalfailover.kubectl.view.HistoryView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "history",
        description = "Shows the last plans of one policy, and how long its last failover took.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Parameters(paramLabel = "POLICY", description = "The policy's name, or namespace/name.")
    private String policy;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text, wide, json or yaml.")
    private Output output = Output.text;

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        try (Cluster cluster = root.open()) {
            HistoryView view = HistoryView.of(Session.policy(cluster, policy, root.namespace()));
            terminal.show(
                    output.isForPeople()
                            ? view.lines(
                                    terminal.paint(root.colour),
                                    output == Output.wide,
                                    root.session().now())
                            : output.document(view));
            return Exit.DONE;
        }
    }
}
