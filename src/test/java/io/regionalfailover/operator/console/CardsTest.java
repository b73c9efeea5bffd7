package io.regionalfailover.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.console.OrderCard;
import io.regionalfailover.console.PolicyCard;
import io.regionalfailover.console.RegionCard;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CardsTest {
    private static final String SPEC = """
            metadata: {name: checkout, namespace: shop}
            spec:
              suspend: %s
              mode: Manual
              dns: {zone: z, records: [{name: a.example.com, type: A}, {name: a.example.com, type: AAAA}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["198.51.100.10"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["203.0.113.10"]}]}
              checks: [{name: frontend, http: {url: "https://{target}/", headers: {X-Token: "do not show me"}}}]
            """;

    private static PolicyCard policy(String spec, String status) {
        return Cards.of(Serialization.unmarshal(spec + status, FailoverPolicy.class));
    }

    @Test
    void aPolicyThatNothingWasSaidOfShowsItsRegions() {
        PolicyCard card = policy(SPEC.formatted("false"), "");

        assertThat(card.key()).isEqualTo("shop/checkout");
        assertThat(card.phase()).isEmpty();
        assertThat(card.mode()).isEqualTo("Manual");
        assertThat(card.names()).containsExactly("a.example.com");
        assertThat(card.regions()).extracting(PolicyCard.InRegion::name).containsExactly("east", "west");
        assertThat(card.regions()).extracting(PolicyCard.InRegion::health).containsOnly("Unknown");
    }

    @Test
    void nothingOfASpecIsShownButNamesAndMode() {
        assertThat(policy(SPEC.formatted("true"), "").toString())
                .contains("Suspended")
                .doesNotContain("do not show me", "198.51.100.10");
    }

    @Test
    void trafficIsWhereItIsSinceTheOldestPlanInARowWithItsWeights() {
        PolicyCard card = policy(SPEC.formatted("false"), """
                status:
                  phase: FailedOver
                  reason: RegionUnhealthy
                  message: east fails
                  nextCheckAt: "2026-11-23T04:10:00Z"
                  regions:
                  - {name: east, health: Unhealthy, weight: 0, share: 0, steadyWeight: 100, checksFailing: 1,
                     checks: [{name: frontend, result: Failing, severity: Critical, message: "503"}],
                     placement: [{name: web, desired: 2, ready: 1, message: one is missing}]}
                  - {name: west, health: Healthy, weight: 100, share: 100, steadyWeight: 0, checksPassing: 1}
                  conditions:
                  - {type: Held, status: "True", reason: CoolingDown, message: wait, lastTransitionTime: "2026-11-23T04:00:00Z"}
                  lastFailover: {from: [east], to: [west], firstFailureAt: "2026-11-23T03:59:00Z", decidedAt: "2026-11-23T04:00:00Z"}
                  history:
                  - {epoch: 44, at: "2026-11-23T04:05:00Z", reason: OrdersTold, weights: {east: 0, west: 100}}
                  - {epoch: 43, at: "2026-11-23T04:00:00Z", reason: RegionUnhealthy, weights: {east: 0, west: 100}}
                  - {epoch: 42, at: "2026-11-01T00:00:00Z", reason: AllRegionsHealthy, weights: {east: 100, west: 0}}
                  - {epoch: 41, at: "2026-10-01T00:00:00Z", reason: RegionUnhealthy, weights: {east: 0, west: 100}}
                """);

        assertThat(card.since()).contains(Instant.parse("2026-11-23T04:00:00Z"));
        assertThat(card.next()).contains(Instant.parse("2026-11-23T04:10:00Z"));
        assertThat(card.history()).hasSize(4);
        assertThat(card.conditions()).extracting(PolicyCard.Said::type).containsExactly("Held");
        assertThat(card.lastFailover())
                .map(PolicyCard.Journey::from)
                .hasValueSatisfying(from -> assertThat(from).containsExactly("east"));
        PolicyCard.InRegion east = card.regions().getFirst();
        assertThat(east.serves()).isFalse();
        assertThat(east.failing()).isEqualTo(1);
        assertThat(east.checks()).extracting(PolicyCard.Check::message).containsExactly("503");
        assertThat(east.rooms())
                .containsExactly(new PolicyCard.Room("web", Optional.of(2), Optional.of(1), "one is missing"));
    }

    @Test
    void aRegionSaysWhetherItsClusterAnswers() {
        RegionCard.Own own = Cards.of(Serialization.unmarshal("""
                metadata: {name: east}
                status:
                  message: power fails
                  health: Unhealthy
                  conditions: [{type: ClusterReachable, status: "False", reason: Unreachable, message: "", lastTransitionTime: "2026-11-23T04:00:00Z"}]
                """, Region.class));

        assertThat(own).isEqualTo(new RegionCard.Own("east", Optional.of("Unhealthy"), "power fails", "False"));
    }

    @Test
    void anOrderEndsWhenTheOperatorSaysAndBeforeThatWhenItsAuthorDid() {
        String drain = """
                metadata: {name: kernel}
                spec: {region: east, reason: new kernel, requestedBy: jane, until: "2026-12-23T04:00:00Z"}
                """;
        OrderCard fresh = Cards.of(Serialization.unmarshal(drain, RegionDrain.class));
        OrderCard seen = Cards.of(Serialization.unmarshal(drain + """
                status:
                  phase: Active
                  expiresAt: "2026-11-26T04:00:00Z"
                  policies: [{namespace: shop, name: a, phase: Done}, {namespace: shop, name: b, phase: Held}]
                """, RegionDrain.class));

        assertThat(fresh.end()).contains(Instant.parse("2026-12-23T04:00:00Z"));
        assertThat(fresh.isShown()).isTrue();
        assertThat(seen.end()).contains(Instant.parse("2026-11-26T04:00:00Z"));
        assertThat(seen.done()).isEqualTo(1);
        assertThat(seen.policies()).containsExactly("shop/a", "shop/b");
        assertThat(seen.by()).isEqualTo("jane");
    }

    @Test
    void aShiftSaysWhetherRegionsAreLeftOrReturnedTo() {
        OrderCard card = Cards.of(Serialization.unmarshal("""
                metadata: {name: back, namespace: shop}
                spec: {policies: [checkout], returnTo: [east], reason: it is well, until: "2026-12-23T04:00:00Z", force: true}
                """, TrafficShift.class));

        assertThat(card.name()).isEqualTo("shop/back");
        assertThat(card.returns()).isTrue();
        assertThat(card.force()).isTrue();
        assertThat(card.regions()).containsExactly("east");
    }
}
