package io.regionalfailover.dns.embedded;

import static io.regionalfailover.dns.embedded.SampleZone.APEX;
import static io.regionalfailover.dns.embedded.SampleZone.SERVERS;
import static io.regionalfailover.dns.embedded.SampleZone.creations;
import static io.regionalfailover.dns.embedded.SampleZone.deletions;
import static io.regionalfailover.dns.embedded.SampleZone.plain;
import static io.regionalfailover.dns.embedded.SampleZone.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.Responder.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** What zones hold, on disk and in answers, through crashes and troubles. */
class EmbeddedZonesTest {
    private static final RecordSet WWW = plain("www.example.com", "A", 30, "192.0.2.1");
    private static final RecordSet NEXT = plain("www.example.com", "A", 30, "192.0.2.2");

    @TempDir
    private Path folder;

    private final Told told = new Told();
    private Instant now = Instant.ofEpochSecond(2_000);
    private final List<EmbeddedZones> opened = new ArrayList<>();

    private EmbeddedZones open() {
        opened.forEach(EmbeddedZones::close);
        EmbeddedZones zones = new EmbeddedZones(folder, "east", () -> now, new Tally(), told);
        opened.add(zones);
        return zones;
    }

    @AfterEach
    void close() {
        opened.forEach(EmbeddedZones::close);
    }

    private EmbeddedZones withWww() {
        EmbeddedZones zones = open();
        assertThat(zones.declare(APEX, SERVERS)).isEmpty();
        applied(zones, creations(List.of(WWW)));
        return zones;
    }

    private static void applied(EmbeddedZones zones, List<Change> changes) {
        assertThat(zones.apply(APEX, changes)).isInstanceOf(ApplyResult.Applied.class);
    }

    private static List<Change> swap() {
        List<Change> changes = new ArrayList<>(deletions(List.of(WWW)));
        changes.addAll(creations(List.of(NEXT)));
        return changes;
    }

    private static String answer(EmbeddedZones zones, String question) {
        return Asking.line(Asking.ask(Asking.responder(zones::catalog), Asking.message(question), Transport.UDP));
    }

    private static String www(String address) {
        return "NOERROR qr aa | www.example.com. 30 A " + address + " | | |";
    }

    private static long serial(EmbeddedZones zones) {
        Message reply = Asking.ask(Asking.responder(zones::catalog), Asking.message("example.com SOA"), Transport.UDP);
        return ((SOARecord) reply.getSection(Section.ANSWER).getFirst()).getSerial();
    }

    /** Another instance, which has lost its disk. */
    private EmbeddedZones elsewhere(AtomicBoolean listens) {
        EmbeddedZones zones = new EmbeddedZones(folder.resolve("elsewhere"), "west", () -> now, new Tally(), told);
        opened.add(zones);
        zones.waitWhile(apex -> listens.get());
        assertThat(zones.declare(APEX, SERVERS)).isEmpty();
        return zones;
    }

    private static Map<String, String> texts(EmbeddedZones zones) {
        Map<String, String> texts = new HashMap<>();
        zones.keys().forEach(key -> texts.put(key, zones.told(key).orElseThrow()));
        return texts;
    }

    @Test
    void aZoneThatWasLostSaysNothingOfItsNamesBeforeAllIsHeard() {
        Map<String, String> texts = texts(withWww());
        AtomicBoolean listens = new AtomicBoolean(true);
        EmbeddedZones west = elsewhere(listens);
        west.take(texts);
        assertThat(answer(west, "www.example.com A")).startsWith("SERVFAIL");
        assertThat(answer(west, "later.example.com A"))
                .as("its part may be on its way")
                .startsWith("SERVFAIL");
        assertThat(west.holding(APEX, Set.of(WWW.name()))).isInstanceOf(Holding.NotYet.class);
        assertThat(west.apply(APEX, creations(List.of(NEXT)))).isInstanceOf(ApplyResult.Unreachable.class);

        listens.set(false);
        west.settle();
        assertThat(answer(west, "www.example.com A")).isEqualTo(www("192.0.2.1"));
    }

    @Test
    void aStampThatNobodyCouldOutdoIsRefused() {
        EmbeddedZones zones = withWww();
        DnsName name = DnsName.of("far.example.com");
        for (Stamp far : List.of(new Stamp(0, 1, 1L << 45, "mad"), new Stamp(1L << 45, 1, 2_000, "mad"))) {
            zones.take(Map.of(CellKey.of(APEX, name), new Cell(name, far, List.of()).text()));
        }
        assertThat(told.troubles).hasSize(2).allMatch(said -> said.contains("far.example.com is not taken"));
        applied(zones, swap());
    }

    @Test
    void whatWasAppliedIsAnsweredAfterARestart() {
        EmbeddedZones zones = withWww();
        List<RecordSet> odd = List.of(
                weighted("w.example.com", "a b\\n\nc/ö", 0, "192.0.2.1", "192.0.2.2"),
                plain("text.example.com", "TXT", 0, "\"a\\\\b \\\"c\\\"\" \"d\""));
        applied(zones, creations(odd));
        long serial = serial(zones);

        EmbeddedZones again = open();
        assertThat(answer(again, "www.example.com A")).isEqualTo(www("192.0.2.1"));
        assertThat(again.holding(APEX, Set.of(DnsName.of("w.example.com"), DnsName.of("text.example.com"))))
                .asInstanceOf(type(Holding.Held.class))
                .satisfies(held -> assertThat(held.byName().values().stream().flatMap(List::stream))
                        .containsExactlyInAnyOrderElementsOf(odd));
        assertThat(serial(again)).isEqualTo(serial);
        assertThat(again.changes(APEX)).isEqualTo(2);
        assertThat(again.declare(APEX, SERVERS)).isEmpty();
        assertThat(serial(again)).as("nothing changed").isEqualTo(serial);
        assertThat(told.troubles).isEmpty();
    }

    @Test
    void aCrashBeforeTheNewFileIsInPlaceLeavesTheOldState() throws IOException {
        withWww();
        Files.writeString(folder.resolve("example.com.zone.next"), "regional-failover-zone 1\napex exa");
        EmbeddedZones again = open();
        assertThat(answer(again, "www.example.com A")).isEqualTo(www("192.0.2.1"));
        applied(again, swap());
        assertThat(answer(open(), "www.example.com A")).isEqualTo(www("192.0.2.2"));
        assertThat(told.troubles).isEmpty();
    }

    @Test
    void aDamagedFileIsSetAsideAndTheOthersAreAnswered() throws IOException {
        EmbeddedZones zones = withWww();
        DnsName other = DnsName.of("example.org");
        zones.declare(other, SERVERS);
        Path file = folder.resolve("example.com.zone");
        byte[] whole = Files.readAllBytes(file);
        for (int damage = 0; damage < whole.length; damage += 7) {
            byte[] damaged = whole.clone();
            damaged[damage] ^= 4;
            Files.write(file, damaged);
            EmbeddedZones again = open();
            assertThat(again.catalog().zones()).containsOnlyKeys(WireName.of(other));
            assertThat(file).doesNotExist();
        }
        assertThat(told.troubles)
                .hasSize((whole.length + 6) / 7)
                .allMatch(sentence -> sentence.contains("is damaged") && sentence.contains("set aside as"));
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        open();
        assertThat(told.troubles.getLast()).contains("checksum");
        Files.write(file, whole);
        assertThat(answer(open(), "www.example.com A")).isEqualTo(www("192.0.2.1"));
    }

    @Test
    void whatCannotBePutOnDiskIsNotAnswered() throws IOException {
        EmbeddedZones zones = withWww();
        Path inTheWay = Files.createDirectory(folder.resolve("example.com.zone.next"));
        assertThat(zones.apply(APEX, swap()))
                .asInstanceOf(type(ApplyResult.Unreachable.class))
                .satisfies(unreachable -> assertThat(unreachable.message())
                        .contains("cannot be put on disk", "state-dir", folder.toString()));
        assertThat(answer(zones, "www.example.com A")).isEqualTo(www("192.0.2.1"));
        Files.delete(inTheWay);
        applied(zones, swap());
        assertThat(answer(zones, "www.example.com A")).isEqualTo(www("192.0.2.2"));
    }

    @Test
    void aFolderThatCannotBeHadIsSaidAndTriedAgain() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        Path below = folder.resolve("file").resolve("zones");
        try (EmbeddedZones zones = new EmbeddedZones(below, "east", () -> now, new Tally(), told)) {
            assertThat(zones.declare(APEX, SERVERS))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("cannot be put on disk"));
            assertThat(zones.apply(APEX, creations(List.of(WWW)))).isInstanceOf(ApplyResult.Unreachable.class);
            assertThat(answer(zones, "www.example.com A")).startsWith("REFUSED");
            Files.delete(folder.resolve("file"));
            assertThat(zones.declare(APEX, SERVERS)).isEmpty();
            applied(zones, creations(List.of(WWW)));
        }
    }

    @Test
    void aSecondProcessAnswersButDoesNotWrite() {
        EmbeddedZones zones = withWww();
        try (EmbeddedZones second = new EmbeddedZones(folder, "east", () -> now, new Tally(), told)) {
            assertThat(answer(second, "www.example.com A")).isEqualTo(www("192.0.2.1"));
            assertThat(second.apply(APEX, swap())).isInstanceOf(ApplyResult.Unreachable.class);
            applied(zones, swap());
            zones.close();

            assertThat(second.apply(APEX, swap()))
                    .as("it does not overwrite what it has not read")
                    .isInstanceOf(ApplyResult.Unreachable.class);
            assertThat(answer(second, "www.example.com A")).isEqualTo(www("192.0.2.2"));
            assertThat(second.apply(APEX, swap())).isInstanceOf(ApplyResult.Fenced.class);
            List<Change> back = new ArrayList<>(deletions(List.of(NEXT)));
            back.addAll(creations(List.of(WWW)));
            assertThat(second.apply(APEX, back)).isInstanceOf(ApplyResult.Applied.class);
        }
    }

    @Test
    void theSerialRisesWithEveryChangeAlsoWhereItsCircleEnds() {
        EmbeddedZones zones = withWww();
        assertThat(serial(zones)).isEqualTo(2_001);
        now = now.plusSeconds(500);
        applied(zones, swap());
        assertThat(serial(zones)).isEqualTo(2_500);
        now = Instant.ofEpochSecond(100);
        applied(zones, creations(List.of(plain("x.example.com", "A", 1, "192.0.2.1"))));
        assertThat(serial(zones)).as("the clock went back").isEqualTo(2_501);
        ZoneState last = new ZoneState(APEX, SERVERS, (1L << 32) - 1, 9, Map.of());
        assertThat(last.with(Map.of(), Instant.ofEpochSecond((1L << 32) - 9), "")
                        .serial())
                .isZero();
    }

    @Test
    void otherNameServersAreAnsweredAtOnce() {
        EmbeddedZones zones = withWww();
        zones.declare(APEX, List.of(new NameServer(DnsName.of("a.example.com"), List.of("192.0.2.99"))));
        assertThat(answer(zones, "example.com NS"))
                .contains("NS a.example.com.")
                .contains("A 192.0.2.99");
        assertThat(answer(open(), "a.example.com A")).contains("192.0.2.99");
        assertThat(answer(zones, "www.example.com A")).isEqualTo(www("192.0.2.1"));
    }

    @Test
    void whatStandsInTheWayOfTheZonesOwnRecordsIsRefusedAndNamed() {
        EmbeddedZones zones = withWww();
        for (RecordSet set : List.of(
                plain("example.com", "CNAME", 30, "example.net"),
                plain("example.com", "NS", 30, "ns.example.net."),
                plain("ns1.example.com", "A", 30, "192.0.2.1"),
                plain("ns1.example.com", "CNAME", 30, "example.net"),
                plain("bad.example.com", "A", 30, "not-an-address"),
                plain("bad.example.com", "CNAME", 30, "a.example.net", "b.example.net"),
                plain("bad.example.com", "A", 30),
                plain("bad.example.com", "AXFR", 30, "x"),
                plain("bad.example.com", "NOTYPE", 30, "x"))) {
            assertThat(zones.apply(APEX, creations(List.of(set))))
                    .as(set.toString())
                    .asInstanceOf(type(ApplyResult.Refused.class))
                    .satisfies(refused -> {
                        assertThat(refused.names()).containsExactly(set.name());
                        assertThat(refused.message()).contains(set.name().text());
                    });
        }
        assertThat(zones.apply(APEX, creations(List.of(plain("www.example.com", "CNAME", 30, "example.net")))))
                .isInstanceOf(ApplyResult.Fenced.class);
        applied(zones, creations(List.of(plain("example.com", "A", 30, "192.0.2.1"))));
    }

    @Test
    void whileAChangeIsMadeEveryAnswerIsTheOldOrTheNewOne() throws InterruptedException {
        EmbeddedZones zones = withWww();
        AtomicBoolean done = new AtomicBoolean();
        List<String> wrong = new CopyOnWriteArrayList<>();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            askers.add(Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    String line = answer(zones, "www.example.com A");
                    if (!line.equals(www("192.0.2.1")) && !line.equals(www("192.0.2.2"))) {
                        wrong.add(line);
                    }
                }
            }));
        }
        for (int i = 0; i < 100; i++) {
            List<Change> changes = new ArrayList<>(deletions(List.of(i % 2 == 0 ? WWW : NEXT)));
            changes.addAll(creations(List.of(i % 2 == 0 ? NEXT : WWW)));
            applied(zones, changes);
            assertThat(answer(zones, "www.example.com A"))
                    .as("in force when the change is applied")
                    .isEqualTo(www(i % 2 == 0 ? "192.0.2.2" : "192.0.2.1"));
        }
        done.set(true);
        for (Thread asker : askers) {
            asker.join();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theFileIsForPeopleToRead() throws IOException {
        withWww();
        assertThat(Files.readString(folder.resolve("example.com.zone"), StandardCharsets.UTF_8))
                .startsWith("""
                        regional-failover-zone 1
                        apex example.com
                        serial 2001
                        changes 1
                        nameserver ns1.example.com 192.0.2.53 2001:db8::53
                        nameserver ns.example.net
                        cell www.example.com 0 0 2001 east
                        set www.example.com A 30 plain
                        value 192.0.2.1
                        end\s""");
    }
}
