package io.regionalfailover.dns.rfc2136;

import static io.regionalfailover.dns.rfc2136.DynamicServerContract.applied;
import static io.regionalfailover.dns.rfc2136.DynamicServerContract.create;
import static io.regionalfailover.dns.rfc2136.DynamicServerContract.held;
import static io.regionalfailover.dns.rfc2136.DynamicServerContract.set;
import static io.regionalfailover.dns.rfc2136.DynamicServerContract.swap;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.rfc2136.Rfc2136Provider.WithoutShares;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@Timeout(60)
class LuaProofTest {
    private static final DnsName APEX = DnsName.of("example.com");
    private static final DnsName WWW = DnsName.of("www.example.com");
    private static final Duration SELDOM = Duration.ofMinutes(10);
    private static final List<RecordSet> EAST = east(100, 0);
    private static final List<RecordSet> BOTH = east(90, 10);
    private static final Predicate<Message> THE_PROBE = message -> message.getQuestion()
            .getName()
            .toString(true)
            .equals(APEX.luaProbe().text());

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(1_000_000_000));
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final ScheduledExecutorService timer = Sample.timer();
    private final LuaServer server = new LuaServer(clock);
    private final Rfc2136Provider provider = instance();

    @AfterEach
    void stop() {
        server.close();
        timer.shutdownNow();
    }

    private Rfc2136Provider instance() {
        return new Rfc2136Provider(
                new Rfc2136Provider.Place(
                        APEX,
                        server.address(),
                        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), timer),
                        clock,
                        true),
                () -> Sample.KEY,
                RequestGate.open());
    }

    private static List<RecordSet> east(int east, int west) {
        return List.of(set(WWW, "east", east, "192.0.2.1"), set(WWW, "west", west, "192.0.2.2"));
    }

    private static RecordSet six(String region, int weight, String address) {
        return new RecordSet(
                WWW, "AAAA", Optional.of(region), OptionalInt.of(weight), 30, List.of(address), Optional.empty());
    }

    /** A name that answers by shares. */
    private void shared() {
        assertThat(provider.withoutShares()).isEmpty();
        applied(provider, create(BOTH.toArray(RecordSet[]::new)));
        assertThat(server.hasLua(WWW)).isTrue();
        server.asked();
    }

    private long probesWritten() {
        return server.asked().stream()
                .filter(message -> LuaServer.changes(message, APEX.luaProbe()))
                .count();
    }

    @Test
    void whereItIsNotSaidWhetherABatchChangedTheLuaRecordsNothingElseIsChanged() {
        shared();
        server.failsAt(message -> LuaServer.isUpdate(message)
                && message.getSection(Section.UPDATE).isEmpty()
                && message.getSection(Section.PREREQ).stream()
                        .allMatch(record -> record.getType() == Type.value(LuaShares.TYPE)));
        assertThat(provider.apply(swap(BOTH, east(50, 50)), ""))
                .isInstanceOfSatisfying(
                        ApplyResult.OutcomeUnknown.class,
                        unknown -> assertThat(unknown.message()).contains("SERVFAIL"));
        assertThat(probesWritten()).isZero();
        server.failsAt(message -> false);
        assertThat(held(provider, WWW)).containsExactlyInAnyOrderElementsOf(east(50, 50));
    }

    @Test
    void aProbeThatIsNotAnsweredChangesNothing() {
        shared();
        DnsName api = DnsName.of("api.example.com");
        RecordSet[] apart = {set(api, "east", 1, "192.0.2.1"), set(api, "west", 1, "192.0.2.2")};
        server.failsAt(THE_PROBE);
        assertThat(held(provider, WWW)).containsExactlyInAnyOrderElementsOf(BOTH);
        applied(provider, swap(BOTH, east(50, 50)));
        assertThat(server.hasLua(WWW)).as("as it was").isTrue();
        applied(provider, create(apart));
        assertThat(server.hasLua(api)).as("none is added").isFalse();
        assertThat(server.answer(api, "A")).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(provider.withoutShares()).map(WithoutShares::failure).contains(Failure.UNREACHABLE);
        assertThat(probesWritten()).isZero();
        applied(provider, swap(east(50, 50), EAST));
        assertThat(server.answer(WWW, "A")).as("and a region can be left").containsExactly("192.0.2.1");
    }

    @Test
    void aProbeThatIsGoneChangesNothingUntilItIsWrittenAgain() {
        shared();
        server.put(APEX.luaProbe(), "TXT", 60);
        server.put(APEX.luaProbe(), LuaShares.TYPE, 60);
        assertThat(held(provider, WWW)).containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(provider.withoutShares()).isEmpty();
        assertThat(probesWritten()).isOne();
    }

    @Test
    void aNameThatAnswersNothingCanBeLeft() {
        shared();
        server.evaluatesNothing();
        server.failsAt(THE_PROBE);
        assertThat(server.answer(WWW, "A")).isEmpty();
        List<RecordSet> seen = held(provider, WWW);
        assertThat(seen).hasSize(2);
        applied(provider, swap(seen, EAST));
        assertThat(server.answer(WWW, "A")).containsExactly("192.0.2.1");
    }

    @Test
    void aLuaRecordThatIsLeftOverFromAnEarlierProbeShowsNothing() {
        assertThat(provider.withoutShares()).isEmpty();
        server.changesNoLua();
        server.put(APEX.luaProbe(), "TXT", 60);
        assertThat(instance().withoutShares())
                .hasValueSatisfying(without -> assertThat(without.message()).contains("does not answer from LUA"));
    }

    @Test
    void aNameGetsNoLuaRecordFromAServerThatNoLongerTakesThem() {
        assertThat(provider.withoutShares()).isEmpty();
        Rfc2136Provider later = instance();
        applied(later, create(EAST.toArray(RecordSet[]::new)));
        server.changesNoLua();
        applied(later, swap(EAST, BOTH));
        assertThat(server.answer(WWW, "A")).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(held(later, WWW)).containsExactlyInAnyOrderElementsOf(BOTH);
    }

    @Test
    void isProvedAnewForNamesThatHadNoneAndOnceAMinute() {
        shared();
        time.advance(Duration.ofSeconds(50));
        applied(provider, swap(BOTH, EAST));
        applied(provider, swap(EAST, BOTH));
        assertThat(probesWritten())
                .as("a batch that was confirmed is proof enough")
                .isZero();
        time.advance(Duration.ofSeconds(70));
        applied(provider, swap(BOTH, east(50, 50)));
        assertThat(probesWritten()).as("the name has one").isZero();
        time.advance(Duration.ofSeconds(70));
        applied(provider, swap(east(50, 50), EAST));
        assertThat(probesWritten()).as("it loses it").isZero();
        time.advance(Duration.ofSeconds(70));
        applied(provider, swap(EAST, BOTH));
        assertThat(probesWritten()).isOne();
        assertThat(server.hasLua(WWW)).isTrue();
    }

    @Test
    void whileLuaRecordsArePassedOverTheProbeIsWrittenSeldom() {
        server.evaluatesNothing();
        for (int asked = 0; asked < 3; asked++) {
            assertThat(provider.withoutShares()).map(WithoutShares::failure).contains(Failure.REFUSED);
        }
        assertThat(probesWritten()).isOne();
        time.advance(SELDOM);
        assertThat(provider.withoutShares()).isPresent();
        assertThat(probesWritten()).isOne();
    }

    @Test
    void aProbeThatCannotBeWrittenIsNotAServerWithoutLuaRecords() {
        server.failsAt(LuaServer::isUpdate);
        assertThat(provider.withoutShares()).hasValueSatisfying(without -> {
            assertThat(without.failure()).isEqualTo(Failure.UNREACHABLE);
            assertThat(without.message()).contains("SERVFAIL");
        });
    }

    @Test
    void recordsOfTypesThatAreNotSharedStayAsTheyAre() {
        assertThat(provider.withoutShares()).isEmpty();
        RecordSet alone = six("east", 100, "2001:db8:0:0:0:0:0:1");
        RecordSet none = six("west", 0, "2001:db8:0:0:0:0:0:2");
        applied(provider, create(BOTH.get(0), BOTH.get(1), alone, none));
        assertThat(held(provider, WWW)).containsExactlyInAnyOrder(BOTH.get(0), BOTH.get(1), alone, none);
    }

    @Test
    void aForeignRecordsTtlIsItsOwn() {
        shared();
        server.put(WWW, "AAAA", 300, "2001:db8:0:0:0:0:0:9");
        assertThat(held(provider, WWW))
                .containsAll(BOTH)
                .hasSize(3)
                .anySatisfy(foreign -> assertThat(foreign.values()).containsExactly("2001:db8:0:0:0:0:0:9"));
    }

    @Test
    void anotherTtlIsSeen() {
        shared();
        RealSet lua = LuaShares.of(WWW, Map.of("A", BOTH)).orElseThrow();
        server.put(WWW, LuaShares.TYPE, 5, lua.values().toArray(String[]::new));
        assertThat(held(provider, WWW)).hasSize(2).allMatch(set -> set.ttlSeconds() == 5);
    }

    @Test
    void aNameThatIsAsExpectedTakesOneQuestionAboutItsLuaRecord() {
        shared();
        held(provider, WWW);
        assertThat(server.asked()).filteredOn(LuaServer::isUpdate).hasSize(1);
    }
}
