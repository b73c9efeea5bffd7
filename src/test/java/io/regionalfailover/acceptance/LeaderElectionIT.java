package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two replicas: one carries out policies; the other takes over when that one is killed, or at once when it ends. */
class LeaderElectionIT {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);

    private final World world = World.with(settings());

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("HOSTNAME", "one");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED", "true");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_NAME", Chart.FULL_NAME);
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_DURATION", LEASE.toSeconds() + "s");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_RENEW_DEADLINE", "4s");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_RETRY_PERIOD", "1s");
        return settings;
    }

    @Test
    void oneCarriesOutPoliciesAndTheOtherTakesOver() {
        OperatorProcess one = world.operator();
        try (Shop shop = world.shop();
                OperatorProcess two = world.another(Map.of("HOSTNAME", "two"))) {
            two.start();
            two.awaitReady();
            shop.apply(shop.policy());
            shop.awaitSteady();
            assertThat(holder()).startsWith("one_");
            assertThat(one.metrics()).contains("regional_failover_weight{");
            assertThat(two.metrics()).doesNotContain("regional_failover_weight{");

            one.kill();
            Instant killedAt = Instant.now();
            awaitHolder("two_");
            Duration taken = Duration.between(killedAt, Instant.now());
            System.out.println("taken over after a kill within " + taken.toMillis() + " ms");
            assertThat(taken).isBetween(LEASE.minusSeconds(2), LEASE.plusSeconds(4));
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            assertThat(writer(shop)).contains("two");

            one.start();
            one.awaitReady();
            assertThat(holder()).startsWith("two_");
            Instant askedAt = Instant.now();
            Optional<Integer> exit = two.terminate(Duration.ofSeconds(20));
            Duration ended = Duration.between(askedAt, Instant.now());
            awaitHolder("one_");
            taken = Duration.between(askedAt, Instant.now());
            System.out.println(
                    "ended within " + ended.toMillis() + " ms, taken over within " + taken.toMillis() + " ms");
            assertThat(exit).as(() -> two.logTail(30)).contains(143);
            assertThat(taken).isLessThan(Duration.ofSeconds(5));
            shop.east().resume();
            shop.awaitSteady();
            assertThat(writer(shop)).contains("one");
        }
    }

    @Test
    void whoSeesThatAnotherHoldsTheLeaseEnds() {
        OperatorProcess one = world.operator();
        Shop.until("it leads", () -> holder().startsWith("one_"));
        world.kube()
                .leases()
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.FULL_NAME)
                .edit(lease -> lease.edit()
                        .editSpec()
                        .withHolderIdentity("another")
                        .endSpec()
                        .build());

        Shop.until("it ends", () -> !one.isAlive());

        assertThat(one.log())
                .anyMatch(line -> line.contains("The lease is held by \\\"another\\\" now: this process ends"));
    }

    @Test
    void aLeaderThatStoodStillIsRefusedByTheFenceAndEnds() {
        OperatorProcess one = world.operator();
        CountDownLatch arrives = new CountDownLatch(1);
        try (Shop shop = world.shop();
                OperatorProcess two = world.another(Map.of("HOSTNAME", "two"))) {
            two.start();
            two.awaitReady();
            Shop.until("one leads", () -> holder().startsWith("one_"));
            shop.apply(shop.policy());
            shop.awaitSteady();
            int batches = shop.zone().attempts().size();
            world.route53().faults().next(Operation.CHANGE_RECORD_SETS, new Fault.Held(arrives));
            shop.east().stop();
            Shop.until("its plan is on the way", () -> shop.zone().attempts().size() > batches);

            one.pause();
            Instant pausedAt = Instant.now();
            awaitHolder("two_");
            shop.await(
                    "moved by the other",
                    status -> writer(status).contains("two")
                            && Objects.requireNonNull(status.plan()).observedAt() != null);
            System.out.println("moved "
                    + Duration.between(pausedAt, Instant.now()).toMillis() + " ms after the leader was stopped");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            arrives.countDown();
            Shop.until(
                    "the plan from before has arrived",
                    () -> shop.zone().attempts().get(batches).outcome().startsWith("InvalidChangeBatch"));
            List<Map<String, Long>> history = shop.zone().history();

            // While the API server is away a leader goes on, so that this one has time to find out.
            world.cluster().pauseApiServer();
            try {
                one.resume();
                Shop.until("its refused write is counted", () -> countsFencedWrites(one, shop.namespace()));
            } finally {
                world.cluster().resumeApiServer();
            }
            Shop.until("it ends", () -> !one.isAlive());
            assertThat(shop.zone().history()).isEqualTo(history);
            assertThat(holder()).startsWith("two_");
            one.start();
            one.awaitReady();
        } finally {
            arrives.countDown();
        }
    }

    /** A process that has just woken up may have no answer yet. */
    private static boolean countsFencedWrites(OperatorProcess operator, String namespace) {
        return operator.answer("/q/metrics").stream()
                .flatMap(String::lines)
                .anyMatch(line -> line.startsWith("regional_failover_fenced_writes_total{")
                        && line.contains(namespace)
                        && !line.endsWith(" 0.0"));
    }

    private static String writer(FailoverPolicyStatus status) {
        return status.plan() == null ? "" : String.valueOf(status.plan().by());
    }

    private static String writer(Shop shop) {
        return String.valueOf(Objects.requireNonNull(shop.status().plan()).by());
    }

    private void awaitHolder(String prefix) {
        Shop.until("the lease is held by " + prefix, () -> holder().startsWith(prefix));
    }

    private String holder() {
        Lease lease = world.kube()
                .leases()
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.FULL_NAME)
                .get();
        return lease == null ? "" : String.valueOf(lease.getSpec().getHolderIdentity());
    }
}
