package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.DrainText.Drain;
import io.regionalfailover.dns.WriteRequest.Leaving;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import io.regionalfailover.testing.dns.StrictZone.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How fast health moves policies, over all instances that write a zone. */
class VelocityInZoneTest {
    private static final int POLICIES = 40;
    private static final DnsName LEDGER = APEX.velocity();

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));
    private final StrictZone zone = ZoneCases.zone();
    private final List<String> troubles = new ArrayList<>();
    private final DnsMetrics metrics = new DnsMetrics() {
        @Override
        public void request(String operation, String outcome) {}

        @Override
        public void batch(int changes, int policies) {}

        @Override
        public void fenced(int policies) {}

        @Override
        public void trouble(String sentence) {
            troubles.add(sentence);
        }
    };
    private final ZoneWriter here = writer(1);
    private final ZoneWriter elsewhere = writer(2);
    private long nonces;

    private ZoneWriter writer(int seed) {
        ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(seed));
        NameserverAsker silent = (server, name, type) -> new NameserverAsker.Answer.None("does not answer");
        return new ZoneWriter(APEX, zone, new Budget(runtime, 5, 20), silent, List.of(), runtime, metrics);
    }

    @Test
    void ofTwoInstancesThatLoseDifferentRegionsOnlyOneGoesBeyondTheHandful() {
        List<Evacuation> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new Evacuation(here, publish("a" + i), "east"));
            all.add(new Evacuation(elsewhere, publish("b" + i), "west"));
        }
        all.forEach(Evacuation::begin);
        time.advance(Duration.ofMinutes(2));

        List<Integer> moved = List.of(moved(all, "east"), moved(all, "west"));
        assertThat(moved).containsExactlyInAnyOrder(20, 5);
        assertThat(counts()).isEqualTo(Map.of("east", moved.getFirst(), "west", moved.getLast()));
        assertThat(here.ledger().policies().keySet()).containsAnyOf("east", "west");
    }

    @Test
    void ofManyInstancesAndSeedsTooOnlyOneGoesBeyondTheHandful() {
        for (int round = 0; round < 8; round++) {
            Random random = new Random(round);
            List<ZoneWriter> writers = List.of(writer(random.nextInt()), writer(random.nextInt()), writer(3));
            List<Evacuation> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String region = List.of("east", "west", "north").get(random.nextInt(3));
                all.add(new Evacuation(writers.get(random.nextInt(3)), publish("r" + round + "-" + i), region));
            }
            for (Evacuation evacuation : all) {
                evacuation.begin();
                time.advance(Duration.ofMillis(random.nextInt(200)));
            }
            time.advance(Duration.ofMinutes(2));

            int seed = round;
            assertThat(List.of("east", "west", "north").stream()
                            .filter(region -> moved(all, region) > 5)
                            .count())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1);
            assertThat(all.stream().filter(evacuation -> evacuation.moved).count())
                    .isGreaterThanOrEqualTo(10);
            all.forEach(evacuation -> evacuation.ended = true);
            time.advance(Duration.ofMinutes(1));
            zone.snapshot(Set.of(LEDGER)).getOrDefault(LEDGER, List.of()).forEach(zone::remove);
        }
    }

    @Test
    void whatIsOverIsNotCountedAnewByWhoReadsItOnceMore() {
        ledger(new Drain("east", 20, 7));
        evacuate(here, publish("a0"), "north", true);
        time.advance(Duration.ofSeconds(5));
        assertThat(here.ledger().policies()).containsEntry("east", 20);

        time.advance(Duration.ofMinutes(11));
        assertThat(here.ledger().policies()).isEmpty();
        here.read(publish("a1"));
        time.advance(Duration.ofMinutes(1));
        assertThat(here.ledger().policies()).isEmpty();
        assertThat(counts()).as("it stands there until somebody writes").containsEntry("east", 20);

        evacuate(here, publish("a2"), "east", false);
        time.advance(Duration.ofSeconds(5));
        assertThat(counts()).isEqualTo(Map.of("east", 1));
    }

    @Test
    void unanimityPassesTheLimitAndCountsAllTheSame() {
        ledger(new Drain("east", 20, 7));
        List<CompletableFuture<WriteResult>> moves = IntStream.range(0, 8)
                .mapToObj(i -> evacuate(here, publish("a" + i), "west", true))
                .toList();
        time.advance(Duration.ofSeconds(5));

        assertThat(moves).allSatisfy(moved -> assertThat(moved.join()).isInstanceOf(WriteResult.Applied.class));
        assertThat(counts()).isEqualTo(Map.of("east", 20, "west", 8));
        assertThat(here.ledger().policies()).isEqualTo(Map.of("east", 20, "west", 8));
        assertThat(text().drains().getFirst().since()).isEqualTo(7);
        assertThat(text().drains().getLast().since()).isBetween(10_000L, 10_005L);
    }

    @Test
    void theHandfulMayLeaveASecondRegionAndNoMore() {
        ledger(new Drain("east", 20, 7));
        List<CompletableFuture<WriteResult>> moves = IntStream.range(0, 8)
                .mapToObj(i -> evacuate(here, publish("a" + i), "west", false))
                .toList();
        time.advance(Duration.ofSeconds(5));

        assertThat(moves.stream().filter(moved -> moved.join() instanceof WriteResult.Applied))
                .hasSize(5);
        assertThat(moves.getLast().join())
                .isInstanceOfSatisfying(
                        WriteResult.Fenced.class,
                        fenced -> assertThat(fenced.message())
                                .contains(
                                        "velocity ledger", "more than 5 policies out of 1 region(s)", "5 out of west"));
    }

    @Test
    void twoRegionsOfOnePolicyCountBoth() {
        ledger(new Drain("east", 5, 7), new Drain("west", 5, 7));
        Publication publication = publish("a");
        var moved = here.write(request(
                publication,
                weights("east", 0, "west", 0, "north", 100),
                Kind.EVACUATE,
                new Leaving(Set.of("east", "west"), false, new Velocity(Map.of(), POLICIES, 1))));
        time.advance(Duration.ofSeconds(5));

        assertThat(moved.join()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(counts()).isEqualTo(Map.of("east", 5, "west", 5));
    }

    @Test
    void whatThisProcessKnowsBesidesTheLedgerCountsToo() {
        var moved = here.write(request(
                publish("a"),
                weights("east", 100, "west", 0, "north", 100),
                Kind.EVACUATE,
                new Leaving(Set.of("west"), false, new Velocity(Map.of("east", 9, "west", 5), POLICIES, 1))));
        time.advance(Duration.ofSeconds(5));

        assertThat(moved.join()).isInstanceOf(WriteResult.Fenced.class);
    }

    @Test
    void aConflictOfTheLedgerFencesTheWholeBatchAndResendsNothing() {
        Publication first = publish("a");
        Publication second = publish("b");
        Publication repaired = publish("c");
        here.read(first);
        time.advance(Duration.ofSeconds(1));
        write(here, publish("d"), Kind.REPAIR);
        time.settle();
        ledger(new Drain("west", 3, 7));
        int asked = zone.asked().size();
        List<CompletableFuture<WriteResult>> results = List.of(
                evacuate(here, first, "east", false),
                evacuate(here, second, "east", false),
                write(here, repaired, Kind.REPAIR));
        time.advance(Duration.ofMillis(600));

        assertThat(results).allSatisfy(result -> assertThat(result.join()).isInstanceOf(WriteResult.Fenced.class));
        time.advance(Duration.ofSeconds(20));
        assertThat(zone.asked()).hasSize(asked + 1);

        here.read(first);
        time.advance(Duration.ofSeconds(1));
        assertThat(here.ledger().policies()).isEqualTo(Map.of("west", 3));
        var again = evacuate(here, first, "east", false);
        time.advance(Duration.ofSeconds(1));
        assertThat(again.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(counts()).isEqualTo(Map.of("east", 1, "west", 3));
    }

    @Test
    void aConflictOfAPolicyLeavesTheRestAndTheLedgerRight() {
        write(here, publish("d"), Kind.REPAIR);
        time.settle();
        Publication good = publish("a");
        Publication bad = publish("b");
        var moves = List.of(evacuate(here, good, "east", false), evacuate(here, bad, "east", false));
        ZoneCases.publish(zone, bad, plan(9, weights("east", 1, "west", 1, "north", 1)));
        time.advance(Duration.ofSeconds(2));

        assertThat(moves.getFirst().join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(moves.getLast().join()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(counts()).isEqualTo(Map.of("east", 1));
    }

    @Test
    void aCountHoldsForTenMinutesFromWhenItWasFirstSeenAndIsThenDropped() {
        ledger(new Drain("east", 20, 7));
        here.read(publish("a"));
        time.advance(Duration.ofMinutes(9));
        here.read(publish("b"));
        time.advance(Duration.ofSeconds(59));
        assertThat(here.ledger().policies()).isEqualTo(Map.of("east", 20));

        time.advance(Duration.ofSeconds(3));
        assertThat(here.ledger()).isEqualTo(DrainLedger.NONE);
        evacuate(here, publish("c"), "west", false);
        time.advance(Duration.ofSeconds(1));
        assertThat(counts()).isEqualTo(Map.of("west", 1));

        ledger(new Drain("west", 2, 7));
        here.read(publish("d"));
        time.advance(Duration.ofMinutes(9));
        ledger(new Drain("west", 3, 7));
        here.read(publish("e"));
        time.advance(Duration.ofMinutes(9));
        assertThat(here.ledger().policies()).isEqualTo(Map.of("west", 3));
    }

    @Test
    void whatIsNotThisInstallationsLedgerStaysAndEachInstanceCountsByItself() {
        RecordSet others = ReservedText.set(
                LEDGER, new DrainText("other", "0123456789abcdef", List.of(new Drain("east", 20, 7))).text());
        for (RecordSet foreign :
                List.of(others, plain(LEDGER, "TXT", "\"hello\""), plain(LEDGER, "MX", "10 mail.test"))) {
            String name =
                    foreign.type().toLowerCase(Locale.ROOT) + foreign.values().hashCode();
            troubles.clear();
            ZoneWriter writer = writer(4);
            zone.put(foreign);
            List<CompletableFuture<WriteResult>> east = IntStream.range(0, 8)
                    .mapToObj(i -> evacuate(writer, publish(name + "a" + i), "east", false))
                    .toList();
            time.advance(Duration.ofSeconds(5));
            List<CompletableFuture<WriteResult>> west = IntStream.range(0, 8)
                    .mapToObj(i -> evacuate(writer, publish(name + "b" + i), "west", false))
                    .toList();
            time.advance(Duration.ofSeconds(5));

            assertThat(zone.snapshot(Set.of(LEDGER)).get(LEDGER)).containsExactly(foreign);
            assertThat(east).allSatisfy(moved -> assertThat(moved.join()).isInstanceOf(WriteResult.Applied.class));
            assertThat(west.stream().filter(moved -> moved.join() instanceof WriteResult.Applied))
                    .hasSize(5);
            assertThat(writer.ledger().policies()).isEqualTo(Map.of("east", 8, "west", 5));
            assertThat(troubles).singleElement().asString().contains(LEDGER.text(), "stays as it is");
            zone.remove(foreign);
        }
    }

    @Test
    void onlyEvacuationsThatHealthBeginsCarryTheLedger() {
        for (Kind kind : Kind.values()) {
            write(here, publish(kind.name().toLowerCase(Locale.ROOT).replace('_', '-')), kind);
        }
        time.advance(Duration.ofSeconds(2));
        assertThat(zone.snapshot(Set.of(LEDGER))).isEmpty();
        assertThat(zone.asked())
                .allSatisfy(batch -> assertThat(batch)
                        .noneMatch(change -> change.set().name().equals(LEDGER)));
    }

    @Test
    void aLedgerThatIsNotKnownIsReadFirstAndNobodyElseWaitsForThat() {
        ledger(new Drain("east", 20, 7));
        zone.failReads(Failure.UNREACHABLE, Failure.UNREACHABLE);
        Evacuation late = new Evacuation(here, publish("a"), "west");
        ledger(new Drain("east", 20, 7), new Drain("west", 5, 7));
        late.write();
        var other = write(here, publish("b"), Kind.REPAIR);
        time.settle();
        assertThat(other.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(late.fenced).isZero();
        time.advance(Duration.ofSeconds(10));

        assertThat(zone.reads().getFirst()).containsExactly(LEDGER);
        assertThat(late.fenced).isPositive();
        assertThat(late.moved).isFalse();
    }

    @Test
    void readsBringTheLedgerAlongUnlessItWasReadAMomentAgo() {
        Publication publication = publish("a");
        here.read(publication);
        time.advance(Duration.ofSeconds(1));
        here.read(publication);
        time.advance(Duration.ofSeconds(3));
        here.read(publication);
        time.advance(Duration.ofSeconds(1));

        assertThat(zone.reads().stream().map(names -> names.contains(LEDGER))).containsExactly(true, false, true);
    }

    @Test
    void aLostReplyLeavesNoDoubtAboutTheLedger() {
        write(here, publish("d"), Kind.REPAIR);
        time.settle();
        Publication first = publish("a");
        Publication second = publish("b");
        Publication third = publish("c");
        zone.failNext(Fault.REPLY_LOST, Fault.REQUEST_LOST);
        var done = evacuate(here, first, "east", false);
        time.advance(Duration.ofSeconds(5));
        assertThat(done.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(here.ledger().policies()).isEqualTo(Map.of("east", 1));

        var lost = evacuate(here, second, "east", false);
        time.advance(Duration.ofSeconds(5));
        assertThat(lost.join()).isInstanceOf(WriteResult.Unanswered.class);
        assertThat(here.ledger().policies()).isEqualTo(Map.of("east", 1));
        var next = evacuate(here, third, "east", false);
        time.advance(Duration.ofSeconds(5));
        assertThat(next.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(counts()).isEqualTo(Map.of("east", 2));
    }

    @Test
    void aReadThatBeganBeforeAWriteIsNotBelieved() {
        ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(1));
        DrainBook book = new DrainBook(APEX, runtime, metrics);
        book.keptFor("default");
        book.read(List.of(), time.instant());
        Instant early = time.instant();
        time.advance(Duration.ofMillis(10));
        DrainBook.Composed composed = book.compose(List.of(entryLeaving("east")), 10_000);
        book.settled(composed, new DnsProvider.ApplyResult.Applied("/change/C1"));
        book.read(List.of(), early);

        assertThat(book.compose(List.of(entryLeaving("east")), 10_000)
                        .swap()
                        .orElseThrow()
                        .before())
                .contains(composed.swap().orElseThrow().set());
    }

    @Test
    void whereTheLedgerIsFullTheSmallestCountsAreLeftOut() {
        List<Drain> many = new ArrayList<>();
        for (int i = 0; DrainText.fits("default", "0123456789abcdef", many); i++) {
            many.add(new Drain("region-%03d".formatted(i), 10 + i, 7));
        }
        many.removeLast();
        ledger(many.toArray(Drain[]::new));
        var moved = evacuate(here, publish("a"), "region-005", true);
        var full = evacuate(here, publish("b"), "south", true);
        time.advance(Duration.ofSeconds(5));

        assertThat(moved.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(full.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(counts()).containsEntry("region-005", 16).doesNotContainKey("south");
    }

    /** The very largest of policies may leave all the same. */
    @Test
    void aPolicyThatFillsABatchLeavesWithoutTheLedger() {
        DnsProvider.Limits narrow = new DnsProvider.Limits(1_000, 800);
        StrictZone small = new StrictZone(APEX, narrow);
        Publication publication = publication("a");
        ZoneCases.publish(small, publication, plan(1, weights("east", 100, "west", 100, "north", 100)));
        ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(3));
        ZoneWriter writer = new ZoneWriter(
                APEX,
                small,
                new Budget(runtime, 5, 20),
                (server, name, type) -> new NameserverAsker.Answer.None("does not answer"),
                List.of(),
                runtime,
                metrics);
        small.put(ReservedText.set(
                LEDGER,
                new DrainText(
                                "default",
                                "0123456789abcdef",
                                List.of(
                                        new Drain("x".repeat(104), 1, 7),
                                        new Drain("y".repeat(104), 1, 7),
                                        new Drain("z".repeat(104), 1, 7)))
                        .text()));
        var moved = writer.write(new WriteRequest(
                publication,
                plan(2, weights("east", 0, "west", 100, "north", 100)),
                ZoneCases.reading(small, publication),
                Kind.EVACUATE,
                100,
                false,
                new Leaving(Set.of("east"), false, new Velocity(Map.of(), POLICIES, 1))));
        time.advance(Duration.ofSeconds(2));

        assertThat(moved.join()).isInstanceOf(WriteResult.Applied.class);
        assertThat(writer.ledger().policies()).containsEntry("east", 1);
    }

    /** What a loop does: it reads, judges by what the ledger says, writes, and begins anew when it is fenced. */
    private final class Evacuation {
        private final ZoneWriter writer;
        private final Publication publication;
        private final String region;
        private boolean moved;
        private boolean ended;
        private int fenced;

        private Evacuation(ZoneWriter writer, Publication publication, String region) {
            this.writer = writer;
            this.publication = publication;
            this.region = region;
        }

        private void begin() {
            if (ended) {
                return;
            }
            writer.read(publication).thenAccept(read -> {
                if (new Velocity(writer.ledger().policies(), POLICIES, 1).admits(region)) {
                    write();
                } else {
                    time.schedule(this::begin, 10, TimeUnit.SECONDS);
                }
            });
        }

        private void write() {
            evacuate(writer, publication, region, false).thenAccept(result -> {
                moved |= result instanceof WriteResult.Applied;
                if (result instanceof WriteResult.Fenced && fenced++ < 100) {
                    begin();
                }
            });
        }
    }

    private int moved(List<Evacuation> all, String region) {
        return (int) all.stream()
                .filter(evacuation -> evacuation.region.equals(region)
                        && owned(zone, evacuation.publication).plan().weights().of(region) == 0)
                .count();
    }

    private CompletableFuture<WriteResult> evacuate(
            ZoneWriter writer, Publication publication, String region, boolean unanimous) {
        Map<String, Integer> next = weights("east", 100, "west", 100, "north", 100);
        next.replace(region, 0);
        return writer.write(request(
                publication,
                next,
                Kind.EVACUATE,
                new Leaving(Set.of(region), unanimous, new Velocity(Map.of(), POLICIES, 1))));
    }

    private CompletableFuture<WriteResult> write(ZoneWriter writer, Publication publication, Kind kind) {
        return writer.write(request(publication, weights("east", 100, "west", 100, "north", 0), kind, Leaving.NOBODY));
    }

    private WriteRequest request(Publication publication, Map<String, Integer> weights, Kind kind, Leaving leaving) {
        Reading.Owned basis = owned(zone, publication);
        return new WriteRequest(publication, plan(basis.plan().epoch() + 1, weights), basis, kind, 100, false, leaving);
    }

    private WriteQueue.Entry entryLeaving(String region) {
        Publication publication = publication("z");
        return new WriteQueue.Entry(
                new Batcher.Candidate(
                        new ChangeSet(
                                publication.owner(), ChangeSet.Intent.PUBLISH, "", publication.names(), List.of()),
                        Kind.EVACUATE,
                        0),
                publication,
                NameSets.NONE,
                new Leaving(Set.of(region), false, new Velocity(Map.of(), POLICIES, 1)),
                new CompletableFuture<>());
    }

    private Plan plan(long epoch, Map<String, Integer> weights) {
        return new Plan(
                epoch, String.format("%016x", ++nonces), SPEC, new Weights(weights), new Stage.Settled(), 0, List.of());
    }

    private Publication publish(String policy) {
        Publication publication = publication(policy);
        ZoneCases.publish(zone, publication, plan(1, weights("east", 100, "west", 100, "north", 100)));
        return publication;
    }

    private static Publication publication(String policy) {
        return ZoneCases.publication(
                Owner.of("default", "shop", policy),
                SPEC,
                List.of("east", "west", "north"),
                entry(DnsName.of(policy + ".example.com"), "A", "east", "west", "north"));
    }

    private void ledger(Drain... drains) {
        zone.put(ReservedText.set(
                LEDGER, new DrainText("default", String.format("%016x", ++nonces), List.of(drains)).text()));
    }

    private DrainText text() {
        return Optional.ofNullable(zone.snapshot(Set.of(LEDGER)).get(LEDGER))
                .map(List::getFirst)
                .flatMap(ReservedText::of)
                .flatMap(DrainText::parse)
                .orElseThrow();
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        text().drains().forEach(drain -> counts.put(drain.region(), drain.count()));
        return counts;
    }
}
