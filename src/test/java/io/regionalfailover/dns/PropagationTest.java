package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.value;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
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

class PropagationTest {
    private static final InetSocketAddress NS1 = InetSocketAddress.createUnresolved("ns1.example.net", 53);
    private static final InetSocketAddress NS2 = InetSocketAddress.createUnresolved("ns2.example.net", 53);

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(50));
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(1));
    private final StrictZone zone = ZoneCases.zone();
    private final Map<String, Answer> answers = new HashMap<>();
    private final Publication publication = ZoneCases.publication();
    private final Plan before = plan(1, weights("east", 100, "west", 0));
    private final Plan next = plan(2, weights("east", 0, "west", 100));

    @Test
    void itIsSeenOnceEveryServerShowsFenceAndAnswer() {
        show(NS1, next, "west");
        show(NS2, before, "east");
        var observed = observe(List.of(NS1, NS2), Duration.ofMinutes(5));
        time.advance(Duration.ofMillis(1_500));
        assertThat(observed).isNotDone();

        show(NS2, next, "east");
        time.advance(Duration.ofSeconds(1));
        assertThat(observed).as("the fence alone is not enough").isNotDone();

        show(NS2, next, "west");
        time.advance(Duration.ofMillis(500));
        assertThat(observed.resultNow()).isEqualTo(new Observed(Optional.of(Instant.ofEpochSecond(53)), List.of()));
    }

    @Test
    void aSilentServerIsNamedAndBlocksNothing() {
        show(NS1, next, "west");
        var observed = observe(List.of(NS1, NS2), Duration.ofSeconds(10));
        time.advance(Duration.ofSeconds(10));

        assertThat(observed.resultNow())
                .isEqualTo(new Observed(Optional.empty(), List.of("ns2.example.net:53 does not answer")));
    }

    @Test
    void whatAServerShowsInsteadIsSaid() {
        show(NS1, before, "east");
        show(NS2, next, "east");
        var observed = observe(List.of(NS1, NS2), Duration.ofSeconds(3));
        time.advance(Duration.ofSeconds(3));

        assertThat(observed.resultNow().missing())
                .containsExactly(
                        "ns1.example.net:53 shows epoch 1 instead of epoch 2",
                        "ns2.example.net:53 answers A of checkout.example.com with a region without weight");
    }

    @Test
    void theProviderNamesTheServersAndIsAskedOnce() {
        show(NS1, next, "west");
        var early = observe(List.of(), Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(2));
        assertThat(early.resultNow().missing())
                .singleElement()
                .asString()
                .contains("not known", "no servers were given");

        zone.nameservers(List.of(NS1));
        var observed = observe(List.of(), Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(1));
        assertThat(observed.resultNow().at()).isPresent();
    }

    @Test
    void aZoneWithoutServersSaysWhatToDo() {
        zone.nameservers(List.of());
        var observed = observe(List.of(), Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(2));

        assertThat(observed.resultNow().at()).isEmpty();
        assertThat(observed.resultNow().missing()).singleElement().asString().contains("spec.nameservers");
    }

    @Test
    void aWildcardIsSeenBelowIt() {
        DnsName wildcard = DnsName.of("*.shop.example.com");
        Publication wild = ZoneCases.publication(OWNER, SPEC, List.of("east"), entry(wildcard, "A", "east"));
        Plan plan = plan(3, weights("east", 1));

        assertThat(Questions.of(wild, plan, wild.names(), true))
                .extracting(Questions.Question::name)
                .extracting(DnsName::text)
                .containsExactly("_failover._any.shop.example.com", "rfo-" + plan.nonce() + ".shop.example.com");
    }

    private CompletableFuture<Observed> observe(List<InetSocketAddress> servers, Duration patience) {
        NameserverAsker asker = (server, name, type) ->
                answers.getOrDefault(server + " " + name + " " + type, new Answer.None("does not answer"));
        return new Propagation(zone, asker, servers, runtime, DnsMetrics.NONE)
                .observe(publication, next, publication.names(), time.instant().plus(patience));
    }

    private void show(InetSocketAddress server, Plan plan, String region) {
        String fence =
                FenceCodec.toSet(NAME, Layout.fence(publication, plan)).values().getFirst();
        answers.put(server + " " + NAME.fence() + " TXT", new Answer.Authoritative(List.of("\"else\"", fence)));
        answers.put(server + " " + NAME + " A", new Answer.Authoritative(List.of(value("A", region))));
    }

    @Test
    void aServerWithoutAFenceIsToldFromOneThatShowsSomethingElse() {
        answers.put(NS1 + " " + NAME.fence() + " TXT", new Answer.Authoritative(List.of()));
        answers.put(NS2 + " " + NAME.fence() + " TXT", new Answer.Authoritative(List.of("\"else\"")));
        var observed = observe(List.of(NS1, NS2), Duration.ofSeconds(3));
        time.advance(Duration.ofSeconds(3));

        assertThat(observed.resultNow().missing())
                .containsExactly(
                        "ns1.example.net:53 shows no fence of epoch 2",
                        "ns2.example.net:53 shows something else than a fence of epoch 2");
    }

    @Test
    void whereOnlyRegionsOutsideTheSpecServeAnyAnswerWillDoAndNoneWillNot() {
        Plan elsewhere = plan(2, weights("north", 100));
        Questions.Question question =
                Questions.of(publication, elsewhere, publication.names(), true).getLast();

        assertThat(question.wrongWith(new Answer.Authoritative(List.of("192.0.2.77"))))
                .isEmpty();
        assertThat(question.wrongWith(new Answer.Authoritative(List.of())))
                .contains("answers A of checkout.example.com with nothing");
        assertThat(question.wrongWith(new Answer.None("does not answer"))).contains("does not answer");
    }
}
