package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What each answer of the provider teaches the writer, and what is counted of it. */
class OutboxTest {
    private static final Map<String, Integer> EAST = weights("east", 100, "west", 0);
    private static final Set<DnsName> A = Set.of(DnsName.of("a.example.com"));

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(7));
    private final Budget budget = new Budget(runtime, 5, 20);
    private final Provider provider = new Provider();
    private final List<String> counted = new ArrayList<>();
    private final ZoneWriter writer = new ZoneWriter(
            APEX,
            provider,
            budget,
            (server, name, type) -> new NameserverAsker.Answer.None("does not answer"),
            List.of(),
            runtime,
            new DnsMetrics() {
                @Override
                public void request(String operation, String outcome) {
                    counted.add(operation + " " + outcome);
                }

                @Override
                public void batch(int changes, int policies) {
                    counted.add("batch of " + changes + " for " + policies);
                }

                @Override
                public void fenced(int policies) {
                    counted.add("fenced " + policies);
                }
            });

    /** A strict zone whose answers can be given beforehand; something may happen while it is asked. */
    private static final class Provider implements DnsProvider {
        final StrictZone zone = ZoneCases.zone();
        final Deque<ApplyResult> answers = new ArrayDeque<>();
        final List<String> comments = new ArrayList<>();
        Runnable meanwhile = () -> {};

        @Override
        public ReadResult read(Set<DnsName> names) {
            return zone.read(names);
        }

        @Override
        public ApplyResult apply(List<Change> changes, String comment) {
            comments.add(comment);
            Runnable now = meanwhile;
            meanwhile = () -> {};
            now.run();
            ApplyResult given = answers.poll();
            return given == null ? zone.apply(changes, comment) : given;
        }

        @Override
        public ForceResult inForce(String changeId) {
            return zone.inForce(changeId);
        }

        @Override
        public NameserverResult nameservers() {
            return zone.nameservers();
        }

        @Override
        public Limits limits() {
            return zone.limits();
        }
    }

    private static Publication publication(String policy) {
        DnsName name = DnsName.of(policy + ".example.com");
        return ZoneCases.publication(
                Owner.of("default", "shop", policy), SPEC, List.of("east", "west"), entry(name, "A", "east", "west"));
    }

    private CompletableFuture<WriteResult> write(String policy, Plan plan) {
        Publication publication = publication(policy);
        Reading basis = ZoneCases.reading(provider.zone, publication);
        return writer.write(new WriteRequest(publication, plan, basis, Kind.PUBLISH, 0));
    }

    /** A write whose end is not looked at. */
    private void begin(String policy) {
        var unused = write(policy, plan(1, EAST));
    }

    private Instant retryAt(DnsProvider.ApplyResult answer) {
        provider.answers.add(answer);
        var failed = write("a", plan(1, EAST));
        time.advance(Duration.ofSeconds(60));
        assertThat(failed.resultNow()).isInstanceOf(WriteResult.Failed.class);
        return ((WriteResult.Failed) failed.resultNow()).retryAt();
    }

    @Test
    void everyAnswerIsCountedAndWhatWasFencedOnceMore() {
        var applied = write("a", plan(1, EAST));
        time.settle();
        assertThat(applied.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(counted).containsExactly("apply ok", "batch of 3 for 1");

        counted.clear();
        provider.answers.add(new DnsProvider.ApplyResult.Fenced(A, "another plan"));
        var fenced = write("a", plan(2, EAST));
        var other = write("b", plan(1, EAST));
        time.advance(Duration.ofSeconds(1));
        assertThat(fenced.resultNow()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(other.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(counted).containsExactly("apply fenced", "fenced 1", "apply ok", "batch of 3 for 1");
    }

    @Test
    void answersBringTheBudgetBackAndSilenceDoesNot() {
        Map<DnsProvider.ApplyResult, Boolean> answers = Map.of(
                new DnsProvider.ApplyResult.Applied("/change/1"), true,
                new DnsProvider.ApplyResult.Fenced(A, "another plan"), true,
                new DnsProvider.ApplyResult.Refused(A, "no"), true,
                new DnsProvider.ApplyResult.Unreachable("no route"), false,
                new DnsProvider.ApplyResult.Throttled("slow down"), false);
        answers.forEach((answer, grows) -> {
            budget.throttled();
            double before = budget.requestsPerSecond();
            provider.answers.add(answer);
            begin("a");
            time.advance(Duration.ofSeconds(60));
            assertThat(budget.requestsPerSecond() > before)
                    .as(answer.toString())
                    .isEqualTo(grows);
        });
    }

    @Test
    void whatWaitsWhileAnotherOfItsPolicyIsAppliedIsOvertaken() {
        List<CompletableFuture<WriteResult>> late = new ArrayList<>();
        provider.meanwhile = () -> {
            late.add(write("a", plan(2, EAST)));
            late.add(write("b", plan(1, EAST)));
        };
        var first = write("a", plan(1, EAST));
        time.advance(Duration.ofSeconds(2));
        assertThat(first.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(late.getFirst().resultNow()).isEqualTo(Aftermath.overtaken());
        assertThat(late.getLast().resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void whatIsNotAppliedOvertakesNothing() {
        List<CompletableFuture<WriteResult>> late = new ArrayList<>();
        provider.meanwhile = () -> late.add(write("a", plan(2, EAST)));
        provider.answers.add(new DnsProvider.ApplyResult.Fenced(A, "another plan"));
        var first = write("a", plan(1, EAST));
        time.advance(Duration.ofSeconds(2));
        assertThat(first.resultNow()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(late.getFirst().resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void theRestOfARefusedBatchGivesWayToWhatIsNewer() {
        begin("first");
        time.settle();
        List<CompletableFuture<WriteResult>> newer = new ArrayList<>();
        provider.meanwhile = () -> newer.add(write("b", plan(2, EAST)));
        provider.answers.add(new DnsProvider.ApplyResult.Fenced(A, "another plan"));
        begin("a");
        var older = write("b", plan(1, EAST));
        time.advance(Duration.ofSeconds(2));
        assertThat(older.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(newer.getFirst().resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void aRefusalOfSomeWaitsHalfAMinuteAndEndsTheBackOff() {
        Instant first = retryAt(new DnsProvider.ApplyResult.Throttled("slow down"));
        Instant begun = time.instant();
        Instant second = retryAt(new DnsProvider.ApplyResult.Throttled("slow down"));
        assertThat(first).isBefore(begun);
        assertThat(Duration.between(begun, second)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        begun = time.instant();
        assertThat(retryAt(new DnsProvider.ApplyResult.Refused(A, "no"))).isEqualTo(begun.plusSeconds(30));
        begun = time.instant();
        assertThat(Duration.between(begun, retryAt(new DnsProvider.ApplyResult.Throttled("slow down"))))
                .as("it begins anew")
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void nothingLeavesForAZoneThatIsHeldOff() {
        provider.answers.add(new DnsProvider.ApplyResult.Unreachable("no route"));
        begin("a");
        time.settle();
        var waiting = write("b", plan(1, EAST));
        time.advance(Duration.ofMillis(249));
        assertThat(waiting).isNotDone();
        assertThat(provider.comments).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(waiting.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void aCommentNamesThePoliciesUpToTwoHundredCharacters() {
        begin("first");
        time.settle();
        assertThat(provider.comments).containsExactly("regional-failover: shop/first");
        List<String> names = List.of("a".repeat(50), "b".repeat(50), "c".repeat(50), "d".repeat(8));
        names.forEach(this::begin);
        time.advance(Duration.ofSeconds(1));
        assertThat(provider.comments.getLast()).hasSize(200).endsWith(" shop/dddddddd");
        time.advance(Duration.ofSeconds(5));
        begin("next");
        time.settle();
        List<String> longer = List.of("e".repeat(50), "f".repeat(50), "g".repeat(50), "h".repeat(9));
        longer.forEach(this::begin);
        time.advance(Duration.ofSeconds(1));
        assertThat(provider.comments.getLast()).endsWith("g and more").doesNotContain("hh");
    }

    @Test
    void closingEndsTheSearchForALostReply() {
        provider.answers.add(new DnsProvider.ApplyResult.OutcomeUnknown("reset"));
        provider.zone.failReads(Failure.UNREACHABLE, Failure.UNREACHABLE, Failure.UNREACHABLE, Failure.UNREACHABLE);
        var lost = write("a", plan(1, EAST));
        time.advance(Duration.ofMillis(200));
        assertThat(lost).isNotDone();
        writer.close();
        time.advance(Duration.ofSeconds(5));
        assertThat(lost.resultNow()).isInstanceOf(WriteResult.Failed.class);
    }

    @Test
    void aZoneThatFailedTwiceIsHeldOffForLongerThanABatchIsGathered() {
        provider.answers.add(new DnsProvider.ApplyResult.Unreachable("no route"));
        begin("a");
        time.advance(Duration.ofSeconds(5));
        provider.answers.add(new DnsProvider.ApplyResult.Unreachable("no route"));
        Instant begun = time.instant();
        var failed = write("a", plan(1, EAST));
        time.settle();
        Instant retryAt = ((WriteResult.Failed) failed.resultNow()).retryAt();
        assertThat(retryAt).isAfter(begun.plusMillis(500));
        var waiting = write("b", plan(1, EAST));
        time.advance(Duration.between(begun, retryAt).minusNanos(1));
        assertThat(waiting).isNotDone();
        time.advance(Duration.ofNanos(1));
        assertThat(waiting.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }
}
