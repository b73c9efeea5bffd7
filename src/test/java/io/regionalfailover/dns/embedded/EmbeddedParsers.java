package io.regionalfailover.dns.embedded;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.dns.embedded.ZoneFile.DamagedException;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import io.regionalfailover.testing.fuzz.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.xbill.DNS.Message;

/** The parsers of questions, which anybody sends, and of the files that zones are kept in. */
public final class EmbeddedParsers {
    private static final ZoneState STATE = new ZoneState(
            SampleZone.APEX,
            SampleZone.SERVERS,
            1,
            1,
            SampleZone.sets().stream()
                    .collect(Collectors.groupingBy(
                            set -> set.name(), Collectors.mapping(StoredSet::of, Collectors.toList()))));
    private static final Catalog CATALOG = Catalog.EMPTY.with(ZoneAnswers.of(STATE));
    private static final Responder RESPONDER = Asking.responder(() -> CATALOG, 3);
    private static final byte[] TO = new byte[Responder.LONGEST];

    private EmbeddedParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        List<byte[]> questions = Stream.of(
                        "www.example.com A",
                        "chain.example.com A +edns=1232 +do",
                        "big.example.com TXT +edns=4096",
                        "x.wild.example.com AAAA",
                        "example.com NS +edns=1232 +cookie",
                        "nobody.example.com ANY")
                .map(question -> Asking.message(question).toWire())
                .toList();
        String file = new String(ZoneFile.encode(STATE), StandardCharsets.UTF_8);
        return List.of(
                new Parser("dns-question", questions, EmbeddedParsers::question),
                Parser.ofText(
                        "zone-file", List.of(file.substring(0, file.lastIndexOf("end "))), EmbeddedParsers::zoneFile));
    }

    private static void question(byte[] wire) throws IOException {
        for (Transport transport : Transport.values()) {
            int length = RESPONDER.respond(wire, wire.length, TO, Asking.asker(transport), new Random(1));
            require(length == 0 || length >= QueryReader.HEADER, "half a header");
            require(
                    transport == Transport.TCP || length <= Math.min(ResponseWriter.PAYLOAD, 3 * wire.length),
                    "a datagram of " + length + " to one of " + wire.length);
            if (length > 0) {
                require(TO[0] == wire[0] && TO[1] == wire[1] && TO[2] < 0, "a response to another question");
                require(new Message(Arrays.copyOf(TO, length)) != null, "a response that nobody reads");
            }
        }
    }

    /** A file is tried as it is, and with the checksum that makes it whole. */
    private static void zoneFile(String text) {
        String body = text.endsWith("\n") ? text : text + "\n";
        CRC32C sum = new CRC32C();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        for (String whole : new String[] {text, body + "end %08x\n".formatted(sum.getValue())}) {
            try {
                ZoneState state = ZoneFile.decode(whole.getBytes(StandardCharsets.UTF_8));
                byte[] again = ZoneFile.encode(state);
                require(
                        Arrays.equals(ZoneFile.encode(ZoneFile.decode(again)), again),
                        "a state that is another one when it was kept");
                ZoneAnswers.of(state);
            } catch (DamagedException e) {
                // The one way to refuse.
            }
        }
    }
}
