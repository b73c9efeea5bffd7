package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.route53.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A region with its instance dies while Route 53's API answers 503: the answers turn all the same, and the weights follow later. */
class GateIT {
    private static final Duration GATE_INTERVAL = Duration.ofMillis(500);
    /** Three failures a second apart, and the time an attempt may take. */
    private static final Duration DETECTION = Duration.ofSeconds(4);

    private static final String EAST_ADDRESS = "127.0.0.1";
    private static final String WEST_ADDRESS = "127.0.0.2";

    private final int eastPort = FreePort.on("127.0.0.1");
    private final int westPort = FreePort.on("127.0.0.1");
    private final World world = World.with(settings(WEST, westPort));

    private static Map<String, String> settings(String region, int port) {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_REGION", region);
        settings.put("REGIONAL_FAILOVER_GATE_PORT", String.valueOf(port));
        settings.put("REGIONAL_FAILOVER_GATE_ADDRESS", "127.0.0.1");
        settings.put(
                "REGIONAL_FAILOVER_GATE_STATE_DIR",
                Path.of("target", "acceptance", "gate-" + region + "-" + port)
                        .toAbsolutePath()
                        .toString());
        return settings;
    }

    /** Everything that the zone's name server answers, each answer once until another one comes. */
    private static final class Answers implements AutoCloseable {
        record Answer(Instant at, String address) {}

        private final List<Answer> turns = new CopyOnWriteArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        Answers(World world, String name) {
            Thread.startVirtualThread(() -> {
                NameserverAsker asker = new DnsjavaAsker(Duration.ofSeconds(5));
                try {
                    do {
                        var answer = asker.ask(
                                world.route53().nameServers().getFirst().address(), DnsName.of(name), "A");
                        if (answer instanceof NameserverAsker.Answer.Authoritative(List<String> values)
                                && (turns.isEmpty()
                                        || !turns.getLast().address().equals(values.getFirst()))) {
                            turns.add(new Answer(Instant.now(), values.getFirst()));
                        }
                    } while (!closed.await(20, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        List<String> addresses() {
            return turns.stream().map(Answer::address).toList();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private void gated(Shop shop) {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: %s}
                spec:
                  domainName: %s
                  provider:
                    route53:
                      hostedZoneId: %s
                      gate:
                        instances:
                        - {region: %s, url: "http://127.0.0.1:%d"}
                        - {region: %s, url: "http://127.0.0.1:%d"}
                  grants: [{name: all, namespaces: {names: [%s]}}]
                  nameservers: [%s]
                """.formatted(
                        shop.namespace(),
                        shop.domain(),
                        shop.zone().id(),
                        EAST,
                        eastPort,
                        WEST,
                        westPort,
                        shop.namespace(),
                        world.route53().nameServers().stream()
                                .map(server -> "\"" + server.hostAndPort() + "\"")
                                .collect(Collectors.joining(", "))));
        shop.apply(shop.policy()
                .with(
                        "dns",
                        "{zone: %s, gate: true, records: [{name: %s, type: A, ttl: 1s}]}"
                                .formatted(shop.namespace(), shop.name())));
        Shop.until(
                "the gate is ready",
                () -> shop.dnsZone().getStatus() != null
                        && shop.dnsZone().getStatus().conditions().stream()
                                .anyMatch(condition -> condition.type().equals("GateReady")
                                        && condition.status().equals("True")));
        Shop.until(
                "both record sets hang on health checks",
                () -> shop.zone().sets(shop.name(), "A").size() == 2
                        && shop.zone().sets(shop.name(), "A").stream()
                                .allMatch(set -> set.healthCheckId().isPresent()));
        shop.awaitSteady();
    }

    private static String epoch(OperatorProcess instance, Shop shop) {
        return instance.metrics()
                .lines()
                .filter(line ->
                        line.startsWith("regional_failover_plan_epoch{") && line.contains('"' + shop.namespace() + '"'))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    @Test
    void answersTurnWithoutTheApiAndTheWeightsFollowWithOneWrite() {
        try (Shop shop = world.shop();
                OperatorProcess east = world.another(settings(EAST, eastPort))) {
            east.start();
            east.awaitReady();
            gated(shop);
            // Without peers neither hears of what the other wrote before it reads the zone again.
            Shop.until(
                    "both instances know the plan that hangs on health checks",
                    () -> !epoch(east, shop).isEmpty() && epoch(east, shop).equals(epoch(world.operator(), shop)));
            try (Answers answers = new Answers(world, shop.name())) {
                Shop.until("somebody answers", () -> answers.addresses().equals(List.of(EAST_ADDRESS)));
                int before = shop.zone().batches().size();
                world.route53().faults().always(Fault.serviceUnavailable());
                Instant deadAt = Instant.now();
                shop.east().stop();
                east.kill();
                Shop.until("answers turn", () -> answers.addresses().equals(List.of(EAST_ADDRESS, WEST_ADDRESS)));
                Duration taken =
                        Duration.between(deadAt, answers.turns.getLast().at());
                System.out.println("answers turned " + taken.toMillis() + " ms after the region died");
                assertThat(taken)
                        .isLessThan(
                                DETECTION.plus(GATE_INTERVAL.multipliedBy(3)).plusSeconds(1));
                assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 100L, WEST, 0L));

                world.route53().faults().clear();
                shop.awaitPhase("FailedOver");
                assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
                assertThat(shop.zone().batches()).hasSize(before + 1);
                assertThat(answers.addresses()).containsExactly(EAST_ADDRESS, WEST_ADDRESS);

                shop.east().resume();
                shop.awaitSteady();
                Shop.until("answers return", () -> answers.addresses().getLast().equals(EAST_ADDRESS));
                world.operator().kill();
                int turns = answers.turns.size();
                Shop.until(
                        "both instances were asked for long enough in vain",
                        () -> Duration.between(answers.turns.getLast().at(), Instant.now())
                                        .compareTo(GATE_INTERVAL.multipliedBy(8))
                                > 0);
                assertThat(answers.turns)
                        .as("nobody is drained by instances that are dead")
                        .hasSize(turns);
            } finally {
                world.route53().faults().clear();
                World.with(settings(WEST, westPort));
            }
        }
    }
}
