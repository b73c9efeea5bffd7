package io.regionalfailover.simulation.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.input.ScenarioReader;
import io.regionalfailover.simulation.timeline.Entry;
import io.regionalfailover.simulation.timeline.HtmlTimeline;
import io.regionalfailover.simulation.timeline.JsonTimeline;
import io.regionalfailover.simulation.timeline.TextTimeline;
import io.regionalfailover.simulation.timeline.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy of {@code examples/checkout} does in each shipped scenario. */
class SimulateTest {
    private static final List<Path> CHECKOUT = List.of(
            Path.of("examples/checkout/policy.yaml"),
            Path.of("examples/checkout/zone.yaml"),
            Path.of("examples/checkout/regions.yaml"));

    /** Three attempts, one every 5 s, the last of which takes up to 2 s; the second in which it is looked at. */
    private static final Duration DETECTION = Duration.ofSeconds(3 * 5 + 2 + 1);

    /** Room is made, the change is written and served. */
    private static final Duration SHIFT =
            DETECTION.plus(SimulateRequest.READY_AFTER).plusSeconds(40);

    private static Timeline played(String scenario) {
        return Simulate.run(SimulateRequest.of(CHECKOUT, scenario));
    }

    private static List<String> written(Timeline timeline) {
        return timeline.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.WRITTEN)
                .map(Entry::text)
                .toList();
    }

    @Test
    void inOctober2025TrafficLeavesAtOnceStaysAwayInTheTailAndReturnsAsFailbackSays() {
        Timeline timeline = played("october-2025");

        assertThat(timeline.summary().detected()).get().matches(time -> time.compareTo(DETECTION) <= 0);
        assertThat(timeline.summary().shifted()).get().matches(time -> time.compareTo(SHIFT) <= 0);
        // Once for the database, once for the tail, and once more since the front end was well for 5 minutes: then for
        // 10.
        assertThat(timeline.summary().departures()).isBetween(2, 3);
        assertThat(timeline.summary().lost())
                .isLessThan(timeline.summary().lostUnmoved().dividedBy(20));
        Duration back = timeline.summary().returned().orElseThrow();
        assertThat(back).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(70));
        List<String> plans = written(timeline);
        assertThat(plans.subList(plans.size() - 3, plans.size()))
                .satisfiesExactly(
                        first -> assertThat(first).contains("us-east-1=25,us-west-2=75"),
                        second -> assertThat(second).contains("us-east-1=50,us-west-2=50"),
                        last -> assertThat(last).contains("us-east-1=100 "));
        assertThat(timeline.summary().outlook()).startsWith("Steady");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared-dependency", "partition"})
    void whatIsNoRegionsOwnFaultMovesNothing(String scenario) {
        Timeline timeline = played(scenario);

        assertThat(written(timeline)).hasSize(1);
        assertThat(timeline.summary().departures()).isZero();
        assertThat(timeline.lanes().getFirst().shares().getLast().share()).isEqualTo(1);
    }

    @Test
    void aSharedDependencyIsSeenAndHeld() {
        Timeline timeline = played("shared-dependency");

        assertThat(timeline.holds()).anyMatch(hold -> hold.what().equals("CommonCause"));
        assertThat(timeline.summary().lost()).isEqualTo(timeline.summary().lostUnmoved());
    }

    @Test
    void aRegionThatDiesIsLeftByTheInstanceInTheOther() {
        Timeline timeline = played("region-dies");

        assertThat(timeline.summary().shifted()).get().matches(time -> time.compareTo(SHIFT.plusSeconds(10)) <= 0);
        assertThat(written(timeline).get(1)).contains("by us-west-2: us-west-2=100");
        assertThat(timeline.summary().flips()).isZero();
    }

    @Test
    void withoutTheControlPlaneOfTheProviderAPlanIsWrittenWhenItIsBack() {
        Timeline timeline = played("dns-control-plane-away");
        Duration back = ScenarioReader.shipped("dns-control-plane-away")
                .events()
                .getFirst()
                .until();

        Entry shift = timeline.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.WRITTEN)
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertThat(shift.at()).isBetween(back, back.plusMinutes(2));
        assertThat(timeline.summary().detected()).get().matches(time -> time.compareTo(DETECTION) <= 0);
    }

    @Test
    void theSameSeedTakesTheSameCourseAndAnotherOneAnother() {
        SimulateRequest request = SimulateRequest.of(CHECKOUT, "flapping");
        SimulateRequest other = new SimulateRequest(
                request.files(),
                request.policy(),
                request.scenario(),
                request.region(),
                request.instances(),
                request.readyAfter(),
                2);
        String text = TextTimeline.of(Simulate.run(request), true);

        assertThat(TextTimeline.of(Simulate.run(request), true)).isEqualTo(text);
        assertThat(TextTimeline.of(Simulate.run(other), true)).isNotEqualTo(text);
    }

    @Test
    void aScenarioOfOnesOwnIsPlayedAgainstTheRegionThatIsNamed(@TempDir Path folder) throws Exception {
        Path scenario = Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                lasts: 20m
                events:
                - {at: 2m, for: 3m, what: "<b>{hit}</b> is slow", breaks: {checks: [frontend], as: Error}}
                - {at: 2m, for: 3m, what: nobody looks at this, breaks: {checks: [common]}}
                """);
        SimulateRequest request = SimulateRequest.of(CHECKOUT, scenario.toString());
        Timeline timeline = Simulate.run(new SimulateRequest(
                request.files(),
                request.policy(),
                request.scenario(),
                Optional.of("us-west-2"),
                request.instances(),
                request.readyAfter(),
                1));

        assertThat(timeline.summary().departures())
                .as("a standby has nothing to leave")
                .isZero();
        assertThat(timeline.entries())
                .anyMatch(entry ->
                        entry.region().equals("us-west-2") && entry.text().contains("Unhealthy: frontend: HTTP 503"));
        assertThat(timeline.head().notes()).singleElement().asString().contains("nobody looks at this");
        assertThat(HtmlTimeline.of(timeline))
                .contains("&lt;b&gt;us-west-2&lt;/b&gt; is slow")
                .doesNotContain("<b>", "<script", "src=", "href=", "url(");
        assertThat(JsonTimeline.of(timeline)).contains("\"hit\" : \"us-west-2\"");
    }
}
