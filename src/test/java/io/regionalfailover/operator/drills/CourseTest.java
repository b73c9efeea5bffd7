package io.regionalfailover.operator.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillStatus;
import io.regionalfailover.operator.drills.Course.Act;
import io.regionalfailover.operator.drills.Obstacles.Obstacle;
import io.regionalfailover.operator.orders.DrillOrders.Progress;
import io.regionalfailover.operator.orders.Stand;
import io.regionalfailover.operator.policy.GivenOrder;
import io.regionalfailover.operator.translation.DrillModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a drill goes, step by step, without an API server. Time stands still but where a test moves it. */
class CourseTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String ONCE = "duration: 10m";
    private static final String TUESDAYS = "duration: 10m, schedule: {cron: \"0 10 * * 2\", timeZone: Europe/Berlin}";
    private static final Stand SERVES = stand(100);
    private static final Stand LEFT = stand(0);

    /** A Monday. */
    private Instant now = Instant.parse("2026-11-23T04:00:00Z");

    private DrillModel model = model(ONCE);
    private long generation = 1;
    private @Nullable FailoverDrillStatus status;
    private Optional<String> obstacle = Optional.empty();
    private Optional<Progress> leaving = Optional.empty();
    private Optional<Progress> returning = Optional.empty();
    private boolean passing;
    private boolean policyGone;
    private List<String> failingQueries = List.of();

    private static DrillModel model(String spec) {
        FailoverDrill drill = YAML.unmarshal(
                "metadata: {name: d, namespace: shop}\nspec: {policy: checkout, region: east, " + spec + "}",
                FailoverDrill.class);
        return ((DrillModel.Read) DrillModel.of(drill)).model();
    }

    private static Stand stand(int east, Stand.Failing... failing) {
        return new Stand(
                Map.of("east", east, "west", 100 - east), true, Optional.empty(), List.of(), Set.of(failing), false);
    }

    private static Optional<Progress> progress(Stand stand) {
        return Optional.of(new Progress(Optional.of(stand), Optional.empty()));
    }

    private Course.Next look() {
        Course.Next next = Course.next(
                model,
                status,
                generation,
                new Seen(
                        now,
                        () -> obstacle.map(what -> new Obstacle(what, passing)),
                        leaving,
                        returning,
                        policyGone,
                        failingQueries));
        status = new FailoverDrillStatus(
                generation,
                next.phase(),
                next.message(),
                next.nextRunAt().orElse(null),
                next.run().map(Run::status).orElse(null),
                next.history(),
                List.of());
        return next;
    }

    private FailoverDrillStatus said() {
        return Objects.requireNonNull(status);
    }

    private DrillRunStatus lastRun() {
        return Objects.requireNonNull(said().lastRun());
    }

    private Instant nextRunAt() {
        return Objects.requireNonNull(said().nextRunAt());
    }

    private Course.Next after(long seconds) {
        now = now.plusSeconds(seconds);
        return look();
    }

    /** A run under way whose traffic has left. */
    private void runs() {
        look();
        leaving = progress(SERVES);
        assertThat(look().act()).isEqualTo(Act.LEAVE);
        leaving = progress(LEFT);
        assertThat(after(4).act()).isEqualTo(Act.LEAVE);
    }

    @Test
    void itBeginsAtOnceAndTheStatusSaysSoFirst() {
        Course.Next begins = look();
        assertThat(begins.phase()).isEqualTo("Running");
        assertThat(begins.act()).as("only what is written may be told").isEqualTo(Act.NOTHING);
        assertThat(begins.lookAt()).contains(now);
        assertThat(look().act()).isEqualTo(Act.LEAVE);
    }

    @Test
    void trafficLeavesStaysAwayAndReturns() {
        runs();
        assertThat(lastRun().timeToShift()).isEqualTo("4.0s");
        assertThat(after(595).act()).isEqualTo(Act.LEAVE);

        assertThat(after(1).act()).isEqualTo(Act.RETURN);
        assertThat(said().phase()).isEqualTo("Running");
        leaving = Optional.empty();
        returning = progress(LEFT);
        assertThat(after(70).act()).isEqualTo(Act.RETURN);

        returning = Optional.of(new Progress(Optional.of(SERVES), Optional.of("done with plan 7")));
        Course.Next done = after(50);
        assertThat(done.act()).isEqualTo(Act.NOTHING);
        assertThat(done.phase()).isEqualTo("Passed");
        assertThat(lastRun().timeToReturn()).isEqualTo("120.0s");
        assertThat(lastRun().endedAt()).isEqualTo(now);
        assertThat(said().history()).containsExactly(lastRun());

        returning = Optional.empty();
        assertThat(after(100_000).phase()).as("once is once").isEqualTo("Passed");
        assertThat(said().history()).hasSize(1);
    }

    @Test
    void whatStandsInTheWayIsWaitedForAndThenItIsBlocked() {
        obstacle = Optional.of("FailoverReady is False (NoHealthyRegion): no other region is Healthy");
        Course.Next waits = look();
        assertThat(waits.phase()).isEqualTo("Scheduled");
        assertThat(waits.message()).contains("NoHealthyRegion", "04:05:00Z");
        assertThat(waits.lookAt()).contains(now.plusSeconds(2));
        assertThat(after(299).phase()).isEqualTo("Scheduled");

        Course.Next blocked = after(1);
        assertThat(blocked.phase()).isEqualTo("Blocked");
        assertThat(blocked.message()).contains("did not begin", "NoHealthyRegion");
        obstacle = Optional.empty();
        assertThat(after(10).phase())
                .as("it is not begun behind people's backs")
                .isEqualTo("Blocked");
    }

    @Test
    void aCheckThatFailsElsewhereBreaksItOff() {
        runs();
        leaving = progress(stand(0, new Stand.Failing("east", "frontend")));
        assertThat(after(1).act()).as("where nobody is served").isEqualTo(Act.LEAVE);

        leaving = progress(stand(0, new Stand.Failing("west", "frontend")));
        assertThat(after(1).act()).isEqualTo(Act.GIVE_BACK);
        assertThat(lastRun().result()).isEqualTo("Aborted");
        assertThat(lastRun().message()).isEqualTo("check frontend fails in west");

        leaving = Optional.empty();
        returning = progress(LEFT);
        assertThat(after(1).act()).as("after a restart, too").isEqualTo(Act.GIVE_BACK);
        returning = Optional.of(new Progress(Optional.of(SERVES), Optional.of("done")));
        assertThat(after(1).phase()).isEqualTo("Aborted");
        assertThat(lastRun().timeToReturn()).isEqualTo("2.0s");
    }

    @Test
    void checksBreakNothingOffWhereTheSpecSaysSo() {
        model = model(ONCE + ", abortWhen: {anyCheckFails: false}");
        runs();
        leaving = progress(stand(0, new Stand.Failing("west", "frontend")));
        assertThat(after(1).act()).isEqualTo(Act.LEAVE);
    }

    @Test
    void aPolicyThatFailsOpenBreaksItOffWhateverTheSpecSays() {
        model = model(ONCE + ", abortWhen: {anyCheckFails: false}");
        runs();
        leaving = progress(new Stand(LEFT.weights(), true, Optional.empty(), List.of(), Set.of(), true));
        assertThat(after(1).act()).isEqualTo(Act.GIVE_BACK);
    }

    @Test
    void whatWasBrokenOffStaysSoThoughTheStatusWasNotWritten() {
        runs();
        FailoverDrillStatus away = said();
        leaving = progress(stand(0, new Stand.Failing("west", "frontend")));
        assertThat(after(1).act()).isEqualTo(Act.GIVE_BACK);

        status = away;
        leaving = Optional.empty();
        returning = progress(LEFT);
        assertThat(after(1).act()).as("the check has recovered").isEqualTo(Act.GIVE_BACK);
        assertThat(lastRun().result()).isEqualTo("Aborted");
    }

    @Test
    void aScheduledRunWaitsOnlyForWhatNobodyCanTellYet() {
        model = model(TUESDAYS);
        look();
        now = Instant.parse("2026-11-24T09:00:00Z");
        obstacle = Optional.of("not every query of abortWhen was answered yet");
        passing = true;
        assertThat(look().phase()).isEqualTo("Scheduled");
        obstacle = Optional.of("the policy is FailingOver, not Steady");
        passing = false;
        assertThat(after(2).phase())
                .as("another cluster's run, which may be over soon")
                .isEqualTo("Blocked");
        obstacle = Optional.empty();
        assertThat(after(20).phase()).isEqualTo("Blocked");
    }

    @Test
    void aRunThatLastsBeyondTheNextOneLeavesThatOut() {
        model = model("duration: 2h, schedule: {cron: \"0 * * * *\"}");
        look();
        now = nextRunAt();
        look();
        leaving = progress(LEFT);
        assertThat(after(7200).act()).isEqualTo(Act.RETURN);
        leaving = Optional.empty();
        returning = Optional.of(new Progress(Optional.of(SERVES), Optional.of("done")));
        assertThat(after(60).phase()).isEqualTo("Passed");
        assertThat(nextRunAt()).isAfter(now);
        returning = Optional.empty();
        assertThat(after(1).phase()).isEqualTo("Passed");
    }

    @Test
    void aFailingQueryASuspensionAndAnOpenFailureBreakItOff() {
        runs();
        failingQueries = List.of("errors");
        FailoverDrillStatus away = said();
        assertThat(after(1).act()).isEqualTo(Act.GIVE_BACK);
        assertThat(lastRun().message()).isEqualTo("query errors fails");

        status = away;
        failingQueries = List.of();
        model = model(ONCE + ", suspend: true");
        assertThat(after(1).act()).isEqualTo(Act.GIVE_BACK);

        status = away;
        model = model(ONCE);
        leaving = progress(new Stand(LEFT.weights(), true, Optional.empty(), List.of(), Set.of(), true));
        assertThat(after(1).act()).isEqualTo(Act.GIVE_BACK);
    }

    @Test
    void trafficThatDoesNotLeaveInTimeHasFailed() {
        look();
        leaving = progress(new Stand(
                SERVES.weights(),
                true,
                Optional.empty(),
                List.of(new Stand.Held(Set.of("east"), "TooFewRegions: two must serve")),
                Set.of(),
                false));
        assertThat(after(600).act()).isEqualTo(Act.RETURN);
        assertThat(lastRun().result()).isEqualTo("Failed");
        assertThat(lastRun().message()).contains("had not left east", "weight 100", "TooFewRegions");
    }

    @Test
    void aChangeThatIsNotInForceHasNotShiftedYet() {
        look();
        leaving = progress(new Stand(LEFT.weights(), false, Optional.empty(), List.of(), Set.of(), false));
        after(5);
        assertThat(lastRun().timeToShift()).isNull();
    }

    @Test
    void anotherClustersRunIsLeftAlone() {
        look();
        leaving = Optional.of(new Progress(Optional.of(SERVES), Optional.of(GivenOrder.LED_ELSEWHERE)));
        Course.Next next = after(1);
        assertThat(next.phase()).isEqualTo("Blocked");
        assertThat(next.act()).isEqualTo(Act.NOTHING);
        assertThat(next.message()).isEqualTo("another cluster runs it");
    }

    @Test
    void aScheduleBeginsInItsTimeZoneAgainAndAgain() {
        model = model(TUESDAYS);
        assertThat(look().nextRunAt()).contains(Instant.parse("2026-11-24T09:00:00Z"));
        assertThat(said().phase()).isEqualTo("Scheduled");
        now = Instant.parse("2026-11-24T09:00:02Z");
        assertThat(look().phase()).isEqualTo("Running");
        assertThat(nextRunAt()).isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
    }

    @Test
    void aRunThatNobodyCouldBeginInTimeIsLeftOut() {
        model = model(TUESDAYS);
        look();
        now = Instant.parse("2026-11-24T09:01:01Z");
        Course.Next missed = look();
        assertThat(missed.phase()).isEqualTo("Blocked");
        assertThat(missed.message()).contains("no operator ran at 2026-11-24T09:00:00Z");
        assertThat(missed.nextRunAt()).contains(Instant.parse("2026-12-01T09:00:00Z"));
        now = Instant.parse("2026-12-01T09:00:00Z");
        assertThat(look().phase()).isEqualTo("Running");
        assertThat(said().history()).hasSize(1);
    }

    @Test
    void aNewScheduleCountsFromNow() {
        model = model(TUESDAYS);
        look();
        model = model("duration: 10m, schedule: {cron: \"30 5 * * *\"}");
        generation = 2;
        assertThat(look().nextRunAt()).contains(Instant.parse("2026-11-23T05:30:00Z"));
    }

    @Test
    void whatIsSuspendedBeginsNothing() {
        model = model(ONCE + ", suspend: true");
        assertThat(look().phase()).isEqualTo("Scheduled");
        assertThat(after(100).act()).isEqualTo(Act.NOTHING);
        model = model(ONCE);
        generation = 2;
        assertThat(look().phase()).isEqualTo("Running");
    }

    @Test
    void aPolicyThatIsGoneEndsIt() {
        runs();
        policyGone = true;
        leaving = Optional.empty();
        assertThat(after(1).phase()).isEqualTo("Failed");
        assertThat(said().message()).isEqualTo("the policy is gone");
    }

    @Test
    void onlyTheLastTenAreKept() {
        model = model("duration: 1m, schedule: {cron: \"0 * * * *\"}");
        obstacle = Optional.of("no");
        look();
        for (int i = 0; i < 25; i++) {
            now = nextRunAt().plusSeconds(61);
            look();
        }
        assertThat(said().history()).hasSize(10);
    }

    @Test
    void aScheduleThatCannotBeReadIsRefusedByName() {
        FailoverDrill drill = YAML.unmarshal("""
                metadata: {name: d, namespace: shop}
                spec: {policy: checkout, region: east, duration: 10m, schedule: {cron: "0 10 31 2 *"}}
                """, FailoverDrill.class);
        assertThat(DrillModel.of(drill))
                .isInstanceOfSatisfying(
                        DrillModel.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("spec.schedule.cron", "0 10 31 2 *", "never comes"));
    }
}
