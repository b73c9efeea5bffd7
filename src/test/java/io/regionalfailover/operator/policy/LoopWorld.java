package io.regionalfailover.operator.policy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsMetrics;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Heartbeat;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.ResolverWatch;
import io.regionalfailover.dns.Texts;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.health.ProbeMetrics;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.Prober;
import io.regionalfailover.health.TcpProbe;
import io.regionalfailover.operator.report.StatusReader;
import io.regionalfailover.operator.report.StatusReport;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.peers.Author;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine;
import io.regionalfailover.peers.SignBoard;
import io.regionalfailover.simulation.engine.VirtualCluster;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One policy, from spec to zone, on virtual time: the shipped translator, prober, decision, loop and writer over a zone with
 * the provider's rules. Only the network is missing: a probe finds what {@link #broken} says.
 */
final class LoopWorld {
    static final DnsName NAME = DnsName.of("checkout.example.com");
    static final Duration SECOND = Duration.ofSeconds(1);

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final DnsName APEX = DnsName.of("example.com");
    private static final InetSocketAddress NAMESERVER = InetSocketAddress.createUnresolved("ns.example.com", 53);

    final VirtualTime time;
    final StrictZone zone;
    /** Targets, as {@code host:port}, and what their probes say instead of passing. */
    final Map<String, ProbeResult> broken = new LinkedHashMap<>();

    /** The regions whose workloads can be reached. */
    final Map<String, VirtualCluster> clusters = new LinkedHashMap<>();

    final List<String> log = new ArrayList<>();

    /** What the zone's recursive resolvers answer; those of a process that starts from now on. */
    Map<InetSocketAddress, NameserverAsker> resolvers = Map.of();

    /** How many turns were reported. */
    int turns;

    /** How many of them had something new to say. */
    int news;

    /** The orders that people give in this instance's cluster. */
    final Given given = new Given();

    /** The DnsZone as people apply it. */
    String dnsZone = """
            metadata: {name: example-com}
            spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1, gate: {instances: [
              {region: east, url: "https://east.example.net"},
              {region: west, url: "https://west.example.net"},
              {region: north, url: "https://north.example.net"}]}}}}
            """;

    /** The zone's gate. */
    ZoneGate gate = ZoneGate.NONE;

    private final Random random;
    private final String name;
    private final PeerLine line;
    private final List<String> peers;
    private String policy;
    private @Nullable Exchange exchange;
    private @Nullable PolicyLoop loop;
    private @Nullable Prober prober;
    private @Nullable ZoneWriter writer;
    private boolean alive;
    private FailoverPolicyStatus status;

    LoopWorld(long seed, String policy) {
        this(
                seed,
                policy,
                "test",
                new VirtualTime(Instant.parse("2026-11-23T04:00:00Z")),
                new StrictZone(APEX, new DnsProvider.Limits(1_000, 32_000)),
                PeerLine.NOBODY,
                List.of());
    }

    /** One of several instances, which have time and zone in common. */
    LoopWorld(
            long seed,
            String policy,
            String name,
            VirtualTime time,
            StrictZone zone,
            PeerLine line,
            List<String> peers) {
        random = new Random(seed);
        this.policy = policy;
        this.name = name;
        this.time = time;
        this.zone = zone;
        this.line = line;
        this.peers = peers;
        status = new FailoverPolicyStatus(
                null, null, null, null, null, null, null, List.of(), null, null, List.of(), List.of());
        zone.nameservers(List.of(NAMESERVER));
    }

    /** A process starts, and knows of the one before what stands in the status. */
    void start() {
        Life life = new Life();
        ZoneRuntime runtime = new ZoneRuntime(time, time, life::execute, random);
        writer = new ZoneWriter(
                APEX,
                zone,
                new Budget(runtime, 5, 20),
                asker(),
                List.of(),
                new ResolverWatch(
                        (server, asked, type) ->
                                Objects.requireNonNull(resolvers.get(server)).ask(server, asked, type),
                        List.copyOf(resolvers.keySet()),
                        runtime),
                gate,
                runtime,
                DnsMetrics.NONE);
        Exchange speaking = new Exchange(
                new Author("test", name, HexFormat.of().toHexDigits(random.nextLong())),
                peers,
                line,
                asked -> Optional.of(loop != null && asked.equals("shop/checkout")),
                time,
                time);
        exchange = speaking;
        speaking.regions(Set.of("east", "west"));
        speaking.boards(Map.of("account", board(speaking.author())));
        SelfDoubt doubt = new SelfDoubt(time.instant());
        prober = new Prober(
                new Prober.Surroundings(time, time, life::execute, random, ProbeMetrics.NONE),
                (target, timeout) -> probe((TcpProbe) target));
        LoopParts parts = new LoopParts(
                prober,
                region -> clusters.containsKey(region)
                        ? new WorkloadAccess.Access.Reached(clusters.get(region))
                        : new WorkloadAccess.Access.Elsewhere(),
                life::execute,
                time,
                time,
                time,
                life::execute,
                new VelocityLedger(1),
                doubt,
                () -> HexFormat.of().toHexDigits(random.nextLong()),
                random,
                name,
                name,
                given,
                speaking,
                Intake.none(time),
                Duration.ofSeconds(60),
                fault -> {
                    throw fault;
                });
        loop = new PolicyLoop(parts, "shop/checkout", StatusReader.remembered(status), new Notes(life));
        alive = true;
        speaking.start(new Exchange.Listener() {
            @Override
            public void changed(String changed) {
                if (loop != null) {
                    loop.lookAgain();
                }
            }

            @Override
            public void heard(Instant at) {
                doubt.sign(at);
            }
        });
        apply(policy);
    }

    /** What peers speak to; empty while no process runs. */
    Optional<PeerDesk> desk() {
        return Optional.ofNullable(exchange).map(Exchange::desk);
    }

    /** This instance can neither read nor write the zone. */
    boolean zoneless;

    private SignBoard board(Author author) {
        return new SignBoard() {
            private final DnsName own = APEX.heartbeat(author.vantagePoint());

            @Override
            public CompletableFuture<Optional<Map<String, String>>> read(Set<String> regions) {
                if (zoneless || writer == null) {
                    return CompletableFuture.completedFuture(Optional.empty());
                }
                Map<DnsName, String> names = new HashMap<>();
                regions.forEach(region -> names.put(APEX.heartbeat(region), region));
                return writer.texts(names.keySet())
                        .thenApply(texts -> texts instanceof Texts.Taken taken
                                ? Optional.of(taken.byName().entrySet().stream()
                                        .collect(Collectors.toMap(
                                                entry -> names.get(entry.getKey()), Map.Entry::getValue)))
                                : Optional.empty());
            }

            @Override
            public CompletableFuture<Boolean> leave(long count) {
                return zoneless || writer == null
                        ? CompletableFuture.completedFuture(false)
                        : writer.beat(
                                own, new Heartbeat("test", author.vantagePoint(), author.process(), count).text());
            }
        };
    }

    /** The spec as people apply it. */
    void apply(String spec) {
        policy = spec;
        FailoverPolicy resource = YAML.unmarshal(spec, FailoverPolicy.class);
        Translation translation = new PolicyTranslator("test", "shop", Optional.of(name))
                .translate(
                        resource,
                        new References(
                                Optional.of(YAML.unmarshal(dnsZone, DnsZone.class)),
                                Map.of("east", new Region(), "west", new Region(), "north", new Region()),
                                Map.of(),
                                Map.of()));
        if (!(translation instanceof Translation.Accepted accepted)) {
            throw new IllegalArgumentException(translation.toString());
        }
        if (loop != null && writer != null) {
            loop.accept(accepted.model(), writer, "account");
        }
    }

    /** People apply a spec that cannot be carried out. */
    void applyRefused(long generation, Refusal why) {
        if (loop != null) {
            loop.refuse(generation, why);
        }
    }

    /** People delete the policy. */
    CompletableFuture<Departure.Outcome> depart() {
        if (loop == null) {
            throw new IllegalStateException("no process runs");
        }
        CompletableFuture<Departure.Outcome> outcome = loop.depart();
        loop = null;
        return outcome;
    }

    /** The process dies: nothing that it had under way goes on, save what the provider has already. */
    void kill() {
        alive = false;
        if (prober != null) {
            prober.close();
        }
        if (exchange != null) {
            exchange.close();
        }
        exchange = null;
        loop = null;
    }

    /** A process's life: what belongs to one that died is not run any more. */
    private final class Life {
        private final int number = ++lives;

        void execute(Runnable task) {
            time.execute(() -> {
                if (alive && number == lives) {
                    task.run();
                }
            });
        }
    }

    /** The orders changed. */
    void obey() {
        if (loop != null) {
            loop.lookAgain();
        }
    }

    /** Orders as people give them. */
    static final class Given implements GivenOrders {
        final List<GivenOrder> orders = new ArrayList<>();
        final List<String> ended = new ArrayList<>();
        boolean complete = true;

        @Override
        public boolean isComplete() {
            return complete;
        }

        @Override
        public List<GivenOrder> of(String policy) {
            return List.copyOf(orders);
        }

        @Override
        public void ended(String policy, GivenOrder order, Set<String> regions, String why) {
            ended.add(order.name() + ": " + why);
            orders.remove(order);
        }
    }

    private int lives;

    private ProbeResult probe(TcpProbe target) {
        return broken.getOrDefault(target.host() + ":" + target.port(), ProbeResult.PASSING);
    }

    /** The policy's record sets. */
    List<RecordSet> sets() {
        return zone.snapshot(Set.of(NAME)).getOrDefault(NAME, List.of());
    }

    /** The weights in the zone, by region. */
    Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (RecordSet set : sets()) {
            Mark.of(set)
                    .ifPresent(mark -> weights.put(mark.region(), set.weight().orElse(0)));
        }
        return weights;
    }

    /** The API server has this status, which is older than what was done. */
    void remember(FailoverPolicyStatus older) {
        status = older;
    }

    FailoverPolicyStatus status() {
        return status;
    }

    void advance(Duration by) {
        time.advance(by);
    }

    private NameserverAsker asker() {
        return (server, name, type) -> {
            List<String> values = new ArrayList<>();
            for (RecordSet set : zone.snapshot(Set.of(name)).getOrDefault(name, List.of())) {
                if (set.type().equals(type) && set.weight().orElse(1) > 0) {
                    values.addAll(set.values());
                }
            }
            return new NameserverAsker.Answer.Authoritative(values);
        };
    }

    /** What the loop tells, kept as a status and a log. */
    private final class Notes implements Reporter {
        private final Life life;
        private @Nullable PolicySnapshot last;
        private @Nullable FailoverPolicyStatus written;

        Notes(Life life) {
            this.life = life;
        }

        @Override
        public void report(PolicySnapshot snapshot) {
            if (alive && life.number == lives) {
                FailoverPolicyStatus next = StatusReport.of(snapshot, status);
                boolean isNew = last == null || !snapshot.saysTheSame(last);
                if (!isNew && status == written && !next.equals(status)) {
                    throw new AssertionError("a snapshot that says the same makes another status: " + next);
                }
                turns++;
                news += isNew ? 1 : 0;
                last = snapshot;
                status = next;
                written = next;
            }
        }

        @Override
        public void written(PastPlan plan, Reason reason, Shifted shifted) {
            log.add(time.instant() + " " + reason.text() + " " + plan.weights().serving());
        }

        @Override
        public void fenced(String message) {
            log.add(time.instant() + " fenced");
        }
    }
}
