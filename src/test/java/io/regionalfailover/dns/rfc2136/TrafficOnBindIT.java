package io.regionalfailover.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsMetrics;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.Heartbeat;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.dns.Observed;
import io.regionalfailover.dns.Owner;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Texts;
import io.regionalfailover.dns.WriteRequest;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.testing.dns.DynamicServer;
import io.regionalfailover.testing.dns.UpdateProxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that move traffic on a real BIND, through all that stands between the decision and the wire. */
class TrafficOnBindIT {
    private static final DnsName APEX = DnsName.of("example.com");
    private static final DnsMetrics UNCOUNTED = new DnsMetrics() {
        @Override
        public void request(String operation, String outcome) {}

        @Override
        public void batch(int changes, int policies) {}

        @Override
        public void fenced(int policies) {}

        @Override
        public void trouble(String sentence) {}
    };

    private static final ScheduledExecutorService TIMERS = Executors.newSingleThreadScheduledExecutor();
    private static final ExecutorService WORKERS = Executors.newVirtualThreadPerTaskExecutor();

    private static DynamicServer bind;
    private static UpdateProxy proxy;

    private final ZoneWriter one = writer();
    private final ZoneWriter other = writer();

    @BeforeAll
    static void start(@TempDir Path folder) {
        bind = DynamicServer.Kind.BIND.start(folder, 0);
        proxy = new UpdateProxy(bind.address());
    }

    @AfterAll
    static void stop() {
        TIMERS.shutdownNow();
        WORKERS.shutdownNow();
        if (bind != null) {
            proxy.close();
            bind.close();
        }
    }

    private static ZoneWriter writer() {
        ZoneRuntime runtime = new ZoneRuntime(InstantSource.system(), TIMERS, WORKERS, new Random(7));
        Budget budget = new Budget(runtime, 1_000, 1_000);
        return new ZoneWriter(
                APEX,
                Sample.provider(APEX, proxy.address(), budget),
                budget,
                new DnsjavaAsker(Duration.ofSeconds(2)),
                List.of(bind.address()),
                runtime,
                UNCOUNTED);
    }

    @Test
    void trafficLeavesAndReturnsAndIsSeenToDoSo() throws Exception {
        Publication policy = policy("leaves");
        write(one, policy, 1, 100, 0);
        assertThat(asked(policy)).containsExactly("192.0.2.1");
        write(one, policy, 2, 0, 100);
        assertThat(asked(policy)).containsExactly("192.0.2.2");
        Observed seen = of(one.observe(policy, plan(2, 0, 100), policy.names(), in(20)));
        assertThat(seen.missing()).isEmpty();
        assertThat(seen.at()).isPresent();
        assertThat(of(one.observe(policy, plan(9, 0, 100), policy.names(), in(1)))
                        .missing())
                .containsExactly(host(bind.address()) + " shows epoch 2 instead of epoch 9");
        write(other, policy, 3, 50, 50);
        assertThat(asked(policy)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(of(one.read(policy))).isInstanceOfSatisfying(Reading.Owned.class, owned -> {
            assertThat(owned.plan()).isEqualTo(plan(3, 50, 50));
            assertThat(owned.drift()).isEmpty();
        });
    }

    @Test
    void whoReadBeforeAnotherWroteIsFenced() throws Exception {
        Publication policy = policy("stale");
        write(one, policy, 1, 100, 0);
        Reading basis = of(one.read(policy));
        write(other, policy, 2, 100, 0);
        WriteResult late = of(one.write(new WriteRequest(policy, plan(3, 0, 100), basis, Kind.EVACUATE, 100)));
        assertThat(late)
                .isInstanceOfSatisfying(
                        WriteResult.Fenced.class,
                        fenced -> assertThat(fenced.message()).contains("_failover.stale.example.com"));
        assertThat(asked(policy)).containsExactly("192.0.2.1");
    }

    @Test
    void aLostReplyIsFoundOutByReading() throws Exception {
        Publication policy = policy("lost");
        write(one, policy, 1, 100, 0);
        int before = proxy.updates();
        proxy.loseNextReply();
        write(one, policy, 2, 0, 100);
        assertThat(proxy.updates() - before).as("sent once").isEqualTo(1);
        assertThat(asked(policy)).containsExactly("192.0.2.2");
    }

    @Test
    void whatWasChangedByHandIsMended() throws Exception {
        Publication policy = policy("hand");
        write(one, policy, 1, 100, 0);
        DnsName name = policy.names().iterator().next();
        Rfc2136Hand.replace(bind.address(), APEX, name, "A", "192.0.2.66");
        assertThat(drift(policy)).contains("holds [192.0.2.66] instead of [192.0.2.1]");
        write(one, policy, 2, 100, 0);
        assertThat(asked(policy)).containsExactly("192.0.2.1");

        Rfc2136Hand.replace(bind.address(), APEX, name.sets(), "TXT");
        assertThat(drift(policy)).contains("A of lost should not be there");
        write(one, policy, 3, 0, 100);
        assertThat(asked(policy)).containsExactly("192.0.2.2");

        Rfc2136Hand.replace(bind.address(), APEX, name.fence(), "TXT");
        assertThat(drift(policy)).contains("the fence is lost");
        write(one, policy, 4, 0, 100);
        Rfc2136Hand.replace(bind.address(), APEX, name, "A");
        assertThat(drift(policy)).contains("holds [] instead of [192.0.2.2]");
        write(one, policy, 5, 0, 100);
        assertThat(asked(policy)).containsExactly("192.0.2.2");
        assertThat(drift(policy)).isEmpty();
    }

    @Test
    void whatIsNotItsOwnIsLeftAndWhatIsGoesWithIt() throws Exception {
        Publication policy = policy("foreign");
        DnsName name = policy.names().iterator().next();
        Rfc2136Hand.replace(bind.address(), APEX, name, "A", "192.0.2.99");
        assertThat(of(one.read(policy)))
                .isInstanceOfSatisfying(
                        Reading.Conflict.class,
                        conflict -> assertThat(conflict.message()).contains("was not made by this operator"));
        Rfc2136Hand.replace(bind.address(), APEX, name, "A");
        Rfc2136Hand.replace(bind.address(), APEX, name, "MX", "10 mail.example.net.");
        write(one, policy, 1, 100, 0);
        assertThat(of(one.release(policy, true))).isInstanceOf(WriteResult.Released.class);
        assertThat(asked(policy)).isEmpty();
        assertThat(of(one.texts(Set.of(name.fence(), name.sets())))).isEqualTo(new Texts.Taken(Map.of()));
        assertThat(new DnsjavaAsker(Duration.ofSeconds(2)).ask(bind.address(), name, "MX"))
                .isEqualTo(new Answer.Authoritative(List.of("10 mail.example.net.")));
    }

    @Test
    void heartbeatsStandInTheZoneToo() throws Exception {
        DnsName place = APEX.heartbeat("us-east-1");
        for (int count = 1; count <= 2; count++) {
            String text = new Heartbeat("default", "us-east-1", "a1b2c3d4e5f60718", count).text();
            assertThat(of(one.beat(place, text))).isTrue();
            assertThat(of(other.texts(Set.of(place)))).isEqualTo(new Texts.Taken(Map.of(place, text)));
        }
    }

    private static Publication policy(String name) {
        return new Publication(
                Owner.of("default", "shop", name),
                "00000000000000aa",
                List.of("east", "west"),
                List.of(new Publication.Entry(
                        DnsName.of(name + "." + APEX),
                        "A",
                        30,
                        Map.of("east", List.of("192.0.2.1"), "west", List.of("192.0.2.2")))));
    }

    private static Plan plan(long epoch, int east, int west) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("east", east);
        weights.put("west", west);
        return new Plan(
                epoch,
                String.format("%016x", epoch * 7919),
                "00000000000000aa",
                new Weights(weights),
                new Stage.Settled(),
                0,
                List.of());
    }

    private static void write(ZoneWriter writer, Publication policy, long epoch, int east, int west) throws Exception {
        Reading basis = of(writer.read(policy));
        assertThat(of(writer.write(new WriteRequest(policy, plan(epoch, east, west), basis, Kind.PUBLISH, 0))))
                .isInstanceOf(WriteResult.Applied.class);
    }

    private String drift(Publication policy) throws Exception {
        return of(one.read(policy)) instanceof Reading.Owned owned ? owned.drift() : "not owned";
    }

    private static List<String> asked(Publication policy) {
        return new DnsjavaAsker(Duration.ofSeconds(2))
                                .ask(bind.address(), policy.names().iterator().next(), "A")
                        instanceof Answer.Authoritative(List<String> values)
                ? values
                : List.of("no answer");
    }

    private static <T> T of(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static Instant in(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    private static String host(InetSocketAddress server) {
        return server.getHostString() + ":" + server.getPort();
    }
}
