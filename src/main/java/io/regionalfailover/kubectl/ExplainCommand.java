package io.regionalfailover.kubectl;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.decision.Order;
import io.regionalfailover.kubectl.explain.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "explain",
        description = "Tells of one policy what is seen, what each rule says to it, and what happens next.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class ExplainCommand implements Callable<Integer> {
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
            FailoverPolicy found = Session.policy(cluster, policy, root.namespace());
            List<Order> orders = root.session()
                    .orders(cluster, Optional.of(found.getMetadata().getNamespace()))
                    .of(found, root.session().now());
            Explanation explanation = Explanation.of(found, orders);
            terminal.show(
                    output.isForPeople()
                            ? explanation.lines(
                                    terminal.paint(root.colour), root.session().now())
                            : output.document(explanation));
            return Exit.DONE;
        }
    }
}
