package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publication;
import static io.regionalfailover.dns.ZoneCases.value;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What users see after a shift: when the slowest resolver has turned. The TTL of the publication is 30 s. */
class ResolverWatchTest {
    private static final InetSocketAddress QUICK = InetSocketAddress.createUnresolved("192.0.2.1", 53);
    private static final InetSocketAddress SLOW = InetSocketAddress.createUnresolved("192.0.2.2", 53);
    private static final Instant START = Instant.ofEpochSecond(100);

    private final VirtualTime time = new VirtualTime(START);
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(1));
    private final Map<InetSocketAddress, String> serving = new HashMap<>(Map.of(QUICK, "west", SLOW, "east"));
    private final Map<InetSocketAddress, Integer> asked = new HashMap<>();
    private final ResolverWatch watch = new ResolverWatch(this::answer, List.of(QUICK, SLOW), runtime);
    private final Plan moved = plan(2, weights("east", 0, "west", 100));

    @Test
    void theSlowestSaysWhenUsersHaveLeft() {
        CompletableFuture<Turned> turned = watch.watch(publication(), moved);

        time.advance(Duration.ofSeconds(20));
        serving.put(SLOW, "west");
        time.advance(Duration.ofSeconds(9));
        assertThat(turned).as("the largest TTL has not passed").isNotDone();
        time.advance(Duration.ofSeconds(2));

        assertThat(turned.resultNow().late()).isEmpty();
        assertThat(turned.resultNow().at())
                .hasValueSatisfying(at -> assertThat(at).isBetween(START.plusSeconds(20), START.plusSeconds(21)));
    }

    @Test
    void anOldAnswerAfterAGoodOneCounts() {
        serving.put(SLOW, "west");
        CompletableFuture<Turned> turned = watch.watch(publication(), moved);

        time.advance(Duration.ofSeconds(10));
        serving.put(SLOW, "east");
        time.advance(Duration.ofSeconds(5));
        serving.put(SLOW, "west");
        time.advance(Duration.ofSeconds(16));

        assertThat(turned.resultNow().at())
                .hasValueSatisfying(at -> assertThat(at).isBetween(START.plusSeconds(15), START.plusSeconds(16)));
    }

    @Test
    void oneThatKeepsTheOldAnswerIsNamed() {
        CompletableFuture<Turned> turned = watch.watch(publication(), moved);

        time.advance(Duration.ofSeconds(329));
        assertThat(turned).isNotDone();
        time.advance(Duration.ofSeconds(2));

        assertThat(turned.resultNow())
                .isEqualTo(new Turned(
                        Optional.empty(),
                        List.of("192.0.2.2:53 still answers A of checkout.example.com with " + value("A", "east")
                                + " of east")));
    }

    @Test
    void oneThatDoesNotAnswerIsNamedToo() {
        serving.remove(SLOW);
        CompletableFuture<Turned> turned = watch.watch(publication(), moved);

        time.advance(Duration.ofMinutes(6));

        assertThat(turned.resultNow().late()).containsExactly("192.0.2.2:53 does not answer");
    }

    @Test
    void manyPoliciesShareABoundedNumberOfQuestions() {
        for (int i = 0; i < 1_000; i++) {
            var unused = watch.watch(publication(), moved);
        }
        time.advance(Duration.ofSeconds(100));

        assertThat(asked.get(QUICK)).isBetween(1_900, 2_001);
    }

    @Test
    void whereEveryRegionStillServesNothingCanBeSeen() {
        CompletableFuture<Turned> turned = watch.watch(publication(), plan(2, weights("east", 50, "west", 50)));
        time.advance(Duration.ofSeconds(1));

        assertThat(turned.resultNow()).isEqualTo(Turned.UNSEEN);
        assertThat(asked).isEmpty();
    }

    @Test
    void belowAWildcardNothingIsInACache() {
        Publication wildcard = publication(
                OWNER, SPEC, List.of("east", "west"), entry(DnsName.of("*.example.com"), "A", "east", "west"));

        CompletableFuture<Turned> turned = watch.watch(wildcard, moved);
        time.advance(Duration.ofSeconds(1));

        assertThat(turned.resultNow()).isEqualTo(Turned.UNSEEN);
    }

    @Test
    void whoCancelsIsNotAskedForAndAClosedZoneAsksNobody() {
        watch.watch(publication(), moved).cancel(false);
        time.advance(Duration.ofSeconds(5));
        assertThat(asked.getOrDefault(QUICK, 0)).isLessThanOrEqualTo(1);

        CompletableFuture<Turned> turned = watch.watch(publication(), moved);
        watch.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(turned.resultNow()).isEqualTo(Turned.UNSEEN);
    }

    private Answer answer(InetSocketAddress resolver, DnsName name, String type) {
        assertThat(name).isEqualTo(NAME);
        asked.merge(resolver, 1, Integer::sum);
        String region = serving.get(resolver);
        return region == null
                ? new Answer.None("does not answer")
                : new Answer.Authoritative(List.of(value(type, region)));
    }
}
