package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.testing.chart.Monitoring;
import io.regionalfailover.testing.chart.Monitoring.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is woken finds a section for what woke them; alerts and dashboard ask for what there is. */
class RunbookTest {
    private static final String OF_REASONS = "{{ $labels.reason | toLower }}";
    private static final Path DECISION = Path.of("src/main/java/io/regionalfailover/decision");

    /** Each reason in these is one for a hold. */
    private static final List<String> HOLD_ONLY = List.of("Vetoes", "Limits", "Readmission", "CapacityGate");

    private static final Pattern ANY_REASON = Pattern.compile("Reason\\.([A-Z_]+)");
    private static final Pattern HELD_REASON =
            Pattern.compile("\\b(?:hold|step|propagation)\\((?:[^;]{0,80}?)Reason\\.([A-Z_]+)", Pattern.DOTALL);
    private static final Pattern MATCHER = Pattern.compile("(reason|phase)[!=]~?\"([^\"$]+)\"");

    private static Map<String, String> sections() throws IOException {
        return Stream.of(Files.readString(Path.of("docs", "runbook.md")).split("(?m)^#+ "))
                .skip(1)
                .collect(Collectors.toMap(section -> section.lines().findFirst().orElseThrow(), section -> section));
    }

    private static Set<String> anchors() throws IOException {
        return sections().keySet().stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The reasons that the code gives a hold. */
    static Set<Reason> heldReasons() throws IOException {
        Set<Reason> reasons = new TreeSet<>();
        try (Stream<Path> files = Files.list(DECISION)) {
            for (Path file : files.toList()) {
                boolean all = HOLD_ONLY.contains(file.getFileName().toString().replace(".java", ""));
                (all ? ANY_REASON : HELD_REASON)
                        .matcher(Files.readString(file))
                        .results()
                        .map(found -> Reason.valueOf(found.group(1)))
                        .forEach(reasons::add);
            }
        }
        return reasons;
    }

    static Stream<String> everythingThatWakes() throws IOException {
        return Stream.concat(
                Monitoring.alerts().stream().map(Alert::name),
                heldReasons().stream().map(Reason::text));
    }

    @Test
    void thereAreAsManyReasonsAsAreKnown() throws IOException {
        assertThat(heldReasons())
                .contains(
                        Reason.NO_HEALTHY_REGION,
                        Reason.COMMON_CAUSE,
                        Reason.REGION_REMOVED,
                        Reason.FAILBACK_STEP,
                        Reason.FAILOVER_STEP,
                        Reason.DRY_RUN,
                        Reason.AWAITING_CAPACITY)
                .doesNotContain(Reason.REGION_UNHEALTHY, Reason.PUBLISHED);
    }

    @ParameterizedTest
    @MethodSource("everythingThatWakes")
    void whoeverIsWokenIsToldWhatToDo(String heading) throws IOException {
        assertThat(sections()).as("a section of docs/runbook.md").containsKey(heading);
        assertThat(sections().get(heading))
                .as("what it means, what the operator does, what to look at, what to do, whom to wake")
                .contains("**What it means:**", "**What the operator does:**", "**Look at")
                .containsIgnoringCase("what to do")
                .containsPattern("Wake somebody:|whom to wake:");
    }

    @Test
    void everyAlertLinksToItsSection() throws IOException {
        Set<String> anchors = anchors();
        for (Alert alert : Monitoring.alerts()) {
            Stream<String> links = alert.runbook().contains(OF_REASONS)
                    ? heldReasons().stream()
                            .map(reason -> alert.runbook()
                                    .replace(OF_REASONS, reason.text().toLowerCase(Locale.ROOT)))
                    : Stream.of(alert.runbook());
            assertThat(links)
                    .as(alert.name())
                    .allSatisfy(link -> assertThat(link).startsWith("docs/runbook.md#"))
                    .allSatisfy(link -> assertThat(anchors).contains(link.replace("docs/runbook.md#", "")));
        }
    }

    @Test
    void whatIsAskedForIsWhatTheOperatorSays() {
        Map<String, Set<String>> known = Map.of(
                "reason", Arrays.stream(Reason.values()).map(Reason::text).collect(Collectors.toSet()),
                "phase", Arrays.stream(Phase.values()).map(Phase::text).collect(Collectors.toSet()));
        List<MatchResult> matchers = Monitoring.expressions().stream()
                .flatMap(expression -> MATCHER.matcher(expression).results())
                .toList();

        assertThat(matchers)
                .hasSizeGreaterThan(4)
                .allSatisfy(matcher -> assertThat(matcher.group(2).split("\\|"))
                        .allSatisfy(
                                value -> assertThat(known.get(matcher.group(1))).contains(value)));
    }

    @Test
    void theValuesOfTheChartKnowEveryAlert() throws IOException {
        JsonNode rules = new ObjectMapper()
                .readTree(Files.readString(Path.of("helm/regional-failover-operator/values.schema.json")))
                .path("properties")
                .path("prometheusRule")
                .path("properties");

        for (JsonNode names : List.of(
                rules.path("disabled").path("items").path("enum"),
                rules.path("overrides").path("propertyNames").path("enum"))) {
            assertThat(names)
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrderElementsOf(
                            Monitoring.alerts().stream().map(Alert::name).toList());
        }
    }

    @Test
    void everyPanelAsksSomethingAndHasAPlaceOfItsOwn() {
        JsonNode panels = Monitoring.dashboard().path("panels");

        assertThat(panels).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isLessThanOrEqualTo(24);
        });
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels)
                .extracting(panel -> panel.path("gridPos").path("x") + " "
                        + panel.path("gridPos").path("y"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatAlertsAndDashboardAskForIsExplained() throws IOException {
        String page = Files.readString(Path.of("docs", "running.md"));

        assertThat(Monitoring.metrics())
                .isNotEmpty()
                .allSatisfy(metric ->
                        assertThat(page).contains("| `" + metric.replaceFirst("_(bucket|count|sum)$", "") + "` |"));
    }
}
