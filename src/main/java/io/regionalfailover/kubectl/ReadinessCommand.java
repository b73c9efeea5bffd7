package io.regionalfailover.kubectl;

import io.regionalfailover.kubectl.view.ReadinessView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "readiness",
        description =
                "Says of every policy whether a failover would succeed now, and what many of them hang on together.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class ReadinessCommand implements Callable<Integer> {
    @ParentCommand
    private KubectlFailover root;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = "text, wide, json or yaml.")
    private Output output = Output.text;

    @Option(names = "--exit-code", description = "Ends with 2 when a policy is not ready.")
    private boolean exitCode;

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        try (Cluster cluster = root.open()) {
            ReadinessView view = ReadinessView.of(cluster.policies(root.namespace()));
            terminal.show(
                    output.isForPeople()
                            ? view.lines(terminal.paint(root.colour), output == Output.wide)
                            : output.document(view));
            return exitCode && !view.allReady() ? Exit.ATTENTION : Exit.DONE;
        }
    }
}
