package io.regionalfailover.kubectl.view;

import static io.regionalfailover.testing.kubectl.PolicyFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.kubectl.view.Concentration.Group;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final PolicyFixture STEADY = PolicyFixture.steady("shop", "a-steady");

    @Test
    void theWorstComesFirst() {
        StatusView view = StatusView.of(List.of(
                STEADY.policy(),
                PolicyFixture.steady("shop", "b-held").held("CommonCause", "m").policy(),
                PolicyFixture.failedOver("shop", "c-away").policy(),
                PolicyFixture.failedOver("shop", "d-open")
                        .phase("FailedOpen", "NoHealthyRegion", "m")
                        .policy(),
                PolicyFixture.failedOver("shop", "e-leaving")
                        .phase("FailingOver", "RegionUnhealthy", "m")
                        .policy(),
                PolicyFixture.steady("shop", "f-failing")
                        .status("unhealthy", "us-east-1")
                        .policy()));
        assertThat(view.policies())
                .extracting(PolicyRow::name)
                .containsExactly("d-open", "f-failing", "e-leaving", "c-away", "b-held", "a-steady");
        assertThat(view.isCalm()).isFalse();
        assertThat(StatusView.of(List.of(STEADY.policy())).isCalm()).isTrue();
    }

    @Test
    void aPolicyThatNobodyLookedAtIsPending() {
        var policy = STEADY.policy();
        policy.setStatus(null);
        assertThat(StatusView.of(List.of(policy)).lines(Paint.PLAIN, false, NOW).getLast())
                .startsWith("shop        a-steady   Pending");
    }

    @Test
    void whoIsNotReadyComesFirstWithWhatStandsInTheWay() {
        ReadinessView view = ReadinessView.of(List.of(
                STEADY.policy(), PolicyFixture.failedOver("shop", "b-away").policy()));
        assertThat(view.policies().getFirst())
                .satisfies(policy -> assertThat(policy.name()).isEqualTo("b-away"))
                .satisfies(policy -> assertThat(policy.obstacle()).isEqualTo("no other region is Healthy"));
        assertThat(view.allReady()).isFalse();
        assertThat(view.lines(Paint.PLAIN, false)).startsWith("1 of 2 policies are ready for a failover");
    }

    @Test
    void whatManyHangOnIsCounted() {
        Concentration shared = Concentration.of(List.of(
                STEADY.policy(),
                PolicyFixture.steady("shop", "b").policy(),
                PolicyFixture.failedOver("pay", "c").policy(),
                PolicyFixture.steady("pay", "d")
                        .spec("dns", "{zone: other, records: [{name: d.other, type: A}]}")
                        .spec("checks", "[{name: ledger, tcp: {address: \"ledger.{region}.internal:5432\"}}]")
                        .regions(50, "Healthy", 50, "Healthy")
                        .policy()));
        assertThat(shared.regions())
                .as("only those that one region serves alone")
                .containsExactly(new Group("us-east-1", List.of("shop/a-steady", "shop/b"), 50));
        assertThat(shared.zones())
                .containsExactly(new Group("example-com", List.of("pay/c", "shop/a-steady", "shop/b"), 75));
        assertThat(shared.dependencies())
                .as("with placeholders filled, without {target}, and none that a policy has alone")
                .extracting(Group::on)
                .containsExactly("dns dynamodb.us-east-1.amazonaws.com", "dns dynamodb.us-west-2.amazonaws.com");
    }

    @Test
    void historyTellsHowLongEachStageTook() {
        HistoryView view =
                HistoryView.of(PolicyFixture.failedOver("shop", "checkout").policy());
        assertThat(view.plans()).extracting(HistoryView.Plan::epoch).containsExactly(2L, 1L);
        assertThat(view.lastFailover())
                .extracting(stage -> stage.stage() + " " + stage.afterFirstFailure() + " " + stage.sinceStageBefore())
                .containsExactly(
                        "first probe failed 0.0 0.0",
                        "decided 11.0 11.0",
                        "room was ready 11.8 0.8",
                        "written to DNS 12.0 0.2",
                        "in force at the provider 26.0 14.0",
                        "seen at every name server 28.0 2.0");
        assertThat(view.lines(Paint.PLAIN, false, NOW))
                .contains("2      9m55s   RegionUnhealthy   us-east-1=0 us-west-2=100");
    }
}
