package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Asked to end while 200 policies move, the process ends within five seconds, whoever is silent, and the Lease goes last. */
class GracefulShutdownIT {
    private static final int POLICIES = 200;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
    private static final int TERMINATED = 143;
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world = World.with(settings());

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED", "true");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_NAME", Chart.FULL_NAME);
        return settings;
    }

    @Test
    void endsWithinFiveSecondsWhoeverIsSilentAndGivesTheLeaseUpLast() throws IOException {
        try (Shop shop = world.shop()) {
            for (int number = 0; number < POLICIES; number++) {
                shop.apply(policy(shop, number));
            }
            Shop.until("all are published", () -> shop.zone().sets().size() == 3 * POLICIES);
            try {
                endWhileTheyMove(shop);
                endWhileRoute53Hangs();
                endWhileTheApiServerIsSilentToo();
                endWhileItWaitsForTheApiServerToBegin();
            } finally {
                world.cluster().resumeApiServer();
                world.route53().faults().clear();
                world.operator().close();
                World.with(settings());
            }
        }
    }

    private void endWhileTheyMove(Shop shop) throws IOException {
        int before = shop.zone().attempts().size();
        shop.east().stop();
        Shop.until("they move", () -> shop.zone().attempts().size() > before);

        end("while they move");

        assertThat(holder()).as("given up").isEmpty();
        Instant givenUpAt = lease().getSpec().getRenewTime().toInstant();
        assertThat(writes().getLast()).as("the last write to the API server").endsWith("leases");
        assertThat(shop.zone().attempts())
                .as("writes to the zone")
                .extracting(ApiRequest::at)
                .allMatch(givenUpAt::isAfter);
    }

    private void endWhileRoute53Hangs() {
        world.route53().faults().always(new Fault.Hang());
        int before = world.route53().requests().size();
        start();
        Shop.until("Route 53 hangs", () -> world.route53().requests().size() > before);

        end("while Route 53 hangs");

        assertThat(holder()).as("given up").isEmpty();
    }

    private void endWhileTheApiServerIsSilentToo() {
        start();
        world.cluster().pauseApiServer();

        end("while Route 53 hangs and the API server is silent");
    }

    /** Without a Lease it reads what there is while it starts, and the API server does not answer. */
    private void endWhileItWaitsForTheApiServerToBegin() {
        OperatorProcess alone = world.another(Map.of("REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED", "false"));
        alone.start();
        Shop.until("it reads", () -> alone.logTail(50).contains("Reads the policies that there are"));

        end(alone, "while it waits for the API server to begin");
    }

    private void start() {
        world.operator().start();
        world.operator().awaitReady();
    }

    private static PolicyDraft policy(Shop shop, int number) {
        return shop.policy()
                .named("p" + number)
                .with(
                        "dns",
                        "{zone: %s, records: [{name: n%d.%s, type: A, ttl: 1s}]}"
                                .formatted(shop.namespace(), number, shop.domain()));
    }

    private void end(String when) {
        end(world.operator(), when);
    }

    private static void end(OperatorProcess operator, String when) {
        Instant askedAt = Instant.now();
        assertThat(operator.terminate(ENDS_WITHIN))
                .as(() -> "ended " + when + ":\n" + operator.logTail(30))
                .contains(TERMINATED);
        System.out.println("ended " + when + " within "
                + Duration.between(askedAt, Instant.now()).toMillis() + " ms");
    }

    private String holder() {
        return String.valueOf(lease().getSpec().getHolderIdentity());
    }

    private Lease lease() {
        return world.kube()
                .leases()
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.FULL_NAME)
                .get();
    }

    /** What the operator wrote to the API server so far, oldest first: verb and resource. */
    private List<String> writes() throws IOException {
        List<String> writes = new ArrayList<>();
        for (String line : Files.readAllLines(world.rights().auditLog())) {
            JsonNode event = JSON.readTree(line);
            if (event.path("user")
                            .path("username")
                            .asText()
                            .equals(world.rights().user())
                    && WRITES.contains(event.path("verb").asText())) {
                writes.add(event.path("verb").asText() + " "
                        + event.path("objectRef").path("resource").asText());
            }
        }
        return writes;
    }
}
