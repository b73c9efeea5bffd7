package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.operator.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the image without building it. */
class DockerfileTest {
    private final List<String> lines = read("Dockerfile");

    private static List<String> read(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    private Stream<String> instructions(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip());
    }

    @Test
    void theBaseIsARunTimeOfTheVersionThatTheCodeIsCompiledFor() {
        var release = Pattern.compile("<maven.compiler.release>([0-9]+)<").matcher(String.join("\n", read("pom.xml")));

        assertThat(release.find()).isTrue();
        assertThat(instructions("FROM"))
                .first()
                .asString()
                .matches("eclipse-temurin:" + release.group(1) + "[.0-9_]*-jre(-[a-z0-9]+)? AS program");
        assertThat(instructions("FROM").skip(1))
                .as("the cache fits the JDK and the files that it was made with")
                .allMatch(base -> base.equals("program") || base.startsWith("program AS "));
    }

    @Test
    void itRunsAsTheUserThatTheChartNames() {
        String chart = String.join("\n", read("helm/regional-failover-operator/values.yaml"));

        assertThat(instructions("USER")).containsExactly("10001:10001");
        assertThat(chart).contains("runAsUser: 10001", "runAsGroup: 10001");
        assertThat(lines.indexOf("USER 10001:10001"))
                .as("nothing is copied or run as another user afterwards")
                .isGreaterThan(lastLineOf("COPY"))
                .isGreaterThan(lastLineOf("RUN"));
    }

    private int lastLineOf(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .mapToInt(lines::lastIndexOf)
                .max()
                .orElse(-1);
    }

    @Test
    void signalsReachTheProcess() {
        assertThat(instructions("ENTRYPOINT"))
                .singleElement()
                .asString()
                .startsWith("[\"java\"")
                .endsWith("\"/app/quarkus-run.jar\"]");
        assertThat(instructions("CMD")).isEmpty();
    }

    @Test
    void whatIsMeasuredHasTheHeapThatTheImageHas() {
        assertThat(instructions("ENTRYPOINT"))
                .singleElement()
                .asString()
                .contains(Program.imageOptions("512m").stream()
                        .filter(option -> option.contains("RAMPercentage"))
                        .toList());
    }

    @Test
    void theCacheIsMadeWithoutANetworkAndTheProcessStartsFromIt() {
        assertThat(instructions("RUN")).containsExactly("--network=none train /app/quarkus-run.jar /app/operator.aot");
        assertThat(instructions("ENTRYPOINT"))
                .singleElement()
                .asString()
                .contains("\"-XX:AOTCache=/app/operator.aot\"")
                .as("a cache that does not fit keeps nobody from starting")
                .doesNotContain("AOTMode");
    }

    @Test
    void whatTheChartOpensIsSaidInTheImage() {
        assertThat(instructions("EXPOSE").findFirst().orElseThrow().split(" "))
                .contains("8080/tcp", "8053/udp", "8053/tcp");
    }

    @Test
    void nothingButThePackagedOperatorIsSentToTheBuild() {
        assertThat(read(".dockerignore"))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "*",
                        "!LICENSE",
                        "!target",
                        "target/*",
                        "!target/quarkus-app",
                        "!src",
                        "src/*",
                        "!src/main",
                        "src/main/*",
                        "!src/main/image");
        assertThat(instructions("COPY"))
                .allMatch(
                        copied -> copied.matches(
                                "target/quarkus-app/.*|LICENSE .*|src/main/image/train .*|--from=training /app/operator.aot .*"));
        assertThat(instructions("ADD")).isEmpty();
    }
}
