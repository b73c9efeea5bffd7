package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsProvider.ForceResult;
import io.regionalfailover.testing.dns.HookedZone.Request;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every request but those that change something: what its answer teaches the budget, what is counted, and what it throws. */
class AnsweredRequestsTest {
    private static final InetSocketAddress SERVER = InetSocketAddress.createUnresolved("ns1.example.net", 53);
    private static final Duration LONG = Duration.ofSeconds(40);

    private final WriterBench bench = new WriterBench();
    private final Publication publication = WriterBench.publication("a");

    @Test
    void aReadThatIsAnsweredBringsTheBudgetBackAndIsCounted() {
        bench.budget.throttled();
        bench.within(LONG, bench.writer.read(publication));

        assertThat(bench.budget.requestsPerSecond()).isEqualTo(2.75);
        assertThat(bench.counted).containsExactly("read ok");
    }

    @Test
    void onlyAThrottledReadHalvesTheBudgetAndEveryFailureIsCounted() {
        Map<Failure, Double> after = Map.of(Failure.THROTTLED, 2.5, Failure.UNREACHABLE, 5.0, Failure.REFUSED, 5.0);
        after.forEach((failure, perSecond) -> {
            WriterBench fresh = new WriterBench();
            fresh.zone.failReads(failure);
            fresh.within(LONG, fresh.writer.read(publication));

            assertThat(fresh.budget.requestsPerSecond()).as(failure.name()).isEqualTo(perSecond);
            assertThat(fresh.counted).containsExactly("read " + failure.outcome());
        });
    }

    @Test
    void aReadThatThrowsIsOneThatFailed() {
        bench.provider.throwAtNext(Request.READ);

        assertThat(bench.within(LONG, bench.writer.read(publication)))
                .isInstanceOfSatisfying(Reading.Failed.class, failed -> {
                    assertThat(failed.failure()).isEqualTo(Failure.UNREACHABLE);
                    assertThat(failed.message()).contains("broke off", "on demand");
                });
    }

    @Test
    void whatIsAskedDuringAReadIsReadRightAfterIt() {
        bench.provider.atNext(Request.READ, () -> {
            var unused = bench.writer.texts(Set.of(APEX.heartbeat("east")));
        });
        bench.within(Duration.ofMillis(50), bench.writer.read(publication));

        assertThat(bench.zone.reads()).hasSize(2);
        assertThat(bench.zone.reads().getLast()).containsExactly(APEX.heartbeat("east"));
    }

    @Test
    void aReadThatSucceedsEndsTheBackOff() {
        for (int i = 0; i < 6; i++) {
            bench.zone.failReads(Failure.UNREACHABLE);
            bench.within(LONG, bench.writer.read(publication));
        }
        bench.within(LONG, bench.writer.read(publication));
        bench.zone.failReads(Failure.UNREACHABLE);
        bench.within(Duration.ofMillis(50), bench.writer.read(publication));

        assertThat(bench.within(Duration.ofMillis(500), bench.writer.read(publication)))
                .isInstanceOf(Reading.Free.class);
    }

    @Test
    void whatAsksOfAChangeBringsTheBudgetBackWhateverTheAnswerIs() {
        bench.budget.throttled();
        bench.zone.answerForce(new ForceResult.Pending());
        var inForce = bench.writer.inForce("/change/C1");
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.budget.requestsPerSecond()).isEqualTo(2.75);

        bench.time.advance(LONG);
        assertThat(inForce.resultNow()).isPresent();
        assertThat(bench.budget.requestsPerSecond()).isEqualTo(3.0);
        assertThat(bench.counted).containsExactly("inForce ok", "inForce ok");
    }

    @Test
    void onlyAThrottledQuestionForAChangeHalvesTheBudgetAndEveryFailureIsCounted() {
        for (Failure failure : Failure.values()) {
            WriterBench fresh = new WriterBench();
            fresh.zone.answerForce(new ForceResult.NotAnswered(failure, "on demand"));
            var unused = fresh.writer.inForce("/change/C1");
            fresh.time.advance(Duration.ofSeconds(1));

            assertThat(fresh.budget.requestsPerSecond())
                    .as(failure.name())
                    .isEqualTo(failure == Failure.THROTTLED ? 2.5 : 5);
            assertThat(fresh.counted).containsExactly("inForce " + failure.outcome());
        }
    }

    @Test
    void aProviderThatIsAwayIsAskedOfAChangeUntilItAnswersEveryFiveSecondsAtLeast() {
        ForceResult away = new ForceResult.NotAnswered(Failure.UNREACHABLE, "no route");
        bench.zone.answerForce(away, away, away);
        bench.provider.throwAtNext(Request.IN_FORCE);
        Instant begun = bench.time.instant();

        assertThat(bench.within(LONG, bench.writer.inForce("/change/C1")))
                .as("asked after 1 s, then 2, 4, 5 and 5 s later")
                .contains(begun.plusSeconds(17));
        assertThat(bench.zone.forceQuestions()).isEqualTo(4);
    }

    @Test
    void theServersAreAskedForOnceAndEveryAnswerIsCounted() {
        bench.provider.throwAtNext(Request.NAMESERVERS);
        assertThat(observed().missing()).singleElement().asString().contains("not known", "broke off", "on demand");

        bench.zone.nameservers(List.of(SERVER));
        for (int i = 0; i < 2; i++) {
            assertThat(observed().missing()).containsExactly("ns1.example.net:53 does not answer");
        }
        assertThat(bench.counted).containsExactly("nameservers unreachable", "nameservers ok");
    }

    @Test
    void whileNobodyKnowsTheServersTheyAreAskedForEverySecond() {
        var observed = observe(Duration.ofMillis(2_500));
        bench.time.advance(Duration.ofMillis(1_500));
        bench.zone.nameservers(List.of(SERVER));
        bench.time.advance(Duration.ofSeconds(1));

        assertThat(observed.resultNow())
                .isEqualTo(new Observed(Optional.empty(), List.of("ns1.example.net:53 does not answer")));
        assertThat(bench.counted)
                .containsExactly("nameservers unreachable", "nameservers unreachable", "nameservers ok");
    }

    private Observed observed() {
        Duration patience = Duration.ofMillis(500);
        return bench.within(patience, observe(patience));
    }

    private CompletableFuture<Observed> observe(Duration patience) {
        Instant giveUpAt = bench.time.instant().plus(patience);
        return bench.writer.observe(
                publication, plan(1, weights("east", 100, "west", 0)), publication.names(), giveUpAt);
    }
}
