package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsMetrics;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Heartbeat;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.Owner;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Texts;
import io.regionalfailover.dns.WriteRequest;
import io.regionalfailover.dns.WriteRequest.Leaving;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heartbeats and the velocity ledger in zones that we answer for ourselves. */
class EmbeddedTextsTest {
    private static final DnsName EAST = SampleZone.APEX.heartbeat("east");

    @TempDir
    private Path folder;

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));
    private Optional<EmbeddedZones> zones = Optional.empty();

    @BeforeEach
    void start() {
        EmbeddedZones here = new EmbeddedZones(folder, "", InstantSource.system(), new Tally(), new Told());
        here.declare(SampleZone.APEX, SampleZone.SERVERS);
        zones = Optional.of(here);
    }

    @AfterEach
    void stop() {
        zones.ifPresent(EmbeddedZones::close);
    }

    private ZoneWriter writer(int seed) {
        ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(seed));
        return new ZoneWriter(
                SampleZone.APEX,
                new EmbeddedProvider(SampleZone.APEX, zones.orElseThrow(), new ShortTtls(() -> 0), Optional::empty),
                new Budget(runtime, 100, 100),
                (server, name, type) -> new NameserverAsker.Answer.None("does not answer"),
                List.of(),
                runtime,
                DnsMetrics.NONE);
    }

    @Test
    void heartbeatsOfTwoProcessesTakeEachOthersPlace() {
        ZoneWriter one = writer(1);
        ZoneWriter other = writer(2);
        assertThat(beat(one, 1)).isTrue();
        assertThat(beat(one, 2)).isTrue();
        assertThat(beat(other, 7)).isTrue();
        assertThat(beat(one, 3)).as("the zone is not as believed").isFalse();
        assertThat(beat(one, 4)).isTrue();

        assertThat(done(other.texts(Set.of(EAST, SampleZone.APEX.heartbeat("west")))))
                .isEqualTo(new Texts.Taken(Map.of(EAST, text(4))));
    }

    @Test
    void onlyOneRegionGoesBeyondTheHandful() {
        ZoneWriter one = writer(1);
        ZoneWriter other = writer(2);
        List<CompletableFuture<WriteResult>> east = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            east.add(evacuate(one, "a" + i, "east"));
        }
        time.advance(Duration.ofSeconds(5));
        assertThat(east).allSatisfy(moved -> assertThat(moved.join()).isInstanceOf(WriteResult.Applied.class));

        List<CompletableFuture<WriteResult>> west = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            west.add(evacuate(other, "b" + i, "west"));
        }
        time.advance(Duration.ofSeconds(5));
        assertThat(west.stream().filter(moved -> moved.join() instanceof WriteResult.Applied))
                .hasSize(5);
        assertThat(other.ledger().policies()).isEqualTo(Map.of("east", 8, "west", 5));
        assertThat(done(one.texts(Set.of(SampleZone.APEX.velocity()))))
                .isInstanceOfSatisfying(
                        Texts.Taken.class,
                        taken -> assertThat(taken.byName().get(SampleZone.APEX.velocity()))
                                .matches("rfv1 default [0-9a-f]{16} east:8:[0-9a-z]+ west:5:[0-9a-z]+"));
    }

    private CompletableFuture<WriteResult> evacuate(ZoneWriter writer, String policy, String region) {
        Publication publication = new Publication(
                Owner.of("default", "shop", policy),
                "00000000000000aa",
                List.of("east", "west"),
                List.of(new Publication.Entry(
                        DnsName.of(policy + ".example.com"),
                        "A",
                        30,
                        Map.of("east", List.of("192.0.2.1"), "west", List.of("192.0.2.2")))));
        Map<String, Integer> weights =
                Map.of("east", region.equals("east") ? 0 : 1, "west", region.equals("west") ? 0 : 1);
        Reading basis = done(writer.read(publication));
        return writer.write(new WriteRequest(
                publication,
                new Plan(
                        1,
                        "00000000000000bb",
                        "00000000000000aa",
                        new Weights(weights),
                        new Stage.Settled(),
                        0,
                        List.of()),
                basis,
                Proposal.Kind.EVACUATE,
                1,
                false,
                new Leaving(Set.of(region), false, new Velocity(Map.of(), 16, 1))));
    }

    private boolean beat(ZoneWriter writer, long count) {
        return done(writer.beat(EAST, text(count)));
    }

    private static String text(long count) {
        return new Heartbeat("default", "east", "0123456789abcdef", count).text();
    }

    private <T> T done(CompletableFuture<T> future) {
        time.advance(Duration.ofSeconds(1));
        return future.join();
    }
}
