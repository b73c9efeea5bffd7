package io.regionalfailover.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.dns.DynamicServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a real server does beyond the contract: how it refuses, and what it answers. */
abstract class DynamicServerContract extends ServerBench {
    DynamicServerContract(DynamicServer.Kind kind) {
        super(kind);
    }

    @Test
    void answersAreThoseOfTheRegionsThatServe() {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        applied(provider, create(set(www, "east", 90, "192.0.2.1"), set(www, "west", 10, "192.0.2.2", "192.0.2.3")));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "192.0.2.3");
        applied(
                provider,
                swap(
                        List.of(set(www, "east", 90, "192.0.2.1"), set(www, "west", 10, "192.0.2.2", "192.0.2.3")),
                        List.of(set(www, "east", 0, "192.0.2.1"), set(www, "west", 100, "192.0.2.2", "192.0.2.3"))));
        assertThat(asked(www, "A")).containsExactlyInAnyOrder("192.0.2.2", "192.0.2.3");
    }

    @Test
    void aCnameIsTheOneOfTheLargestWeight() {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        applied(provider, create(cname(www, "east", 60), cname(www, "west", 40)));
        assertThat(asked(www, "CNAME")).containsExactly("east.example.net.");
        applied(
                provider,
                swap(
                        List.of(cname(www, "east", 60), cname(www, "west", 40)),
                        List.of(cname(www, "east", 40), cname(www, "west", 60))));
        assertThat(asked(www, "CNAME")).containsExactly("west.example.net.");
        assertThat(held(provider, www)).containsExactlyInAnyOrder(cname(www, "east", 40), cname(www, "west", 60));
    }

    @Test
    void nobodyIsEverLeftWithoutAnAnswer() throws Exception {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        List<RecordSet> east = List.of(set(www, "east", 1, "192.0.2.1"), set(www, "west", 0, "192.0.2.2"));
        List<RecordSet> west = List.of(set(www, "east", 0, "192.0.2.1"), set(www, "west", 1, "192.0.2.2"));
        applied(provider, create(east.toArray(RecordSet[]::new)));
        AtomicBoolean over = new AtomicBoolean();
        List<Answer> seen = new CopyOnWriteArrayList<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> asks = asking.submit(() -> {
                while (!over.get()) {
                    seen.add(ASKER.ask(address(), www, "A"));
                }
            });
            for (int i = 0; i < 10; i++) {
                applied(provider, swap(i % 2 == 0 ? east : west, i % 2 == 0 ? west : east));
            }
            over.set(true);
            asks.get();
        }
        assertThat(seen)
                .isNotEmpty()
                .allMatch(answer -> answer instanceof Answer.Authoritative(List<String> values) && values.size() == 1);
    }

    @Test
    void aTextOfSeveralStringsIsReadBackAsItWasWritten() {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        String[] many =
                IntStream.range(0, 40).mapToObj(i -> "192.0.2.1" + (10 + i)).toArray(String[]::new);
        RecordSet east = set(www, "east", 1, many);
        applied(provider, create(east));
        assertThat(held(provider, www)).containsExactly(east);
    }

    @Test
    void ofManyWritersAtOnceOneWins() throws Exception {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        RecordSet before = text(www.fence(), "\"contract 0\"");
        applied(provider, create(before));
        List<Future<ApplyResult>> results = new ArrayList<>();
        try (ExecutorService writing = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 12; i++) {
                RecordSet next = text(www.fence(), "\"contract " + i + "\"");
                results.add(writing.submit(() -> provider.apply(swap(List.of(before), List.of(next)), "")));
            }
        }
        List<ApplyResult> came = new ArrayList<>();
        for (Future<ApplyResult> result : results) {
            came.add(result.get());
        }
        assertThat(came).filteredOn(ApplyResult.Applied.class::isInstance).hasSize(1);
        assertThat(came).filteredOn(ApplyResult.Fenced.class::isInstance).hasSize(11);
    }

    @Test
    void whatAWildcardAnswersDoesNotStandThere() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        DnsName wildcard = DnsName.of("*." + apex);
        applied(provider, create(plain(wildcard, "A", "192.0.2.9"), text(wildcard, "\"v=spf1 -all\"")));
        assertThat(asked(www, "A")).containsExactly("192.0.2.9");
        assertThat(provider.read(Set.of(www, www.fence()))).isEqualTo(new ReadResult.Read(Map.of()));
        applied(provider, create(text(www.fence(), "\"contract\""), set(www, "east", 1, "192.0.2.1")));
        assertThat(asked(www, "A")).containsExactly("192.0.2.1");
        assertThat(held(provider, wildcard)).hasSize(2);
    }

    @Test
    void nothingOfAnotherTypeIsTouchedAndNoCnameComesBesideIt() {
        DnsName www = www(freshZone());
        Rfc2136Provider provider = provider(www);
        RecordSet mail = plain(www, "MX", "10 mail.example.net.");
        RecordSet odd = plain(www, "SSHFP", "1 1 0123456789ABCDEF0123456789ABCDEF01234567");
        applied(provider, create(mail, odd));
        applied(provider, create(set(www, "east", 1, "192.0.2.1")));
        applied(provider, swap(List.of(set(www, "east", 1, "192.0.2.1")), List.of(set(www, "east", 1, "192.0.2.7"))));
        assertThat(asked(www, "MX")).containsExactly("10 mail.example.net.");
        assertThat(provider.apply(swap(List.of(set(www, "east", 1, "192.0.2.7")), List.of(cname(www, "east", 1))), ""))
                .isInstanceOf(ApplyResult.Fenced.class);
        assertThat(asked(www, "A")).containsExactly("192.0.2.7");
    }

    @Test
    void whatWasChangedByHandIsSeenAndAsserted() {
        DnsName apex = freshZone();
        DnsName www = www(apex);
        Rfc2136Provider provider = provider(www);
        RecordSet east = set(www, "east", 1, "192.0.2.1");
        applied(provider, create(east, set(www, "west", 0, "192.0.2.2")));
        Rfc2136Hand.replace(address(), apex, www, "A", "192.0.2.66");
        RecordSet edited = set(www, "east", 1, "192.0.2.66");
        assertThat(held(provider, www)).containsExactlyInAnyOrder(edited, set(www, "west", 0, "192.0.2.2"));
        assertThat(provider.apply(swap(List.of(east), List.of(east)), "")).isInstanceOf(ApplyResult.Fenced.class);
        applied(provider, swap(List.of(edited), List.of(east)));
        assertThat(asked(www, "A")).containsExactly("192.0.2.1");
        Rfc2136Hand.replace(address(), apex, www, "A");
        assertThat(held(provider, www)).contains(set(www, "east", 1));
        applied(provider, swap(List.of(set(www, "east", 1)), List.of(east)));
        assertThat(asked(www, "A")).containsExactly("192.0.2.1");
    }

    @Test
    void theWrongSecretSaysSo() {
        TsigKeys.Present wrong = new TsigKeys.Present(DynamicServer.KEY, DynamicServer.ALGORITHM, new byte[32]);
        refused(wrong, Clock.systemUTC(), kind().isPowerDns() ? "NOTAUTH" : "(BADSIG)");
    }

    @Test
    void anUnknownKeySaysSo() {
        TsigKeys.Present unknown = new TsigKeys.Present("nobody", DynamicServer.ALGORITHM, DynamicServer.SECRET);
        refused(unknown, Clock.systemUTC(), kind().isPowerDns() ? "NOTAUTH" : "(BADKEY)");
    }

    @Test
    void aSkewedClockSaysSo() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        refused(Sample.KEY, late, kind().isPowerDns() ? "NOTAUTH" : "s apart (BADTIME");
    }

    @Test
    void aKeyThatMayNotUpdateSaysSo() {
        TsigKeys.Present reader =
                new TsigKeys.Present(DynamicServer.READER, DynamicServer.ALGORITHM, DynamicServer.SECRET);
        DnsName apex = freshZone();
        assertThat(Sample.provider(apex, address(), RequestGate.open(), reader, Clock.systemUTC())
                        .apply(create(text(www(apex), "\"x\"")), ""))
                .asInstanceOf(type(ApplyResult.Refused.class))
                .satisfies(refusal -> assertThat(refusal.message())
                        .contains(
                                kind() == DynamicServer.Kind.KNOT
                                        ? "or does not let it update the zone " + apex + " (BADKEY)"
                                        : "REFUSED to an update of the zone " + apex
                                                + ": the key \"reader\" has to be"));
    }

    @Test
    void aPortThatNobodyListensOnSaysSo() {
        DnsName apex = freshZone();
        Rfc2136Provider provider =
                Sample.provider(apex, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), RequestGate.open());
        assertThat(provider.apply(create(text(www(apex), "\"x\"")), ""))
                .asInstanceOf(type(ApplyResult.Unreachable.class))
                .satisfies(away -> assertThat(away.message()).contains("no connection over TCP"));
    }

    private void refused(TsigKeys.Present key, Clock clock, String word) {
        DnsName apex = freshZone();
        Rfc2136Provider provider = Sample.provider(apex, address(), RequestGate.open(), key, clock);
        assertThat(provider.apply(create(text(www(apex), "\"x\"")), ""))
                .asInstanceOf(type(ApplyResult.Refused.class))
                .satisfies(refusal -> assertThat(refusal.message()).contains(word));
        assertThat(provider.nameservers())
                .asInstanceOf(type(NameserverResult.NotAnswered.class))
                .satisfies(answer -> assertThat(answer.message()).contains(word));
    }

    final Rfc2136Provider provider(DnsName name) {
        DnsName apex = DnsName.of(name.text().substring(name.text().indexOf('.') + 1));
        return provider(apex, address(), RequestGate.open());
    }

    static DnsName www(DnsName apex) {
        return DnsName.of("www." + apex);
    }

    final List<String> asked(DnsName name, String type) {
        return ASKER.ask(address(), name, type) instanceof Answer.Authoritative(List<String> values)
                ? values
                : List.of("no answer");
    }

    static List<RecordSet> held(Rfc2136Provider provider, DnsName name) {
        return provider.read(Set.of(name)) instanceof ReadResult.Read(Map<DnsName, List<RecordSet>> byName)
                ? byName.getOrDefault(name, List.of())
                : List.of();
    }

    static void applied(Rfc2136Provider provider, List<Change> changes) {
        assertThat(provider.apply(changes, "")).isInstanceOf(ApplyResult.Applied.class);
    }

    static List<Change> create(RecordSet... sets) {
        return swap(List.of(), Arrays.asList(sets));
    }

    static List<Change> swap(List<RecordSet> before, List<RecordSet> after) {
        List<Change> changes = new ArrayList<>();
        before.forEach(set -> changes.add(new Change(Action.DELETE, set)));
        after.forEach(set -> changes.add(new Change(Action.CREATE, set)));
        return changes;
    }

    static RecordSet set(DnsName name, String region, int weight, String... values) {
        return weighted(name, "A", region, weight, values);
    }

    static RecordSet cname(DnsName name, String region, int weight) {
        return weighted(name, "CNAME", region, weight, region + ".example.net");
    }

    private static RecordSet weighted(DnsName name, String type, String region, int weight, String... values) {
        return new RecordSet(
                name, type, Optional.of(region), OptionalInt.of(weight), 30, List.of(values), Optional.empty());
    }

    static RecordSet plain(DnsName name, String type, String... values) {
        return RecordSet.plain(name, type, 30, List.of(values));
    }

    static RecordSet text(DnsName name, String value) {
        return plain(name, "TXT", value);
    }
}
