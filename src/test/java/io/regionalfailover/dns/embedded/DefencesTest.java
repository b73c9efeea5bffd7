package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.embedded.Responder.Asker;
import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

/** Whoever has not proven its address is sent little, and not often the same. */
class DefencesTest {
    private static final int RATE = 4;

    private final AtomicLong nanos = new AtomicLong();
    private final Tally tally = new Tally();
    private final Catalog catalog = Catalog.EMPTY.with(ZoneAnswers.of(new ZoneState(
            SampleZone.APEX,
            SampleZone.SERVERS,
            1,
            1,
            SampleZone.sets().stream()
                    .collect(Collectors.groupingBy(
                            set -> set.name(), Collectors.mapping(StoredSet::of, Collectors.toList()))))));
    private final Responder responder = new Responder(
            () -> catalog,
            new Defences(new Cookies(1, 2, InstantSource.system()), new RateLimit(RATE, 7), nanos::get, 3),
            new ShortTtls(nanos::get),
            tally);

    private byte[] ask(Message question, String address, Transport transport) {
        byte[] wire = question.toWire();
        byte[] to = new byte[Responder.LONGEST];
        Asker asker = new Asker(transport, InetAddress.ofLiteral(address));
        return Arrays.copyOf(to, responder.respond(wire, wire.length, to, asker, new Random(1)));
    }

    private String line(Message question, String address) {
        byte[] answer = ask(question, address, Transport.UDP);
        return answer.length == 0 ? "silence" : Asking.line(Asking.parsed(answer));
    }

    /** The question with the cookie that the server gave to somebody at an address. */
    private Message withCookieOf(String address, String question) {
        Message answer = Asking.parsed(ask(Asking.message(question + " +cookie"), address, Transport.UDP));
        CookieOption given = (CookieOption)
                answer.getOPT().getOptions(EDNSOption.Code.COOKIE).getFirst();
        Message again = Asking.message(question);
        again.removeAllRecords(Section.ADDITIONAL);
        again.addRecord(
                new OPTRecord(
                        1_232,
                        0,
                        0,
                        0,
                        new CookieOption(
                                given.getClientCookie(), given.getServerCookie().orElseThrow())),
                Section.ADDITIONAL);
        return again;
    }

    @Test
    void aLongAnswerIsForThoseWhoHaveProvenTheirAddress() {
        assertThat(line(Asking.message("middle.example.com TXT +edns=1232"), "192.0.2.1"))
                .isEqualTo("NOERROR qr aa tc | | | | edns");
        Message proven = withCookieOf("192.0.2.1", "middle.example.com TXT +edns=1232");
        assertThat(Asking.parsed(ask(proven, "192.0.2.1", Transport.UDP)).getSection(Section.ANSWER))
                .hasSize(4);
        assertThat(line(proven, "192.0.2.2"))
                .as("a cookie of somebody else proves nothing")
                .isEqualTo("NOERROR qr aa tc | | | | edns");
        assertThat(tally.proven()).isEqualTo(1);
        assertThat(tally.truncated()).isEqualTo(3);
    }

    @Test
    void theSameIsNotSentTooOften() {
        Message question = Asking.message("www.example.com A");
        String answer = "NOERROR qr aa | www.example.com. 30 A 192.0.2.1 | | |";
        String cut = "NOERROR qr aa tc | | | |";
        for (int i = 0; i < RATE; i++) {
            assertThat(line(question, "192.0.2." + i)).isEqualTo(answer);
        }
        assertThat(List.of(line(question, "192.0.2.1"), line(question, "192.0.2.1"), line(question, "192.0.2.1")))
                .containsExactly(cut, "silence", cut);
        assertThat(tally.slipped()).isEqualTo(2);
        assertThat(tally.dropped()).isEqualTo(1);
        assertThat(line(question, "192.0.3.1")).as("another network").isEqualTo(answer);
        assertThat(line(Asking.message("dual.example.com A"), "192.0.2.1")).contains("192.0.2.2");
        assertThat(Asking.parsed(ask(question, "192.0.2.1", Transport.TCP)).getSection(Section.ANSWER))
                .as("over TCP")
                .hasSize(1);
        nanos.addAndGet(1_000_000_000);
        assertThat(line(question, "192.0.2.1")).isEqualTo(answer);
    }

    @Test
    void namesThatDoNotExistAreAllAlike() {
        for (int i = 0; i < RATE; i++) {
            assertThat(line(Asking.message("no" + i + ".example.com A"), "192.0.2.1"))
                    .startsWith("NXDOMAIN");
        }
        assertThat(line(Asking.message("another.example.com A"), "192.0.2.1")).doesNotStartWith("NXDOMAIN");
    }

    @Test
    void namesOfOneWildcardAreAlike() {
        for (int i = 0; i < RATE; i++) {
            assertThat(line(Asking.message("x" + i + ".wild.example.com A"), "192.0.2.1"))
                    .contains("192.0.2.9");
        }
        assertThat(line(Asking.message("another.wild.example.com A"), "192.0.2.1"))
                .doesNotContain("192.0.2.9");
    }

    @Test
    void aCookieLiftsTheLimit() {
        Message proven = withCookieOf("192.0.2.1", "www.example.com A +edns=1232");
        for (int i = 0; i < 10 * RATE; i++) {
            assertThat(line(proven, "192.0.2.1")).contains("192.0.2.1");
        }
    }

    @Test
    void clientSubnetsAreIgnored() {
        Message answer =
                Asking.parsed(ask(Asking.message("www.example.com A +edns=1232 +subnet"), "192.0.2.1", Transport.UDP));
        assertThat(answer.getOPT().getOptions()).isEmpty();
    }

    @Test
    void aCookieOfNoLengthThatOneMayHaveIsBroken() {
        byte[] wire = Asking.message("www.example.com A +edns=1232 +cookie").toWire();
        byte[] longer = Arrays.copyOf(wire, wire.length + 1);
        longer[wire.length - 9] = 9;
        longer[wire.length - 13] = 13;
        Asker asker = new Asker(Transport.UDP, InetAddress.ofLiteral("192.0.2.1"));
        byte[] to = new byte[Responder.LONGEST];
        int length = responder.respond(longer, longer.length, to, asker, new Random(1));
        assertThat(Asking.line(Asking.parsed(Arrays.copyOf(to, length)))).startsWith("FORMERR");
    }
}
