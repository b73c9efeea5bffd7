package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillStatus;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rehearsals. One ends the operator, so nothing else runs beside these. */
class DrillIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);
    private static final String MANUAL = "{mode: Manual, stableFor: 1h, steps: [50, 100], stepInterval: 1s}";

    private final World world = World.usual();

    @AfterEach
    void nothingIsRehearsedAnyMore() {
        world.kube().resources(FailoverDrill.class).inAnyNamespace().delete();
    }

    @Test
    void aDrillMovesTrafficAndBringsItBackThoughTheOperatorDies() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("failback", MANUAL));
            shop.awaitSteady();
            drill(shop, "weekly", "duration: 1m");
            FailoverDrillStatus away = await(shop, "weekly", DrillIT::hasShifted);
            assertThat(away.phase()).isEqualTo("Running");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            assertThat(shop.await("it says why", status -> "DrillRunning".equals(status.reason()))
                            .message())
                    .contains("FailoverDrill " + shop.namespace() + "/weekly");

            world.operator().kill();
            world.operator().start();
            world.operator().awaitReady();

            FailoverDrillStatus done = await(shop, "weekly", status -> !"Running".equals(status.phase()));
            assertThat(done.phase()).as(() -> done.toString()).isEqualTo("Passed");
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().history())
                    .as("in the steps of failback, without approval, and nothing else")
                    .containsSubsequence(WEST_SERVES, Map.of(EAST, 50L, WEST, 50L), EAST_SERVES);
            assertThat(run(done).timeToShift()).endsWith("s");
            assertThat(run(done).timeToReturn()).endsWith("s");
            assertThat(run(done).returningSince()).isAfterOrEqualTo(run(done).until());
            assertThat(done.history()).containsExactly(run(done));
            System.out.println("drill: away after " + run(done).timeToShift() + ", back after "
                    + run(done).timeToReturn());
            shop.awaitSteady();
        }
    }

    @Test
    void aCheckThatFailsElsewhereGivesTrafficBackAtOnce() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy()
                    .with("failover", "{cooldown: 1h}")
                    .with("failback", "{stableFor: 1h, steps: [10, 100], stepInterval: 1h}"));
            shop.awaitSteady();
            drill(shop, "broken", "duration: 1h");
            await(shop, "broken", DrillIT::hasShifted);

            shop.west().stop();
            FailoverDrillStatus done = await(shop, "broken", status -> !"Running".equals(status.phase()));
            assertThat(done.phase()).isEqualTo("Aborted");
            assertThat(run(done).message()).isEqualTo("check frontend fails in " + WEST);
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().history()).doesNotContain(Map.of(EAST, 10L, WEST, 90L));
            System.out.println("drill broken off: back after " + run(done).timeToReturn());
        }
    }

    @Test
    void aQueryThatFailsGivesTrafficBackToo() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            shop.east().script("/api/v1/query", errors(0));
            drill(
                    shop,
                    "errors",
                    "duration: 1h, abortWhen: {prometheus: [{name: errors, url: \"http://127.0.0.1:%d\", query: \"sum(errors)\", interval: 1s, failWhen: {operator: GreaterThan, value: \"5\"}}]}"
                            .formatted(shop.east().port()));
            await(shop, "errors", DrillIT::hasShifted);
            shop.east().script("/api/v1/query", errors(6));
            FailoverDrillStatus done = await(shop, "errors", status -> !"Running".equals(status.phase()));
            assertThat(done.phase()).isEqualTo("Aborted");
            assertThat(done.message()).isEqualTo("query errors fails");
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
        }
    }

    @Test
    void itDoesNotBeginWhereAFailoverWouldNotSucceed() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("mode", "Manual"));
            shop.awaitSteady();
            drill(shop, "early", "duration: 1m");
            FailoverDrillStatus waits = await(shop, "early", status -> status.message() != null);
            assertThat(waits.phase()).isEqualTo("Scheduled");
            assertThat(waits.message()).contains("FailoverReady is False", "AwaitingApproval");
            drill(shop, "nobody", "duration: 1m", "elsewhere");
            assertThat(await(shop, "nobody", status -> status.message() != null).message())
                    .contains("there is no FailoverPolicy elsewhere");
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);

            shop.apply(shop.policy());
            await(shop, "early", status -> "Running".equals(status.phase()));
        }
    }

    private static boolean hasShifted(FailoverDrillStatus status) {
        DrillRunStatus run = status.lastRun();
        return run != null && run.shiftedAt() != null;
    }

    private static DrillRunStatus run(FailoverDrillStatus status) {
        return Objects.requireNonNull(status.lastRun());
    }

    private static HttpScript errors(int count) {
        return HttpScript.status(
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                        + count + "\"]}]}}");
    }

    private void drill(Shop shop, String name, String spec) {
        drill(shop, name, spec, Shop.POLICY);
    }

    private void drill(Shop shop, String name, String spec, String policy) {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverDrill
                metadata: {name: %s, namespace: %s}
                spec: {policy: %s, region: %s, %s}
                """.formatted(name, shop.namespace(), policy, EAST, spec));
    }

    private FailoverDrillStatus await(Shop shop, String name, Predicate<FailoverDrillStatus> condition) {
        Shop.until(
                "FailoverDrill " + name,
                () -> status(shop, name).filter(condition).isPresent());
        return status(shop, name).orElseThrow();
    }

    private Optional<FailoverDrillStatus> status(Shop shop, String name) {
        return Optional.ofNullable(world.kube()
                        .resources(FailoverDrill.class)
                        .inNamespace(shop.namespace())
                        .withName(name)
                        .get())
                .map(FailoverDrill::getStatus);
    }
}
