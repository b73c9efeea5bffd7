package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A failover with no cloud: the operator answers for the zone itself, from the tick of the decision on and through its own death. */
class EmbeddedZoneIT {
    /** What the product promises for a check every second with a timeout of 500 ms and a threshold of 3. */
    private static final Duration PROMISED = Duration.ofMillis(4_200);

    private static final String EAST_ADDRESS = "127.0.0.1";
    private static final String WEST_ADDRESS = "127.0.0.2";
    /** What the operator logs when it has given up waiting for an API server before it goes on. */
    private static final String NOT_THERE = "Informer startup error. Will periodically retry";

    private static final String ANSWERS = "The embedded DNS server answers on port";
    /** What is logged before the first bean is made. */
    private static final String BEFORE_BEANS = "ArC DI container initialized";

    private static final String ZONE = "own";
    private static final String APEX = "own.example";
    private static final String NAME = "www." + APEX;

    private final InetSocketAddress server =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.on("127.0.0.1"));
    private final World world = world();
    private final Shop shop = world.shop();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();

    /** Of the last answer. */
    private volatile long ttl;

    /** @param value empty when nothing came */
    private record Answer(Instant at, Optional<String> value) {}

    private World world() {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", Integer.toString(server.getPort()));
        settings.put("QUARKUS_LOG_CATEGORY__IO_QUARKUS_ARC__LEVEL", "DEBUG");
        return World.with(settings);
    }

    @BeforeEach
    void publish() {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: %s}
                spec:
                  domainName: %s
                  provider: {embedded: {nameServers: [{name: ns1.%s, addresses: ["127.0.0.1"]}]}}
                  grants: [{name: all, namespaces: {names: [%s]}}]
                """.formatted(ZONE, APEX, APEX, shop.namespace()));
        PolicyDraft policy = shop.policy()
                .with("dns", "{zone: %s, minTtl: 1s, records: [{name: %s, type: A, ttl: 3s}]}".formatted(ZONE, NAME))
                .replacing("checks", "timeout: 1s", "timeout: 500ms");
        shop.apply(policy);
        shop.awaitSteady();
    }

    @AfterEach
    void stop() {
        asking.shutdownNow();
        shop.close();
        world.kube().resources(DnsZone.class).withName(ZONE).delete();
    }

    @Test
    void answersTurnWithTheDecisionAndOutliveTheOperator() {
        assertThat(zoneReady()).hasValueSatisfying(ready -> {
            assertThat(ready.status()).isEqualTo("True");
            assertThat(ready.message())
                    .isEqualTo("embedded zone " + APEX + " answers on port " + server.getPort() + " (UDP and TCP)");
        });
        // Where a probe was slow, a name needs two minutes to be at rest.
        Shop.until("all is at rest", () -> ask().equals(Optional.of(EAST_ADDRESS)) && ttl == 3);
        var unused = asking.scheduleAtFixedRate(this::note, 0, 50, TimeUnit.MILLISECONDS);

        Instant failed = Instant.now();
        shop.east().stop();
        Shop.until("the answer turns", () -> firstAfter(failed, WEST_ADDRESS).isPresent());
        Duration took =
                Duration.between(failed, firstAfter(failed, WEST_ADDRESS).orElseThrow());
        System.out.printf(
                "from killing the endpoint to the changed answer: %d ms (promised: %d ms)%n",
                took.toMillis(), PROMISED.toMillis());
        assertThat(ttl).as("a check fails").isEqualTo(1);
        shop.awaitPhase("FailedOver");
        assertThat(answers)
                .as("nobody was ever left without an answer")
                .allMatch(answer -> answer.value().isPresent());

        outliveTheOperator();
        shop.east().resume();
        shop.awaitSteady();
        Shop.until("the answer is back", () -> ask().equals(Optional.of(EAST_ADDRESS)));
    }

    /** Killed, and started again while its API server is away: what was last published is answered. */
    private void outliveTheOperator() {
        world.operator().kill();
        world.cluster().stopApiServer();
        try {
            Instant started = Instant.now();
            world.operator().start();
            Shop.until(
                    "answers return from disk",
                    () -> firstAfter(started, WEST_ADDRESS).isPresent());
            Shop.until(
                    "it goes on without an API server",
                    () -> world.operator().log().stream().anyMatch(line -> line.contains(NOT_THERE)));
            assertThat(ask()).contains(WEST_ADDRESS);
            assertThat(lineWith(ANSWERS))
                    .as("it answers before the application is put together")
                    .isLessThan(lineWith(BEFORE_BEANS));
            System.out.printf(
                    "from starting the operator without an API server to the first answer: %d ms%n",
                    Duration.between(started, firstAfter(started, WEST_ADDRESS).orElseThrow())
                            .toMillis());
        } finally {
            world.cluster().startApiServer();
        }
        world.operator().awaitReady();
        assertThat(ask()).contains(WEST_ADDRESS);
    }

    private int lineWith(String sentence) {
        List<String> log = world.operator().log();
        return IntStream.range(0, log.size())
                .filter(line -> log.get(line).contains(sentence))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the operator's log does not say \"" + sentence + "\""));
    }

    private void note() {
        Optional<String> value = ask();
        answers.add(new Answer(Instant.now(), value));
    }

    private Optional<Instant> firstAfter(Instant moment, String value) {
        return answers.stream()
                .filter(answer -> answer.at().isAfter(moment) && answer.value().equals(Optional.of(value)))
                .map(Answer::at)
                .findFirst();
    }

    private Optional<Condition> zoneReady() {
        return world.kube().resources(DnsZone.class).withName(ZONE).get().getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst();
    }

    /** The address that the server answers with; empty when it answers with none or not at all. */
    private Optional<String> ask() {
        try {
            SimpleResolver client = new SimpleResolver(server);
            client.setTimeout(Duration.ofSeconds(1));
            Message question = Message.newQuery(Record.newRecord(Name.fromString(NAME + "."), Type.A, DClass.IN));
            return client.send(question).getSection(Section.ANSWER).stream()
                    .findFirst()
                    .map(record -> {
                        ttl = record.getTTL();
                        return record.rdataToString();
                    });
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
