package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DrainBook.Composed;
import io.regionalfailover.dns.DrainBook.Swap;
import io.regionalfailover.dns.DrainText.Drain;
import io.regionalfailover.dns.WriteRequest.Leaving;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is believed of a zone's velocity ledger, how long it counts, and what is written in its place. */
class DrainBookTest {
    private static final DnsName NAME = APEX.velocity();
    private static final String NONCE = "0123456789abcdef";
    private static final int ROOM = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final ApplyResult APPLIED = new ApplyResult.Applied("/change/C1");

    private final WriterBench bench = new WriterBench();
    private final DrainBook book = new DrainBook(APEX, bench.runtime, bench.metrics);

    @Test
    void aLedgerThatWasReadBeforeItIsKnownWhoseItIsCountsOnceItIsKnown() {
        read(ledger("default", new Drain("east", 3, 7)));
        assertThat(counts()).isEmpty();
        book.keptFor("default");

        assertThat(counts()).isEqualTo(Map.of("east", 3));
        assertThat(bench.counted).as("nothing to put right").isEmpty();
    }

    @Test
    void anotherInstallationsLedgerNeverCountsAndThatIsSaidOnce() {
        read(ledger("other", new Drain("east", 3, 7)));
        assertThat(bench.counted).isEmpty();
        book.keptFor("default");
        assertThat(bench.counted).as("without waiting for a read").hasSize(1);
        book.keptFor("default");
        read(ledger("other", new Drain("east", 4, 7)));

        assertThat(counts()).isEmpty();
        assertThat(bench.counted).singleElement().asString().contains(NAME.text(), "\"default\"", "stays as it is");
        assertThat(compose("east").swap()).isEmpty();
    }

    @Test
    void whatIsMoreThanOneSetIsNoLedger() {
        book.keptFor("default");
        book.read(
                List.of(ledger("default", new Drain("east", 3, 7)), plain(NAME, "MX", "10 mail.test")),
                bench.runtime.now());

        assertThat(counts()).isEmpty();
        assertThat(compose("east").swap()).isEmpty();
        assertThat(book.isUnknown()).isFalse();
    }

    @Test
    void aReadBringsTheLedgerAlongThreeSecondsAfterTheLastOrWhenItIsNotKnown() {
        book.keptFor("default");
        assertThat(book.wanted()).containsExactly(NAME);
        read();
        assertThat(book.wanted()).isEmpty();
        pass(Duration.ofSeconds(3).minusNanos(1));
        assertThat(book.wanted()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(book.wanted()).containsExactly(NAME);

        book.settled(compose("east"), APPLIED);
        assertThat(book.wanted()).as("what was just written is known").isEmpty();
        book.settled(compose("east"), new ApplyResult.OutcomeUnknown("reset"));
        assertThat(book.wanted()).as("nobody knows what stands there").containsExactly(NAME);
    }

    @Test
    void aReadThatBeganBeforeAnAnswerIsNotBelievedAndOneThatBeganAtItIs() {
        book.keptFor("default");
        read();
        var early = bench.runtime.now();
        pass(Duration.ofSeconds(1));
        book.settled(compose("east"), new ApplyResult.OutcomeUnknown("reset"));
        book.read(List.of(), early);
        assertThat(book.isUnknown()).isTrue();

        read();
        assertThat(book.isUnknown()).isFalse();
    }

    @Test
    void aCountHoldsForTenMinutesToTheMomentAndAnUnchangedOneIsNotSeenAnew() {
        book.keptFor("default");
        read(ledger("default", new Drain("east", 3, 7)));
        pass(WINDOW);
        read(ledger("default", new Drain("east", 3, 7)));
        assertThat(counts()).isEqualTo(Map.of("east", 3));
        pass(Duration.ofNanos(1));
        assertThat(counts()).isEmpty();
    }

    @Test
    void anotherCountOrAnotherBeginningIsSeenAnewAndWhatIsGoneIsForgotten() {
        book.keptFor("default");
        read(ledger("default", new Drain("east", 3, 7), new Drain("north", 1, 7), new Drain("west", 3, 7)));
        pass(WINDOW);
        read(ledger("default", new Drain("east", 4, 7), new Drain("west", 3, 8)));
        assertThat(counts()).isEqualTo(Map.of("east", 4, "west", 3));
        pass(WINDOW);
        assertThat(counts()).isEqualTo(Map.of("east", 4, "west", 3));

        read(ledger("default"));
        assertThat(counts()).isEmpty();
    }

    @Test
    void theBeginningIsKeptWhileACountHoldsAndIsNowOnceItIsOver() {
        book.keptFor("default");
        read(ledger("default", new Drain("east", 3, 7)));
        pass(WINDOW);
        assertThat(swap(compose("east")).next().drains()).containsExactly(new Drain("east", 4, 7));
        pass(Duration.ofSeconds(1));

        long now = bench.runtime.now().getEpochSecond();
        Composed over = compose("east", "west");
        assertThat(swap(over).next().drains()).containsExactly(new Drain("east", 1, now), new Drain("west", 1, now));
        book.settled(over, APPLIED);
        assertThat(counts()).isEqualTo(Map.of("east", 1, "west", 1));
    }

    @Test
    void whatWasWrittenStandsThereAndIsReplacedNext() {
        book.keptFor("default");
        read();
        Composed first = compose("east");
        assertThat(swap(first).before()).isEmpty();
        assertThat(book.settled(first, APPLIED)).isEqualTo(APPLIED);
        pass(Duration.ofSeconds(1));
        Composed second = compose("east", "west");

        assertThat(swap(second).before()).contains(swap(first).set());
        assertThat(second.counts()).isEqualTo(Map.of("east", 2, "west", 1));
        assertThat(counts()).as("not before it was applied").isEqualTo(Map.of("east", 1));
    }

    @Test
    void onlyAConflictOfTheLedgerItselfIsOneOfTheWholeBatch() {
        ApplyResult ofAPolicy = new ApplyResult.Fenced(Set.of(DnsName.of("a.example.com")), "conflict");
        ApplyResult ofTheLedger = new ApplyResult.Fenced(Set.of(DnsName.of("a.example.com"), NAME), "conflict");
        ApplyResult ofNobody = new ApplyResult.Fenced(Set.of(), "conflict");
        book.keptFor("default");
        read();
        assertThat(book.settled(compose("east"), ofAPolicy)).isEqualTo(ofAPolicy);
        assertThat(book.isUnknown()).isFalse();

        assertThat(book.settled(compose(), ofTheLedger)).as("no ledger in it").isEqualTo(ofTheLedger);
        assertThat(book.isUnknown()).isFalse();

        for (ApplyResult conflict : List.of(ofTheLedger, ofNobody)) {
            read();
            assertThat(book.settled(compose("east"), conflict)).isEqualTo(ofNobody);
            assertThat(book.isUnknown()).isTrue();
        }
        assertThat(counts()).isEmpty();
    }

    @Test
    void onlyALostReplyOfABatchWithTheLedgerLeavesItUnknown() {
        book.keptFor("default");
        read();
        for (ApplyResult answer : List.of(
                new ApplyResult.Throttled("slow down"),
                new ApplyResult.Refused("no"),
                new ApplyResult.Unreachable("no route"))) {
            assertThat(book.settled(compose("east"), answer)).isEqualTo(answer);
            assertThat(book.isUnknown()).as("%s", answer).isFalse();
        }
        ApplyResult lost = new ApplyResult.OutcomeUnknown("reset");
        assertThat(book.settled(compose(), lost)).isEqualTo(lost);
        assertThat(book.isUnknown()).isFalse();
        assertThat(book.settled(compose("east"), lost)).isEqualTo(lost);
        assertThat(book.isUnknown()).isTrue();
        assertThat(counts()).isEmpty();
    }

    @Test
    void theLedgerGoesAlongWhereItJustFits() {
        book.keptFor("default");
        read(ledger("default", new Drain("east", 3, 7)));
        int needed = BatchSize.of(swap(compose("east")).changes()).characters();

        assertThat(book.compose(List.of(leaving("east")), needed).swap()).isPresent();
        Composed without = book.compose(List.of(leaving("east")), needed - 1);
        assertThat(without.swap()).isEmpty();
        assertThat(without.admitted()).hasSize(1);
    }

    @Test
    void theGuardLetsALedgerReplaceOnlyOneOfItsOwnInstallation() {
        DrainText next = new DrainText("default", NONCE, List.of(new Drain("east", 1, 7)));
        assertThat(new Swap(NAME, Optional.empty(), next).refused(APEX)).isEmpty();
        assertThat(new Swap(NAME, Optional.of(ledger("default")), next).refused(APEX))
                .isEmpty();
        for (RecordSet foreign : List.of(ledger("other"), plain(NAME, "TXT", "\"hello\""))) {
            assertThat(new Swap(NAME, Optional.of(foreign), next).refused(APEX)).isPresent();
        }
        assertThat(new Swap(NAME, Optional.empty(), next).refused(DnsName.of("example.org")))
                .isPresent();
    }

    private void read(RecordSet... there) {
        book.read(List.of(there), bench.runtime.now());
    }

    private void pass(Duration duration) {
        bench.time.advance(duration);
    }

    private Map<String, Integer> counts() {
        return book.ledger().policies();
    }

    /** A batch of one policy per region, each of which health moves out of it. */
    private Composed compose(String... regions) {
        return book.compose(List.of(regions).stream().map(this::leaving).toList(), ROOM);
    }

    private static Swap swap(Composed composed) {
        return composed.swap().orElseThrow();
    }

    private static RecordSet ledger(String installation, Drain... drains) {
        return ReservedText.set(NAME, new DrainText(installation, NONCE, List.of(drains)).text());
    }

    private WriteQueue.Entry leaving(String region) {
        Publication publication = WriterBench.publication("a");
        return new WriteQueue.Entry(
                new Batcher.Candidate(
                        new ChangeSet(
                                publication.owner(), ChangeSet.Intent.PUBLISH, "", publication.names(), List.of()),
                        Kind.EVACUATE,
                        0),
                publication,
                NameSets.NONE,
                new Leaving(Set.of(region), false, new Velocity(Map.of(), 40, 1)),
                new CompletableFuture<>());
    }
}
