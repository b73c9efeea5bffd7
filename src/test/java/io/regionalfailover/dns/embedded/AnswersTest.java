package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A question and the whole response to it. */
class AnswersTest {
    private static final String SOA =
            " example.com. 60 SOA ns1.example.com. hostmaster.example.com. 2026 7200 900 1209600 60";
    private static final String GLUE =
            " ns1.example.com. 3600 A 192.0.2.53, ns1.example.com. 3600 AAAA 2001:db8:0:0:0:0:0:53";

    private final Responder responder = responder(SampleZone.sets());

    private static Responder responder(List<RecordSet> sets) {
        Map<DnsName, List<StoredSet>> byName = sets.stream()
                .collect(
                        Collectors.groupingBy(RecordSet::name, Collectors.mapping(StoredSet::of, Collectors.toList())));
        ZoneState state = new ZoneState(SampleZone.APEX, SampleZone.SERVERS, 2_026, 1, byName);
        Catalog catalog = Catalog.EMPTY.with(ZoneAnswers.of(state));
        return Asking.responder(() -> catalog);
    }

    private static final String[][] TABLE = {
        {"www.example.com A", "NOERROR qr aa | www.example.com. 30 A 192.0.2.1 | | |"},
        {"www.example.com A +rd +cd", "NOERROR qr aa rd cd | www.example.com. 30 A 192.0.2.1 | | |"},
        {"www.example.com A +edns=4096 +do", "NOERROR qr aa | www.example.com. 30 A 192.0.2.1 | | | edns do"},
        {"dual.example.com AAAA", "NOERROR qr aa | dual.example.com. 20 AAAA 2001:db8:0:0:0:0:0:2 | | |"},
        {"www.example.com AAAA", "NOERROR qr aa | |" + SOA + " | |"},
        {"www.example.com TYPE65", "NOERROR qr aa | |" + SOA + " | |"},
        {"deep.example.com A", "NOERROR qr aa | |" + SOA + " | |"},
        {"b.deep.example.com ANY", "NOERROR qr aa | |" + SOA + " | |"},
        {"nobody.example.com A", "NXDOMAIN qr aa | |" + SOA + " | |"},
        {"x.www.example.com A", "NXDOMAIN qr aa | |" + SOA + " | |"},
        {"example.com A", "NOERROR qr aa | example.com. 60 A 192.0.2.7 | | |"},
        {"example.com SOA", "NOERROR qr aa |" + SOA.replace(" 60 SOA", " 900 SOA") + " | | |"},
        {
            "example.com NS",
            "NOERROR qr aa | example.com. 3600 NS ns.example.net., example.com. 3600 NS ns1.example.com. | |" + GLUE
                    + " |"
        },
        {"ns1.example.com A", "NOERROR qr aa | ns1.example.com. 3600 A 192.0.2.53 | | |"},
        {"example.com MX", "NOERROR qr aa | |" + SOA + " | |"},
        {"dual.example.com ANY", "NOERROR qr aa | dual.example.com. 30 A 192.0.2.2 | | |"},
        {"_failover.www.example.com TXT", "NOERROR qr aa | _failover.www.example.com. 30 TXT \"v=1 e=42\" | | |"},
        {"two.example.com TXT", "NOERROR qr aa | two.example.com. 30 TXT \"one\" \"and \\\"two\\\"\" | | |"},
        {
            "alias.example.com A",
            "NOERROR qr aa | alias.example.com. 40 CNAME www.example.com., www.example.com. 30 A 192.0.2.1 | | |"
        },
        {"alias.example.com CNAME", "NOERROR qr aa | alias.example.com. 40 CNAME www.example.com. | | |"},
        {"alias.example.com ANY", "NOERROR qr aa | alias.example.com. 40 CNAME www.example.com. | | |"},
        {"alias.example.com TXT", "NOERROR qr aa | alias.example.com. 40 CNAME www.example.com. |" + SOA + " | |"},
        {
            "chain.example.com A",
            "NOERROR qr aa | alias.example.com. 40 CNAME www.example.com., chain.example.com. 40 CNAME Alias.Example.com.,"
                    + " www.example.com. 30 A 192.0.2.1 | | |"
        },
        {
            "dangling.example.com A",
            "NXDOMAIN qr aa | dangling.example.com. 40 CNAME missing.example.com. |" + SOA + " | |"
        },
        {"out.example.com AAAA", "NOERROR qr aa | out.example.com. 40 CNAME host.example.net. | | |"},
        {"any.wild.example.com A", "NOERROR qr aa | any.wild.example.com. 30 A 192.0.2.9 | | |"},
        {"x.y.wild.example.com A", "NOERROR qr aa | x.y.wild.example.com. 30 A 192.0.2.9 | | |"},
        {"*.wild.example.com A", "NOERROR qr aa | *.wild.example.com. 30 A 192.0.2.9 | | |"},
        {"any.wild.example.com AAAA", "NOERROR qr aa | |" + SOA + " | |"},
        {"host.wild.example.com A", "NOERROR qr aa | |" + SOA + " | |"},
        {"x.host.wild.example.com A", "NXDOMAIN qr aa | |" + SOA + " | |"},
        {"wild.example.com A", "NOERROR qr aa | |" + SOA + " | |"},
        {
            "x.walias.example.com A",
            "NOERROR qr aa | www.example.com. 30 A 192.0.2.1, x.walias.example.com. 30 CNAME www.example.com. | | |"
        },
        {"example.net A", "REFUSED qr | | | |"},
        {"com A", "REFUSED qr | | | |"},
        {". NS +edns=512", "REFUSED qr | | | | edns"},
        {"notexample.com A", "REFUSED qr | | | |"},
        {"www.example.com A +class=3", "REFUSED qr | | | |"},
        {"www.example.com AXFR", "REFUSED qr | | | |"},
        {"www.example.com IXFR", "REFUSED qr | | | |"},
        {"www.example.com TYPE254", "NOTIMP qr | | | |"},
        {"www.example.com TYPE41", "FORMERR qr | | | |"},
        {"www.example.com TYPE200", "FORMERR qr | | | |"},
        {"www.example.com A +opcode=2", "NOTIMP no question qr | | | |"},
        {"www.example.com A +opcode=5", "NOTIMP no question qr | | | |"},
        {"www.example.com A +edns=1232 +version=1", "BADVERS qr | | | | edns"},
        {"big.example.com TXT", "NOERROR qr aa tc | | | |"},
        {"big.example.com TXT +edns=4096", "NOERROR qr aa tc | | | | edns"},
        {"middle.example.com TXT", "NOERROR qr aa tc | | | |"},
        {"middle.example.com TXT +edns=100", "NOERROR qr aa tc | | | | edns"},
    };

    @TestFactory
    Stream<DynamicTest> table() {
        return Stream.of(TABLE)
                .map(row -> DynamicTest.dynamicTest(
                        row[0],
                        () -> assertThat(Asking.line(Asking.ask(responder, Asking.message(row[0]), Transport.UDP)))
                                .isEqualTo(row[1])));
    }

    @Test
    void theQuestionIsRepeatedAsItWasAsked() {
        Message reply = Asking.ask(responder, Asking.message("wWw.eXample.COM A"), Transport.UDP);
        assertThat(reply.getHeader().getID()).isEqualTo(Asking.ID);
        assertThat(reply.getQuestion().getName()).hasToString("wWw.eXample.COM.");
        assertThat(reply.getSection(Section.ANSWER)).extracting(Record::getName).hasToString("[wWw.eXample.COM.]");
        Message negative = Asking.ask(responder, Asking.message("x.eXample.COM A"), Transport.UDP);
        assertThat(negative.getSection(Section.AUTHORITY))
                .extracting(Record::getName)
                .hasToString("[eXample.COM.]");
    }

    @Test
    void whatDoesNotFitADatagramComesWholeOverTcp() {
        Message datagram = Asking.ask(responder, Asking.message("middle.example.com TXT +edns=1232"), Transport.UDP);
        assertThat(datagram.getSection(Section.ANSWER)).hasSize(4);
        Message stream = Asking.ask(responder, Asking.message("big.example.com TXT"), Transport.TCP);
        assertThat(stream.getSection(Section.ANSWER)).hasSize(20);
        assertThat(Asking.line(stream)).startsWith("NOERROR qr aa |");
    }

    @Test
    void valuesTakeTurns() {
        Map<String, Integer> first = new TreeMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] wire = Asking.message("many.example.com A").toWire();
            byte[] to = new byte[Responder.LONGEST];
            int length = responder.respond(wire, wire.length, to, Asking.asker(Transport.UDP), random);
            List<Record> answer = Asking.parsed(Arrays.copyOf(to, length)).getSection(Section.ANSWER);
            assertThat(answer).hasSize(3).doesNotHaveDuplicates();
            first.merge(answer.getFirst().rdataToString(), 1, Integer::sum);
        }
        assertThat(first)
                .hasSize(3)
                .allSatisfy((value, count) -> assertThat(count).isBetween(60, 140));
    }

    @Test
    void weightedSetsAreAnsweredInProportion() {
        assertThat(shares(3, 1, 0)).satisfies(shares -> {
            assertThat(shares.get("192.0.2.1")).isBetween(7_200, 7_800);
            assertThat(shares.get("192.0.2.2")).isBetween(2_200, 2_800);
            assertThat(shares).doesNotContainKey("192.0.2.3");
        });
    }

    @Test
    void whereAllWeightsAreZeroAllServe() {
        assertThat(shares(0, 0, 0))
                .hasSize(3)
                .allSatisfy((value, count) -> assertThat(count).isBetween(3_000, 3_700));
    }

    private static Map<String, Integer> shares(int... weights) {
        List<RecordSet> sets = new ArrayList<>();
        IntStream.range(0, weights.length)
                .forEach(i ->
                        sets.add(SampleZone.weighted("w.example.com", "set" + i, weights[i], "192.0.2." + (i + 1))));
        Responder weighted = responder(sets);
        Map<String, Integer> shares = new TreeMap<>();
        Random random = new Random(11);
        byte[] wire = Asking.message("w.example.com A").toWire();
        byte[] to = new byte[Responder.LONGEST];
        for (int i = 0; i < 10_000; i++) {
            int length = weighted.respond(wire, wire.length, to, Asking.asker(Transport.UDP), random);
            List<Record> answer = Asking.parsed(Arrays.copyOf(to, length)).getSection(Section.ANSWER);
            assertThat(answer).hasSize(1);
            shares.merge(answer.getFirst().rdataToString(), 1, Integer::sum);
        }
        return shares;
    }

    @Test
    void ofAZoneThatWasNeverWrittenNobodyLearnsThatNamesDoNotExist() {
        ZoneState state = ZoneState.empty(SampleZone.APEX, SampleZone.SERVERS, Instant.ofEpochSecond(2_026));
        Catalog catalog = Catalog.EMPTY.with(ZoneAnswers.of(state));
        Responder fresh = Asking.responder(() -> catalog);
        assertThat(Asking.line(Asking.ask(fresh, Asking.message("www.example.com A"), Transport.UDP)))
                .isEqualTo("SERVFAIL qr | | | |");
        assertThat(Asking.line(Asking.ask(fresh, Asking.message("example.com SOA"), Transport.UDP)))
                .startsWith("NOERROR qr aa");
    }
}
