package io.regionalfailover.dns.embedded;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.dns.embedded.ZoneFile.DamagedException;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import io.regionalfailover.testing.fuzz.Parser;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
    private static final Cookies COOKIES = new Cookies(5, 6, () -> Instant.ofEpochSecond(1_559_731_985));
    private static final byte[] TO = new byte[Responder.LONGEST];

    private static final Map<String, String> CELLS = cells();

    private EmbeddedParsers() {}

    private static Map<String, String> cells() {
        Map<String, String> cells = new TreeMap<>();
        STATE.sets().keySet().stream().map(Cell::nameOf).distinct().forEach(name -> {
            List<StoredSet> sets = Cell.names(name).stream()
                    .flatMap(at -> STATE.sets().getOrDefault(at, List.of()).stream())
                    .toList();
            Cell cell = new Cell(name, new Stamp(0, Cell.epoch(sets), 7, "east"), sets);
            cells.put(CellKey.of(SampleZone.APEX, name), cell.text());
        });
        return cells;
    }

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
                new Parser(
                        "dns-cookie",
                        List.of(
                                new byte[8],
                                new byte[24],
                                HexFormat.of().parseHex("2464c4abcf10c957010000005cf79f111f8130c3eee29480")),
                        EmbeddedParsers::cookie),
                Parser.ofText(
                        "zone-cell",
                        CELLS.entrySet().stream()
                                .map(cell -> cell.getKey() + "\n" + cell.getValue())
                                .toList(),
                        EmbeddedParsers::cell),
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

    /** Whatever stands in the place of a cookie proves nothing: the secret is not known. */
    private static void cookie(byte[] input) throws IOException {
        byte[] cookie = Arrays.copyOf(input, Math.min(input.length, 64));
        byte[] plain = Asking.message("big.example.com TXT +edns=4096").toWire();
        byte[] wire = Arrays.copyOf(plain, plain.length + 4 + cookie.length);
        int length = 4 + cookie.length;
        wire[plain.length - 1] = (byte) length;
        wire[plain.length + 1] = Cookies.OPTION;
        wire[plain.length + 3] = (byte) cookie.length;
        System.arraycopy(cookie, 0, wire, plain.length + 4, cookie.length);
        question(wire);
        if (cookie.length == Cookies.BYTES) {
            ByteBuffer bytes = ByteBuffer.wrap(cookie);
            Cookies.Shown shown = new Cookies.Shown(bytes.getLong(), bytes.getLong(), bytes.getLong(), true);
            require(!COOKIES.proves(shown, InetAddress.getLoopbackAddress()), "a forged cookie");
        }
    }

    /** The key, and below it what another instance says that the cell holds. */
    private static void cell(String text) {
        int end = text.indexOf('\n');
        List<String> refused = new ArrayList<>();
        Map<DnsName, List<Cell>> taken = CellKey.byZone(
                Map.of(end < 0 ? text : text.substring(0, end), end < 0 ? "" : text.substring(end + 1)), refused::add);
        require(taken.isEmpty() != refused.isEmpty(), "neither taken nor refused");
        taken.values().stream().flatMap(List::stream).forEach(cell -> {
            String again = cell.text();
            require(Cell.parse(again).text().equals(again), "a cell that is another one when it is told again");
            require(new Newcomer(STATE, Instant.EPOCH).fault(cell) != null, "no result");
        });
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
