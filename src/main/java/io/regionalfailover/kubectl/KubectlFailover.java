package io.regionalfailover.kubectl;

import io.regionalfailover.simulation.command.SimulateCommand;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, and the options that all of its commands share. */
@Command(
        name = "kubectl-failover",
        description = "Shows where traffic is and why, and lets people move it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StatusCommand.class,
            ExplainCommand.class,
            ReadinessCommand.class,
            HistoryCommand.class,
            DrainCommand.class,
            UndrainCommand.class,
            ShiftCommand.class,
            FailbackCommand.class,
            DrillCommand.class,
            SimulateCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:wrong usage, or it could not be done",
            "2:with --exit-code: something asks for a person",
            "3:nobody agreed, so nothing was changed"
        },
        exitCodeOnInvalidInput = Exit.FAILED,
        exitCodeOnExecutionException = Exit.FAILED)
final class KubectlFailover {
    private final Session session;

    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The kubeconfig's context; default the current one.")
    @Nullable
    String context;

    @Option(
            names = "--kubeconfig",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The kubeconfig; default what KUBECONFIG names, else ~/.kube/config.")
    @Nullable
    Path kubeconfig;

    @Option(
            names = {"-n", "--namespace"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The namespace of policies.")
    @Nullable
    String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            scope = ScopeType.INHERIT,
            description = "Policies of all namespaces; what status and readiness show without -n.")
    boolean allNamespaces;

    @Option(
            names = "--color",
            scope = ScopeType.INHERIT,
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never; auto is on a terminal, unless NO_COLOR is set.")
    Terminal.Colour colour = Terminal.Colour.auto;

    KubectlFailover(Session session) {
        this.session = session;
    }

    /** The program around a session. */
    static CommandLine commandLine(Session session) {
        KubectlFailover root = new KubectlFailover(session);
        CommandLine line = new CommandLine(root, CommandLine.defaultFactory());
        line.setOut(session.terminal().out());
        line.setErr(session.terminal().err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            command.getErr().println("Error: " + message(thrown) + ".");
            return Exit.FAILED;
        });
        line.setParameterExceptionHandler((thrown, arguments) -> {
            CommandLine command = thrown.getCommandLine();
            command.getErr().println("Error: " + thrown.getMessage() + ".");
            command.getErr()
                    .println("Nothing was done. What is allowed: kubectl failover "
                            + (command.getParent() == null ? "" : command.getCommandName() + " ") + "--help");
            return Exit.FAILED;
        });
        return line;
    }

    private static String message(Exception thrown) {
        if (thrown instanceof Failure) {
            return String.valueOf(thrown.getMessage());
        }
        return "this program has a fault (" + thrown
                + "). What was asked for may or may not have been done: see kubectl failover" + " status";
    }

    Session session() {
        return session;
    }

    Terminal terminal() {
        return session.terminal();
    }

    Cluster open() {
        return session.clusters().open(Optional.ofNullable(kubeconfig), Optional.ofNullable(context));
    }

    /** The namespace that was asked for. */
    Optional<String> namespace() {
        if (allNamespaces && namespace != null) {
            throw new Failure("-n " + namespace + " and -A exclude each other. Nothing was done; give one of them");
        }
        return Optional.ofNullable(namespace);
    }
}
