package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Duration RESYNC = Duration.ofSeconds(60);
    private static final Decision WELL = decision(Reason.ALL_REGIONS_HEALTHY);

    /** Two checks, of which one is tried every 5 s for 2 s at most: after 14 s without anything nobody looked. */
    private static final PolicyModel MODEL = model("""
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: queue, interval: 20s, timeout: 1s, tcp: {address: "{target}:5672"}}
              - {name: frontend, interval: 5s, timeout: 2s, tcp: {address: "{target}:443"}}
            """);

    private final Attention attention = new Attention(RESYNC);

    @BeforeEach
    void follow() {
        attention.follow(MODEL);
    }

    @Test
    void whatPassesNeedsNoTurnForAnIntervalOfWhatIsTriedMostOften() {
        turn(0, WELL, true);
        assertThat(attempted(Outcome.PASSING, 0)).isFalse();
        assertThat(attempted(Outcome.PASSING, 4_999)).isFalse();
        assertThat(attempted(Outcome.PASSING, 5_000)).isTrue();
    }

    @Test
    void whatDoesNotPassNeedsOneAtOnce() {
        turn(0, WELL, true);
        assertThat(attempted(Outcome.FAILING, 10)).isTrue();
        assertThat(attempted(Outcome.UNKNOWN, 10)).isTrue();
    }

    @Test
    void everyAttemptNeedsOneWhileAllIsNotWellOrPeersListen() {
        assertThat(attempted(Outcome.PASSING, 0)).as("before the first turn").isTrue();
        turn(10, decision(Reason.REGION_DRAINED), true);
        assertThat(attempted(Outcome.PASSING, 20)).isTrue();
        turn(20, WELL, false);
        assertThat(attempted(Outcome.PASSING, 30)).isTrue();
    }

    @Test
    void aTurnThatBreaksOffLeavesNoneOut() {
        turn(0, WELL, true);
        attention.begin(at(1_000));
        assertThat(attempted(Outcome.PASSING, 1_010)).isTrue();
    }

    @Test
    void aStopIsToldOfOnce() {
        turn(0, WELL, true);
        assertThat(attention.begin(at(14_000))).as("14 s").isFalse();
        assertThat(attention.begin(at(28_001))).as("14.001 s").isTrue();
        assertThat(attention.begin(at(28_001))).isFalse();
    }

    @Test
    void anAttemptThatComesAfterAStopNeedsATurnAndThatIsToldOfTheStop() {
        attention.follow(seldom());
        turn(0, WELL, true);
        attention.follow(MODEL);
        assertThat(attempted(Outcome.PASSING, 14_001))
                .as("though the turn's lull would last for a minute")
                .isTrue();
        assertThat(attempted(Outcome.PASSING, 14_002)).as("until the turn").isTrue();
        assertThat(attention.begin(at(14_003))).isTrue();
    }

    @Test
    void attemptsWithoutATurnAreLooksToo() {
        attention.follow(seldom());
        turn(0, WELL, true);
        attention.follow(MODEL);
        for (int i = 1; i <= 4; i++) {
            assertThat(attempted(Outcome.PASSING, 14_000 * i)).isFalse();
        }
        assertThat(attention.begin(at(59_000))).isFalse();
    }

    @Test
    void aPolicyThatTriesNothingIsLookedAtEachResync() {
        attention.follow(seldom());
        turn(0, WELL, true);
        assertThat(attention.begin(at(120_000))).isFalse();
        assertThat(attention.begin(at(240_001))).isTrue();
    }

    /** Nothing is tried from here. */
    private static PolicyModel seldom() {
        return model("""
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks: []
            """);
    }

    private void turn(long millis, Decision made, boolean alone) {
        attention.begin(at(millis));
        attention.end(made, alone, at(millis));
    }

    private boolean attempted(Outcome outcome, long millis) {
        return attention.attempted(Observation.NONE.then(outcome, at(millis), at(millis), ""), at(millis));
    }

    private static Instant at(long millis) {
        return Instant.parse("2026-11-23T04:00:00Z").plusMillis(millis);
    }

    private static Decision decision(Reason reason) {
        return new Decision(
                Phase.STEADY,
                reason,
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                Memory.EMPTY);
    }

    private static PolicyModel model(String policy) {
        Translation translation = new PolicyTranslator("test", "shop", Optional.of("east"))
                .translate(
                        YAML.unmarshal(policy, FailoverPolicy.class),
                        new References(
                                Optional.of(YAML.unmarshal("""
                                    metadata: {name: example-com}
                                    spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1}}}
                                    """, DnsZone.class)),
                                Map.of("east", new Region(), "west", new Region()),
                                Map.of(),
                                Map.of()));
        if (!(translation instanceof Translation.Accepted accepted)) {
            throw new IllegalArgumentException(translation.toString());
        }
        return accepted.model();
    }
}
