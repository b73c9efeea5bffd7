package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.gate.GateChecks;
import io.regionalfailover.dns.gate.GateHealth.Found;
import io.regionalfailover.dns.gate.GateWord;
import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.operator.gate.GatePort;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.HealthCheck;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.RecordSet;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.route53.Route53Client;

/** Health checks as they are made, hung on and removed at Route 53, whose checkers ask the real ports. */
class Route53GateHealthIT {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final String EAST_ADDRESS = "192.0.2.1";
    private static final String WEST_ADDRESS = "192.0.2.2";

    private final Route53StandIn standIn = Route53StandIn.start(Options.defaults()
            .requestBucket(1000, 1000)
            .inSyncAfter(Duration.ZERO)
            .healthCheckInterval(INTERVAL));
    private final String zoneId = standIn.createZone("example.com");
    private final Route53Client client = Route53Clients.builder(
                    new Route53Clients.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20)))
            .endpointOverride(standIn.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDGATE", "secret")))
            .build();
    private final Map<String, Map<String, GateWord>> said = new ConcurrentHashMap<>();
    private final Map<String, GatePort> ports = new HashMap<>();
    private final Map<String, URI> urls = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Route53GateHealth health = health("fleet");

    private Route53GateHealth health(String installation) {
        return new Route53GateHealth(client, zoneId, installation, RequestGate.open(), () -> now);
    }

    @BeforeEach
    void open() {
        for (String region : List.of(EAST, WEST)) {
            said.put(region, new ConcurrentHashMap<>(Map.of(region, GateWord.KEEP)));
            GatePort port = new GatePort(
                    "127.0.0.1",
                    0,
                    () -> true,
                    (zone, about) -> zone.equals(zoneId)
                            ? said.getOrDefault(region, Map.of()).getOrDefault(about, GateWord.UNDECIDED)
                            : GateWord.UNDECIDED,
                    answer -> {});
            ports.put(region, port);
            urls.put(region, URI.create("http://127.0.0.1:" + port.open().join()));
        }
    }

    @AfterEach
    void close() {
        ports.values().forEach(GatePort::close);
        client.close();
        standIn.close();
    }

    private Map<String, GateWord> says(String region) {
        return Objects.requireNonNull(said.get(region));
    }

    private GateChecks wanted() {
        return GateChecks.of(zoneId, urls, 10);
    }

    private Found.Ready ready(Route53GateHealth of) {
        return await().atMost(SOON)
                .pollInterval(INTERVAL)
                .until(
                        () -> of.ensure(wanted()) instanceof Found.Ready ready
                                ? Optional.of(ready)
                                : Optional.<Found.Ready>empty(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void publish(Hanging.Known checks, int east, int west) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put(EAST, east);
        weights.put(WEST, west);
        standIn.editByHand(
                zoneId,
                Change.upsert(set(EAST, east, EAST_ADDRESS, checks.check(EAST, weights, Set.of()))),
                Change.upsert(set(WEST, west, WEST_ADDRESS, checks.check(WEST, weights, Set.of()))));
    }

    private static RecordSet set(String region, int weight, String address, Optional<String> check) {
        RecordSet plain = RecordSet.weighted("www.example.com", "A", region, weight, 1, address);
        return new RecordSet(
                plain.name(),
                plain.type(),
                plain.setIdentifier(),
                plain.weight(),
                plain.ttl(),
                plain.values(),
                plain.alias(),
                check);
    }

    private String answer() {
        InetSocketAddress server = standIn.nameServers().getFirst().address();
        return switch (new DnsjavaAsker(Duration.ofSeconds(5)).ask(server, new DnsName("www.example.com"), "A")) {
            case NameserverAsker.Answer.Authoritative(List<String> values) -> String.join(",", values);
            case NameserverAsker.Answer.None(String how) -> how;
        };
    }

    @Test
    void trafficTurnsWithoutTheApiOnceTheOthersSayEvacuateAndTheOwnInstanceIsSilent() {
        publish(ready(health).checks(), 100, 0);
        assertThat(answer()).isEqualTo(EAST_ADDRESS);
        standIn.apiDown();
        says(WEST).put(EAST, GateWord.EVACUATE);
        await().during(INTERVAL.multipliedBy(5)).atMost(SOON).until(() -> answer().equals(EAST_ADDRESS));
        Objects.requireNonNull(ports.get(EAST)).close();
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> answer().equals(WEST_ADDRESS));
    }

    @Test
    void instancesThatAreDeadDrainNobody() {
        publish(ready(health).checks(), 100, 0);
        ports.values().forEach(GatePort::close);
        await().during(INTERVAL.multipliedBy(6)).atMost(SOON).until(() -> answer().equals(EAST_ADDRESS));
    }

    @Test
    void theWeightsThatFollowChangeNoAnswer() {
        Hanging.Known checks = ready(health).checks();
        publish(checks, 100, 0);
        says(WEST).put(EAST, GateWord.EVACUATE);
        says(EAST).put(EAST, GateWord.EVACUATE);
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> answer().equals(WEST_ADDRESS));
        publish(checks, 0, 100);
        await().during(INTERVAL.multipliedBy(5)).atMost(SOON).until(() -> answer().equals(WEST_ADDRESS));
    }

    @Test
    void everyInstanceFindsTheSameChecksAndMarksThem() {
        Found.Ready first = ready(health);
        Found.Ready second = ready(health("fleet"));
        assertThat(second).isEqualTo(first);
        assertThat(first.all()).hasSize(4 + 2 + 1);
        assertThat(standIn.healthChecks()).extracting(HealthCheck::id).containsExactlyInAnyOrderElementsOf(first.all());
        assertThat(standIn.isHealthy(first.checks().parked())).isFalse();
        assertThat(standIn.tagsOf(first.checks().parked()))
                .containsEntry("regionalfailover.io/installation", "fleet")
                .containsEntry("regionalfailover.io/zone", zoneId);
    }

    @Test
    void aTagThatCouldNotBePutOnIsPutOnLater() {
        standIn.faults().next(Operation.CHANGE_TAGS, 1, Fault.throttling());
        assertThat(health.ensure(wanted())).isInstanceOf(Found.NotKnown.class);
        for (String check : ready(health).all()) {
            assertThat(standIn.tagsOf(check)).containsEntry("regionalfailover.io/zone", zoneId);
        }
    }

    @Test
    void aCheckThatIsDeletedBeforeItWasTaggedIsMadeAnew() {
        standIn.faults().next(Operation.CHANGE_TAGS, 1, Fault.throttling());
        assertThat(health.ensure(wanted())).isInstanceOf(Found.NotKnown.class);
        String gone = standIn.healthChecks().getFirst().id();
        standIn.deleteHealthCheck(gone);
        assertThat(ready(health).all()).hasSize(4 + 2 + 1).doesNotContain(gone).isEqualTo(ids());
    }

    @Test
    void nothingIsAskedForThatTheExamplesDoNotAllow() throws IOException {
        ready(health);
        now = now.plus(Route53GateHealth.LEFT_FOR);
        health.sweep(Set.of());
        now = now.plus(Route53GateHealth.LEFT_FOR);
        health.sweep(Set.of());
        assertThat(ids()).isEmpty();
        Set<String> allowed = new HashSet<>(Set.of("ListResourceRecordSets"));
        Pattern.compile("route53:([A-Za-z]+)")
                .matcher(Files.readString(Path.of("examples", "iam", "route53-gate.json")))
                .results()
                .forEach(action -> allowed.add(action.group(1)));
        assertThat(standIn.requests())
                .extracting(request -> request.operation().action())
                .isSubsetOf(allowed);
        assertThat(allowed).hasSize(6);
    }

    @Test
    void aNewCheckIsHungOnOnlyOnceItHasSeenEnough() {
        assertThat(health.ensure(wanted())).isInstanceOf(Found.Starting.class);
        String watch = standIn.healthChecks().getFirst().id();
        assertThat(health.ensure(wanted())).isInstanceOf(Found.Starting.class);
        assertThat(standIn.healthChecks())
                .extracting(HealthCheck::id)
                .contains(watch)
                .hasSize(7);
    }

    @Test
    void aCheckThatSomebodyDeletedIsMadeAnew() {
        Found.Ready before = ready(health);
        String gone = before.checks().of(EAST).orElseThrow();
        standIn.deleteHealthCheck(gone);
        Found.Ready after = ready(health);
        assertThat(after.checks().of(EAST)).isPresent().isNotEqualTo(Optional.of(gone));
        assertThat(after.checks().of(WEST)).isEqualTo(before.checks().of(WEST));
        assertThat(ready(health("fleet"))).isEqualTo(after);
    }

    @Test
    void whatNobodyWantsGoesOnceNothingHangsOnItAndNothingOfOthersDoes() {
        Found.Ready ours = ready(health);
        Found.Ready others = ready(health("another"));
        publish(ours.checks(), 100, 0);
        health.sweep(Set.of());
        now = now.plus(Route53GateHealth.LEFT_FOR);
        health.sweep(Set.of());
        assertThat(ids())
                .as("a record set hangs on them")
                .contains(ours.checks().of(EAST).orElseThrow());
        standIn.editByHand(
                zoneId,
                Change.delete(set(EAST, 0, EAST_ADDRESS, Optional.empty())),
                Change.delete(set(WEST, 0, WEST_ADDRESS, Optional.empty())));
        health.sweep(Set.of());
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(others.all());
    }

    @Test
    void nothingGoesAtFirstSight() {
        Found.Ready ours = ready(health);
        health.sweep(Set.of());
        now = now.plus(Route53GateHealth.LEFT_FOR.minusSeconds(1));
        health.sweep(Set.of());
        assertThat(ids()).isEqualTo(ours.all());
        assertThat(standIn.requests(Operation.DELETE_HEALTH_CHECK)).isEmpty();
    }

    private Set<String> ids() {
        Set<String> ids = new HashSet<>();
        standIn.healthChecks().forEach(check -> ids.add(check.id()));
        return ids;
    }
}
