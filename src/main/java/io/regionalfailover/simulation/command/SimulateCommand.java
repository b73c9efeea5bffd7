package io.regionalfailover.simulation.command;

import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.simulation.input.ScenarioReader;
import io.regionalfailover.simulation.input.UnfitInputException;
import io.regionalfailover.simulation.play.Simulate;
import io.regionalfailover.simulation.play.SimulateRequest;
import io.regionalfailover.simulation.timeline.HtmlTimeline;
import io.regionalfailover.simulation.timeline.JsonTimeline;
import io.regionalfailover.simulation.timeline.SvgTimeline;
import io.regionalfailover.simulation.timeline.TextTimeline;
import io.regionalfailover.simulation.timeline.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate}: what a policy would have done. Ends with 0, or with 1 when something handed in cannot be used. */
@Command(
        name = "simulate",
        description = {
            "Shows what a policy would have done in an outage.",
            "It runs the operator's own code on virtual time: nothing is asked, nothing is changed."
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    private static final int UNFIT = 1;

    /** How the timeline is printed. */
    enum Output {
        text,
        json
    }

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "YAML with a FailoverPolicy, and its DnsZone and Regions if they are at hand.")
    List<Path> files = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = "october-2025",
            description = "A shipped scenario (see --list) or a file of one's own. Default: ${DEFAULT-VALUE}.")
    String scenario = "october-2025";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region that is hit. Default: the first with weight.")
    @Nullable
    String region;

    @Option(
            names = "--policy",
            paramLabel = "[NAMESPACE/]NAME",
            description = "Which policy, where the files have several.")
    @Nullable
    String policy;

    @Option(
            names = "--instances",
            paramLabel = "N",
            description = "How many regions run the operator, the first ones. Default: all.")
    @Nullable
    Integer instances;

    @Option(
            names = "--ready-after",
            paramLabel = "DURATION",
            defaultValue = "45s",
            description = "How long a new pod takes until it is ready. Default: ${DEFAULT-VALUE}.")
    String readyAfter = "45s";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Of everything that is left to chance; the same seed takes the same course. Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    Output output = Output.text;

    @Option(
            names = "--all",
            description = "Every line, also of a region that fails and recovers while nothing is decided.")
    boolean all;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with the picture and every line.")
    @Nullable
    Path html;

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes the picture.")
    @Nullable
    Path svg;

    @Option(names = "--list", description = "Lists the shipped scenarios.")
    boolean list;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        PrintWriter out = line.getOut();
        if (list) {
            for (String name : ScenarioReader.SHIPPED) {
                out.printf("%-24s%s%n", name, ScenarioReader.shipped(name).title());
            }
            out.flush();
            return 0;
        }
        try {
            Timeline timeline = Simulate.run(request());
            out.print(output == Output.json ? JsonTimeline.of(timeline) : TextTimeline.of(timeline, all));
            write(html, () -> HtmlTimeline.of(timeline));
            write(svg, () -> SvgTimeline.of(timeline));
            out.flush();
            return 0;
        } catch (UnfitInputException e) {
            out.flush();
            line.getErr().println(e.sentence());
            line.getErr().flush();
            return UNFIT;
        }
    }

    private SimulateRequest request() {
        if (files.isEmpty()) {
            throw new UnfitInputException("FILE: none is given: at least one with a FailoverPolicy is required");
        }
        try {
            return new SimulateRequest(
                    files,
                    Optional.ofNullable(policy),
                    scenario,
                    Optional.ofNullable(region),
                    instances == null ? OptionalInt.empty() : OptionalInt.of(instances),
                    Durations.parse(readyAfter),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new UnfitInputException("--ready-after: " + e.getMessage());
        }
    }

    private static void write(@Nullable Path file, Supplier<String> content) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, content.get());
        } catch (IOException e) {
            throw new UnfitInputException(file + ": cannot be written ("
                    + e.getClass().getSimpleName() + "): a path in a folder that exists is allowed");
        }
    }
}
