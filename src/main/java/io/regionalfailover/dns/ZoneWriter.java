package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.ChangePlanner.Planned;
import io.regionalfailover.dns.SharedReads.Snapshot;
import io.regionalfailover.dns.WriteQueue.Entry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One zone at one provider: what is asked of it goes to {@link SharedReads}, {@link Outbox} and those that ask for more. */
public final class ZoneWriter implements Zone {
    private static final Duration UNREADABLE = Duration.ofSeconds(1);

    private final DnsProvider provider;
    private final ZoneRuntime runtime;
    private final DrainBook drains;
    private final Rounds rounds;
    private final SharedReads reads;
    private final ChangeWatch changes;
    private final Propagation propagation;
    private final ResolverWatch resolvers;
    private final Outbox outbox;
    private final ZoneGate gate;

    /** A zone that is open, whose resolvers nobody watches. */
    public ZoneWriter(
            DnsName apex,
            DnsProvider provider,
            Budget budget,
            NameserverAsker asker,
            List<InetSocketAddress> nameservers,
            ZoneRuntime runtime,
            DnsMetrics metrics) {
        this(
                apex,
                provider,
                budget,
                asker,
                nameservers,
                new ResolverWatch(asker, List.of(), runtime),
                runtime,
                metrics);
    }

    /** A zone that is open and has no gate. */
    public ZoneWriter(
            DnsName apex,
            DnsProvider provider,
            Budget budget,
            NameserverAsker asker,
            List<InetSocketAddress> nameservers,
            ResolverWatch resolvers,
            ZoneRuntime runtime,
            DnsMetrics metrics) {
        this(apex, provider, budget, asker, nameservers, resolvers, ZoneGate.NONE, runtime, metrics);
    }

    /**
     * A zone that is open.
     *
     * @param apex the zone's own name
     * @param budget of the provider account, shared by its zones; the provider passes it before each request
     * @param asker asks authoritative servers
     * @param nameservers who is asked; empty: those that the provider names
     * @param resolvers asks recursive resolvers after a shift
     * @param gate says on which health checks record sets hang
     */
    public ZoneWriter(
            DnsName apex,
            DnsProvider provider,
            Budget budget,
            NameserverAsker asker,
            List<InetSocketAddress> nameservers,
            ResolverWatch resolvers,
            ZoneGate gate,
            ZoneRuntime runtime,
            DnsMetrics metrics) {
        this.provider = provider;
        this.runtime = runtime;
        this.gate = gate;
        this.rounds = new Rounds(runtime.random());
        this.drains = new DrainBook(apex, runtime, metrics);
        this.reads = new SharedReads(provider, budget, runtime, metrics, drains);
        this.changes = new ChangeWatch(provider, budget, runtime, metrics);
        this.propagation = new Propagation(provider, asker, nameservers, runtime, metrics);
        this.resolvers = resolvers;
        this.outbox = new Outbox(apex, provider, budget, runtime, metrics, reads, drains);
    }

    @Override
    public CompletableFuture<Reading> read(Publication publication) {
        drains.keptFor(publication.owner().installation());
        return reads.read(hung(publication));
    }

    @Override
    public CompletableFuture<Reading> readBack(Publication publication) {
        drains.keptFor(publication.owner().installation());
        return reads.readBack(hung(publication));
    }

    @Override
    public Instant nextReadBack(Instant after, Duration every) {
        return rounds.after(after, every);
    }

    @Override
    public CompletableFuture<WriteResult> write(WriteRequest asked) {
        WriteRequest request = asked.on(gate.hanging(asked.publication().owner().label()));
        CompletableFuture<WriteResult> result = new CompletableFuture<>();
        Planned planned = ChangePlanner.of(request, provider.limits());
        drains.keptFor(request.publication().owner().installation());
        offer(
                planned,
                ready -> new Entry(
                        new Candidate(ready, request.urgency(), request.leavingWeight()),
                        request.publication(),
                        sets(request.basis()),
                        request.leaving(),
                        result),
                result);
        return result;
    }

    @Override
    public void cancel(Owner owner) {
        outbox.cancel(owner);
    }

    @Override
    public CompletableFuture<WriteResult> release(Publication publication, boolean deleteRecords) {
        return afterReading(publication, basis -> ChangePlanner.release(publication, basis, deleteRecords));
    }

    @Override
    public CompletableFuture<WriteResult> dropTypes(Publication publication) {
        return afterReading(publication, basis -> ChangePlanner.dropTypes(publication, basis));
    }

    private Publication hung(Publication publication) {
        return publication.on(gate.hanging(publication.owner().label()));
    }

    @Override
    public ZoneGate gate() {
        return gate;
    }

    private CompletableFuture<WriteResult> afterReading(Publication publication, Function<NameSets, Planned> step) {
        CompletableFuture<WriteResult> result = new CompletableFuture<>();
        var unused = reads.names(publication.names()).thenAccept(snapshot -> {
            switch (snapshot) {
                case Snapshot.Taken(NameSets basis) ->
                    offer(
                            step.apply(basis),
                            ready -> new Entry(
                                    new Candidate(ready, Proposal.Kind.RETURN, 0), publication, basis, result),
                            result);
                case Snapshot.NotTaken(Failure failure, String message) ->
                    runtime.complete(
                            result,
                            new WriteResult.Failed(
                                    failure, message, runtime.now().plus(UNREADABLE)));
            }
        });
        return result;
    }

    @Override
    public CompletableFuture<Optional<Instant>> inForce(String changeId) {
        return changes.inForce(changeId);
    }

    @Override
    public CompletableFuture<Observed> observe(
            Publication publication, Plan plan, Set<DnsName> names, Instant giveUpAt) {
        return propagation.observe(publication, plan, names, giveUpAt);
    }

    @Override
    public boolean publishesItself() {
        return provider.servesFences();
    }

    @Override
    public CompletableFuture<Turned> turned(Publication publication, Plan plan) {
        return resolvers.watch(publication, plan);
    }

    @Override
    public DrainLedger ledger() {
        return drains.ledger();
    }

    @Override
    public CompletableFuture<Texts> texts(Set<DnsName> names) {
        return reads.texts(names);
    }

    @Override
    public CompletableFuture<Boolean> beat(DnsName name, String text) {
        return outbox.beat(name, text);
    }

    @Override
    public void shorten(Set<DnsName> names, long seconds, boolean restless) {
        provider.shorten(names, seconds, restless);
    }

    @Override
    public void close() {
        outbox.close();
        reads.close();
        changes.close();
        propagation.close();
        resolvers.close();
    }

    private void offer(Planned planned, Function<ChangeSet, Entry> entry, CompletableFuture<WriteResult> result) {
        switch (planned) {
            case Planned.Impossible(String message) -> runtime.complete(result, new WriteResult.Impossible(message));
            case Planned.Nothing() -> runtime.complete(result, new WriteResult.Released(""));
            case Planned.Ready(ChangeSet ready) -> outbox.offer(entry.apply(ready));
        }
    }

    private static NameSets sets(Reading basis) {
        return switch (basis) {
            case Reading.Free(NameSets sets) -> sets;
            case Reading.Owned owned -> owned.sets();
            case Reading.Conflict ignored -> NameSets.NONE;
            case Reading.Failed ignored -> NameSets.NONE;
        };
    }
}
