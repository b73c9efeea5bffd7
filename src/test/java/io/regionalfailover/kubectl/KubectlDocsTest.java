package io.regionalfailover.kubectl;

import static io.regionalfailover.testing.kubectl.PolicyFixture.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.kubectl.Typed.At;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code docs/kubectl.md} shows what is really printed. With {@code -Dkubectl.docs.write=true} it is written anew. */
class KubectlDocsTest {
    private static final Path PAGE = Path.of("docs", "kubectl.md");
    private static final String BEGIN = "```console";
    private static final String PROMPT = "$ kubectl failover ";
    private static final Pattern TRAILING = Pattern.compile("\\s+$");

    /** A shop of which one policy is away, one is well and one waits for a person. */
    private final RememberedCluster cluster = new RememberedCluster(List.of(
            PolicyFixture.failedOver("shop", "checkout").placing().policy(),
            PolicyFixture.steady("shop", "cart").placing().policy(),
            PolicyFixture.failedOver("pay", "ledger")
                    .spec("failback", "{mode: Manual}")
                    .regions(0, "Healthy", 100, "Healthy")
                    .status("unhealthy", "\"\"")
                    .phase(
                            "FailedOver",
                            "AwaitingApproval",
                            "us-east-1 is healthy and waits for a TrafficShift with returnTo: failback is Manual; traffic is at"
                                    + " us-west-2=100")
                    .conditions(
                            condition(
                                    "Ready",
                                    "True",
                                    "AwaitingApproval",
                                    "the spec is accepted and DNS carries the plan"),
                            condition("FailoverActive", "True", "AwaitingApproval", "us-east-1 is healthy"),
                            condition(
                                    "FailoverReady",
                                    "True",
                                    "AllRegionsHealthy",
                                    "2 regions are Healthy and DNS can be written"))
                    .held(
                            "AwaitingApproval",
                            "us-east-1 is healthy and waits for a TrafficShift with returnTo: failback is Manual")
                    .policy()));

    @Test
    void everyExampleIsWhatIsPrinted() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        List<String> printed = printed(page);
        if (Boolean.getBoolean("kubectl.docs.write")) {
            Files.write(PAGE, printed);
            return;
        }
        assertThat(page)
                .as("docs/kubectl.md and what the commands print differ. Run src/test/tools/maven test"
                        + " -Dtest=KubectlDocsTest -Dkubectl.docs.write=true and look at what changed")
                .isEqualTo(printed);
    }

    @Test
    void everyCommandIsShown() throws IOException {
        String page = Files.readString(PAGE);
        CommandLine line = new CommandLine(KubectlFailover.class, new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> wanted) throws Exception {
                return wanted == KubectlFailover.class
                        ? wanted.cast(new KubectlFailover(
                                new Session(Typed.nobody(), () -> PolicyFixture.NOW, (kubeconfig, context) -> cluster)))
                        : CommandLine.defaultFactory().create(wanted);
            }
        });
        assertThat(Stream.of(
                        "status", "explain", "readiness", "history", "drain", "undrain", "shift", "failback", "drill"))
                .allMatch(line.getSubcommands()::containsKey)
                .allSatisfy(command -> assertThat(page).contains(PROMPT + command));
        line.getSubcommands()
                .forEach((name, command) -> command.getCommandSpec().options().forEach(option -> {
                    boolean ours =
                            !option.inherited() && !option.names()[0].equals("-h") && !option.names()[0].equals("-V");
                    boolean elsewhere =
                            Set.of("generate-completion", "help", "simulate").contains(name);
                    if (ours && !elsewhere) {
                        assertThat(page).as("option of " + name).contains(option.longestName());
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "status, status",
        "explain, explain checkout",
        "shift, shift cart --away-from us-east-1 --for 30m --reason maintenance" + " --dry-run"
    })
    void thePicturesShowWhatStandsOnATerminal(String name, String command) throws IOException {
        Path picture = Path.of("docs", "images", "kubectl-" + name + ".svg");
        List<String> lines = new ArrayList<>(List.of(PROMPT + command));
        lines.addAll(Typed.run(cluster, At.SILENCE, command + " --color always")
                .out()
                .lines()
                .toList());
        String drawn = TerminalPicture.of(lines);
        if (Boolean.getBoolean("kubectl.docs.write")) {
            Files.writeString(picture, drawn);
            return;
        }
        assertThat(picture).as("make screenshots draws it anew").hasContent(drawn);
    }

    private List<String> printed(List<String> page) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : page) {
            if (!inside) {
                lines.add(line);
                inside = line.equals(BEGIN);
            } else if (line.startsWith(PROMPT)) {
                lines.add(line);
                lines.addAll(run(line.substring(PROMPT.length())));
            } else if (line.equals("```")) {
                lines.add(line);
                inside = false;
            }
        }
        return lines;
    }

    private List<String> run(String command) {
        Typed typed = Typed.run(cluster, At.A_PIPE, command);
        return (typed.out() + typed.err())
                .lines()
                .map(line -> TRAILING.matcher(line).replaceAll(""))
                .toList();
    }
}
