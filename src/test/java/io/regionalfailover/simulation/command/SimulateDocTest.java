package io.regionalfailover.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Runs every command that {@code docs/simulate.md} shows, and compares what it prints and draws with what stands there.
 * {@code -Dsimulate.write=true} writes it anew.
 */
class SimulateDocTest {
    private static final Path DOC = Path.of("docs/simulate.md");
    private static final Pattern SHOWN = Pattern.compile(
            "```console\\n\\$ kubectl failover simulate (?<line>[^\\n]*)\\n(?<output>.*?)```", Pattern.DOTALL);
    private static final String SVG = "--svg";

    @Test
    void whatIsShownIsWhatIsPrinted(@TempDir Path folder) throws Exception {
        boolean write = Boolean.getBoolean("simulate.write");
        String doc = Files.readString(DOC);
        List<String> lines = new ArrayList<>();
        String fresh = SHOWN.matcher(doc).replaceAll(shown -> {
            lines.add(shown.group("line"));
            return Matcher.quoteReplacement(fresh(shown, folder, write));
        });
        if (write) {
            Files.writeString(DOC, fresh);
        }

        assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
        assertThat(fresh)
                .as("what " + DOC
                        + " shows is not what is printed; -Dtest=SimulateDocTest -Dsimulate.write=true writes it anew")
                .isEqualTo(write ? fresh : doc);
    }

    private static String fresh(MatchResult shown, Path folder, boolean write) {
        List<String> arguments = new ArrayList<>(List.of(shown.group("line").split(" ")));
        int svg = arguments.indexOf(SVG);
        boolean draws = svg >= 0;
        Path picture = draws ? Path.of(arguments.get(svg + 1)) : folder;
        Path drawn = folder.resolve("drawn.svg");
        if (draws && !write) {
            arguments.set(svg + 1, drawn.toString());
        }
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
        assertThat(code).as(errors.toString()).isZero();
        if (draws) {
            assertThat(picture).hasSameTextualContentAs(write ? picture : drawn);
        }
        return "```console\n$ kubectl failover simulate " + shown.group("line") + "\n" + out + "```";
    }

    @Test
    void whatCannotBeUsedEndsWithTwoAndASentence() {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new SimulateCommand())
                .setErr(new PrintWriter(errors))
                .execute("examples/checkout/policy.yaml", "--region", "mars");

        assertThat(code).isEqualTo(1);
        assertThat(errors.toString().strip())
                .isEqualTo("--region: \"mars\" is no region of shop/checkout: allowed are us-east-1, us-west-2");
    }
}
