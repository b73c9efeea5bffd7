package io.regionalfailover.testing.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the chart brings for Prometheus and Grafana, as it stands in its files. */
public final class Monitoring {
    private static final Path ALERTS = Chart.FOLDER.resolve("files/alerts.yaml");
    private static final Path DASHBOARD = Chart.FOLDER.resolve("files/dashboards/regional-failover.json");
    private static final Pattern METRIC = Pattern.compile("\\bregional_failover_[a-z_]+\\b");

    private Monitoring() {}

    /**
     * An alert.
     *
     * @param name its name
     * @param expression PromQL
     * @param runbook where its runbook is, with the template of a label in it where there is one
     */
    public record Alert(String name, String expression, String runbook) {}

    /** The alerts, in their order. */
    public static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode group : read(ALERTS).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                alerts.add(new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.path("annotations").path("runbook_url").asText()));
            }
        }
        return alerts;
    }

    /** The dashboard, as Grafana imports it. */
    public static JsonNode dashboard() {
        return read(DASHBOARD);
    }

    /** Every PromQL expression that an alert or the dashboard asks. */
    public static List<String> expressions() {
        List<String> expressions = new ArrayList<>(dashboard().findValuesAsText("expr"));
        dashboard().path("templating").findValuesAsText("definition").forEach(expressions::add);
        alerts().forEach(alert -> expressions.add(alert.expression()));
        return expressions;
    }

    /** The names of our metrics that these expressions need, as the operator has to export them. */
    public static Set<String> metrics() {
        return expressions().stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode read(Path file) {
        try {
            return new KubernetesSerialization().unmarshal(Files.readString(file), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
