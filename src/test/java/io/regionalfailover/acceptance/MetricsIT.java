package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.POLICY;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.regionalfailover.testing.chart.Monitoring;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be seen from outside besides the status: metrics, log lines, events. */
class MetricsIT {
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)\\{?([^}\\n]*)}? (\\S+)$", Pattern.MULTILINE);

    private final World world = World.usual();

    @Overlapping
    void aShiftShowsInMetricsLogAndEvents() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            String steady = world.operator().metrics();
            assertThat(value(steady, shop, "regional_failover_region_health", EAST))
                    .isEqualTo(1);
            assertThat(value(steady, shop, "regional_failover_weight", EAST, "kind=\"published\""))
                    .isEqualTo(100);
            assertThat(value(steady, shop, "regional_failover_weight", WEST, "kind=\"steady\""))
                    .isZero();

            shop.east().stop();
            shop.awaitPhase("FailedOver");
            String metrics = world.operator().metrics();
            assertThat(value(metrics, shop, "regional_failover_region_health", EAST))
                    .isZero();
            assertThat(value(metrics, shop, "regional_failover_check_result", EAST, "check=\"frontend\""))
                    .isZero();
            assertThat(value(metrics, shop, "regional_failover_weight", EAST, "kind=\"published\""))
                    .isZero();
            assertThat(value(metrics, shop, "regional_failover_weight", WEST, "kind=\"published\""))
                    .isEqualTo(100);
            assertThat(value(metrics, shop, "regional_failover_plan_epoch")).isEqualTo(2);
            assertThat(value(metrics, shop, "regional_failover_phase", "phase=\"FailedOver\""))
                    .isEqualTo(1);
            assertThat(value(metrics, shop, "regional_failover_phase", "phase=\"Steady\""))
                    .isZero();
            assertThat(value(metrics, shop, "regional_failover_shifts_total", "reason=\"RegionUnhealthy\""))
                    .isEqualTo(1);
            assertThat(metrics)
                    .contains(
                            "regional_failover_check_duration_seconds_bucket",
                            "regional_failover_probe_lag_seconds_bucket",
                            "regional_failover_detection_seconds_bucket",
                            "regional_failover_decision_to_write_seconds_bucket",
                            "regional_failover_propagation_seconds_bucket",
                            "regional_failover_fenced_writes_total",
                            "regional_failover_dns_batch_changes");
            assertThat(samples(metrics, "regional_failover_dns_requests_total"))
                    .anySatisfy(labels -> assertThat(labels).contains("zone=", "provider=", "operation=", "outcome="));

            assertLog(shop);
            assertEvents(shop);
        }
    }

    @Overlapping
    void whatAlertsAndDashboardAskForIsThere() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.apply(shop.policy().with("mode", "Manual"));
            shop.west().stop();
            shop.await("held", status -> Shop.isTrue(status, "Held"));

            Set<String> asked = Monitoring.metrics();
            assertThat(asked).hasSizeGreaterThan(12);
            Shop.until(
                    "each is exported", () -> names(world.operator().metrics()).containsAll(asked));
        }
    }

    @Overlapping
    void whatIsWithheldIsAMetricToo() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("mode", "Manual"));
            shop.awaitSteady();
            shop.east().stop();
            shop.await("held", status -> Shop.isTrue(status, "Held"));
            Shop.until(
                    "the metric says so",
                    () -> value(world.operator().metrics(), shop, "regional_failover_held", "AwaitingApproval") == 1);

            shop.delete(POLICY);
            Shop.until(
                    "its metrics go with it",
                    () -> !world.operator().metrics().contains("namespace=\"" + shop.namespace() + "\""));
        }
    }

    private void assertLog(Shop shop) {
        List<String> lines = linesOf(shop);
        assertThat(lines).anyMatch(line -> line.contains("RegionUnhealthy"));
        Shop.awaitProbes(shop.west(), 4);
        assertThat(linesOf(shop)).as("probes leave no line").hasSameSizeAs(lines);
        assertThat(world.operator().log())
                .as("no meter was registered twice under one name")
                .noneMatch(line -> line.contains("already been registered") || line.contains("already existing meter"));
    }

    private List<String> linesOf(Shop shop) {
        return world.operator().log().stream()
                .filter(line -> line.contains(shop.namespace() + "/" + POLICY))
                .toList();
    }

    private void assertEvents(Shop shop) {
        Shop.until(
                "an event about the shift",
                () -> events(shop).stream()
                        .anyMatch(event -> "RegionUnhealthy".equals(event.getReason())
                                && "Warning".equals(event.getType())
                                && event.getNote().contains(EAST)));
        assertThat(events(shop)).allSatisfy(event -> {
            assertThat(event.getRegarding().getKind()).isEqualTo("FailoverPolicy");
            assertThat(event.getRegarding().getName()).isEqualTo(POLICY);
        });
    }

    private List<Event> events(Shop shop) {
        return world.kube()
                .events()
                .v1()
                .events()
                .inNamespace(shop.namespace())
                .list()
                .getItems();
    }

    private static double value(String metrics, Shop shop, String name, String... labels) {
        return SAMPLE.matcher(metrics)
                .results()
                .filter(sample -> sample.group(1).equals(name)
                        && sample.group(2).contains("namespace=\"" + shop.namespace() + "\"")
                        && sample.group(2).contains("policy=\"" + POLICY + "\""))
                .filter(sample -> List.of(labels).stream().allMatch(sample.group(2)::contains))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Set<String> names(String metrics) {
        return SAMPLE.matcher(metrics).results().map(sample -> sample.group(1)).collect(Collectors.toSet());
    }

    private static List<String> samples(String metrics, String name) {
        return SAMPLE.matcher(metrics)
                .results()
                .filter(sample -> sample.group(1).equals(name))
                .map(sample -> sample.group(2))
                .toList();
    }
}
