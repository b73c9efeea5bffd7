package io.regionalfailover.kubectl.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.kubectl.explain.RuleSaid.Outcome;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PipelineTest {
    private static final PolicyFixture AWAY = PolicyFixture.failedOver("shop", "checkout");

    @Test
    void rulesStandInTheDecisionsOrder() {
        assertThat(Pipeline.of(story(AWAY)))
                .extracting(rule -> rule.number() + " " + rule.rule())
                .containsExactly(
                        "1 Verdicts",
                        "2 Common cause",
                        "3 Excluded",
                        "4 Target shares",
                        "5 Vetoes",
                        "6 Limits",
                        "7 Progress");
    }

    @Test
    void aFailoverIsToldRuleByRule() {
        List<RuleSaid> rules = Pipeline.of(story(AWAY));
        assertThat(rules.get(0).said())
                .isEqualTo("us-east-1 is Unhealthy, orders-database fails; us-west-2 is Healthy");
        assertThat(rules.get(2)).extracting(RuleSaid::outcome).isEqualTo(Outcome.ACTS);
        assertThat(rules.get(2).said()).isEqualTo("us-east-1 must not serve: it is unhealthy");
        assertThat(rules.get(3).said()).contains("the spec wants us-east-1=100", "published is us-west-2=100");
        assertThat(rules.get(6).said())
                .contains("plan 2 (RegionUnhealthy)", "seen at every name server 2026-11-23T04:00:22Z");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "SUSPENDED",
                "DRY_RUN",
                "AWAITING_APPROVAL",
                "BLOCKED_WINDOW",
                "TOO_FEW_REGIONS",
                "STABILIZING",
                "FAILBACK_STEP",
                "FAILOVER_STEP",
                "COOLING_DOWN",
                "AWAITING_CAPACITY",
                "AWAITING_PROPAGATION",
                "COMMON_CAUSE",
                "NO_QUORUM",
                "OBSERVER_ISOLATED",
                "COLD_START",
                "NO_HEALTHY_REGION",
                "VELOCITY_LIMITED",
                "DNS_UNAVAILABLE",
                "DNS_THROTTLED",
                "DNS_FENCED",
                "SPEC_SKEW",
                "RECORD_CONFLICT",
                "NAME_NOT_GRANTED",
                "INVALID_REFERENCE",
                "INVALID_SPEC"
            })
    void whatHoldsIsShownAtExactlyOneRule(Reason reason) {
        assertThat(Pipeline.of(story(AWAY.held(reason.text(), "m"))))
                .filteredOn(rule -> rule.outcome() == Outcome.HOLDS)
                .hasSize(1);
    }

    @Test
    void anOrderExcludesAndIsNamed() {
        Order order =
                new Order(Order.Kind.DRAIN, "us-east-1", false, Instant.MAX, "RegionDrain kernel of jane: roll-out");
        PolicyFixture healthy = AWAY.regions(0, "Healthy", 100, "Healthy");
        assertThat(Pipeline.of(new Story(healthy.policy(), List.of(order)))
                        .get(2)
                        .said())
                .isEqualTo("us-east-1 must not serve: ordered (RegionDrain kernel of jane: roll-out)");
    }

    @Test
    void aPolicyThatNobodyLookedAtYetIsToldToo() {
        var policy = AWAY.policy();
        policy.setStatus(null);
        assertThat(Pipeline.of(new Story(policy, List.of())))
                .hasSize(7)
                .first()
                .satisfies(rule -> assertThat(rule.said()).isEqualTo("no region was judged yet"));
        assertThat(Explanation.of(policy, List.of()).next())
                .first()
                .asString()
                .contains("Nothing of this policy is published");
    }

    private static Story story(PolicyFixture fixture) {
        return new Story(fixture.policy(), List.of());
    }
}
