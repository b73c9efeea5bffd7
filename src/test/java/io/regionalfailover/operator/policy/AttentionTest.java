package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Duration RESYNC = Duration.ofSeconds(60);

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

    private static final PolicyModel NOTHING = model("""
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks: []
            """);

    private final Attention attention = new Attention(RESYNC);

    @BeforeEach
    void follow() {
        attention.follow(MODEL, at(0));
    }

    @Test
    void whatPassesNeedsNoTurnForAResync() {
        turn(0, true);
        for (int i = 0; i < 12; i++) {
            assertThat(attempted(Outcome.PASSING, 5_000 * i)).isFalse();
        }
        assertThat(attempted(Outcome.PASSING, 60_000)).isTrue();
    }

    @Test
    void whatDoesNotPassNeedsOneAtOnce() {
        turn(0, true);
        assertThat(attempted(Outcome.FAILING, 10)).isTrue();
        assertThat(attempted(Outcome.UNKNOWN, 10)).isTrue();
    }

    @Test
    void everyAttemptNeedsOneWhileAllIsNotCalm() {
        assertThat(attempted(Outcome.PASSING, 0)).as("before the first turn").isTrue();
        turn(10, false);
        assertThat(attempted(Outcome.PASSING, 20)).isTrue();
    }

    @Test
    void aTurnThatBreaksOffLeavesNoneOut() {
        turn(0, true);
        attention.begin(at(1_000));
        assertThat(attempted(Outcome.PASSING, 1_010)).isTrue();
    }

    @Test
    void aStopIsToldOfOnce() {
        turn(0, true);
        assertThat(attention.begin(at(14_000))).as("14 s").isFalse();
        assertThat(attention.begin(at(28_001))).as("14.001 s").isTrue();
        assertThat(attention.begin(at(28_001))).isFalse();
    }

    @Test
    void anAttemptThatComesAfterAStopNeedsATurnThatIsToldOfTheStop() {
        turn(0, true);
        assertThat(attempted(Outcome.PASSING, 14_001))
                .as("in the midst of a lull")
                .isTrue();
        assertThat(attempted(Outcome.PASSING, 14_002)).as("until the turn").isTrue();
        assertThat(attention.begin(at(14_003))).isTrue();
    }

    @Test
    void attemptsWithoutATurnAreLooksToo() {
        turn(0, true);
        for (int i = 1; i <= 4; i++) {
            assertThat(attempted(Outcome.PASSING, 14_000 * i)).isFalse();
        }
        assertThat(attention.begin(at(59_000))).isFalse();
    }

    @Test
    void aPolicyThatTriesNothingIsLookedAtEachResync() {
        attention.follow(NOTHING, at(0));
        turn(0, true);
        assertThat(attention.begin(at(120_000))).isFalse();
        assertThat(attention.begin(at(240_001))).isTrue();
    }

    /** By what was to be expected until then. */
    @Test
    void whatIsTriedMoreOftenFromNowOnIsNotMissedBefore() {
        attention.follow(NOTHING, at(0));
        turn(0, true);
        attention.follow(MODEL, at(100_000));
        assertThat(attention.begin(at(100_000))).isFalse();
        assertThat(attention.begin(at(114_001))).isTrue();
    }

    @Test
    void aStopBeforeANewSpecIsToldOf() {
        turn(0, true);
        attention.follow(NOTHING, at(20_000));
        assertThat(attention.begin(at(20_000))).isTrue();
    }

    private void turn(long millis, boolean calm) {
        attention.begin(at(millis));
        attention.end(calm, at(millis));
    }

    private boolean attempted(Outcome outcome, long millis) {
        return attention.attempted(Observation.NONE.then(outcome, at(millis), at(millis), ""), at(millis));
    }

    private static Instant at(long millis) {
        return Instant.parse("2026-11-23T04:00:00Z").plusMillis(millis);
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
