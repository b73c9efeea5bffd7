package io.regionalfailover.health;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.netty.handler.codec.http2.Http2Exception;
import io.regionalfailover.health.DnsQuestion.Reply;
import io.regionalfailover.testing.fuzz.Parser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The parsers of what probed endpoints and DNS servers send, and of how targets are written. */
public final class HealthParsers {
    private static final Name NAME = Name.fromConstantString("www.example.com.");
    private static final InetSocketAddress RESOLVER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53);
    private static final AddressPolicy POLICY = AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of());
    private static final GrpcProbe GRPC = new GrpcProbe("h", 1, "pricing.v1.Pricing", Optional.empty());
    private static final PrometheusProbe QUERY = PrometheusProbe.of(
            URI.create("http://h"), "up", PrometheusProbe.Comparison.EQUAL, 0, Map.of(), Tls.DEFAULT);

    private HealthParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(
                Parser.ofText("http-response", responses(), HealthParsers::httpResponse),
                new Parser("grpc-health", healthMessages(), HealthParsers::grpcHealth),
                new Parser("http2-frames", frames(), HealthParsers::http2Frames),
                new Parser("dns-answer", answers(), HealthParsers::dnsAnswer),
                Parser.ofText("prometheus-answer", samples(), HealthParsers::prometheusAnswer),
                Parser.ofText("host-name", hosts(), HealthParsers::hostName),
                Parser.ofText("address-range", ranges(), HealthParsers::addressRange),
                Parser.ofText("probe-target", urls(), HealthParsers::probeTarget));
    }

    private static List<String> responses() {
        return List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.0 503\nTransfer-Encoding: gzip\nX: y\n z\n\nbody");
    }

    private static void httpResponse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse response = new HttpResponse(new ByteArrayInputStream(bytes), phase -> {}, 16);
        try {
            int status = response.readHead();
            require(status >= 100 && status <= 599, "a status of " + status);
            require(response.readBody("GET").length <= 16, "more is kept than asked for");
        } catch (IOException e) {
            // The one way to refuse.
        }
    }

    private static List<byte[]> healthMessages() {
        HexFormat hex = HexFormat.of();
        return List.of(
                hex.parseHex("00000000020801"),
                hex.parseHex("0000000000"),
                hex.parseHex("000000000a08021203616263" + "1801"));
    }

    private static void grpcHealth(byte[] bytes) {
        require(GrpcHealth.response(bytes) != null, "neither a status nor none");
    }

    /** Settings, and an answer of headers, data and trailers, as servers send them. */
    private static List<byte[]> frames() {
        HexFormat hex = HexFormat.of();
        String settings = "000000040000000000";
        String head = "00001d0104000000018840" + "0c636f6e74656e742d74797065"
                + "0e6170706c69636174696f6e2f67".substring(0, 28);
        String data = "000007000000000001" + "00000000020801";
        String trailers = "000012010500000001" + "400b677270632d737461747573" + "0130" + "0000".substring(0, 0);
        return List.of(
                hex.parseHex(settings),
                hex.parseHex(settings + head),
                hex.parseHex(settings + "0000010104" + "00000001" + "88" + data),
                hex.parseHex(settings + "000001010400000001" + "88" + data + trailers),
                hex.parseHex(settings + "000004030000000001" + "00000008"),
                hex.parseHex(settings + "000008070000000000" + "0000000000000002"),
                hex.parseHex("000008060000000000" + "0102030405060708" + "000000040100000000"));
    }

    private static void http2Frames(byte[] bytes) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (Http2Call call = new Http2Call(new ByteArrayInputStream(bytes), sent)) {
            Http2Call.Answer answer =
                    call.exchange(new Http2Call.Head("http", "h", "/x", "1m"), GrpcHealth.request(GRPC.service()));
            require(answer.body().length <= 16 * 1024, "a body of more than 16 KiB");
            require(GrpcAttempt.judge(GRPC, answer).message().length() <= 200, "a message that is too long");
        } catch (Http2Exception | IOException e) {
            // The two ways to refuse.
        }
        require(sent.size() <= 64 * 1024 + 20 * bytes.length, "more is sent than what comes in is worth");
    }

    private static List<byte[]> answers() {
        List<byte[]> answers = new ArrayList<>();
        for (String lines : new String[] {
            "www.example.com. 30 A 192.0.2.1",
            "www.example.com. 30 CNAME a.example.com.|a.example.com. 30 CNAME b.example.com.|b.example.com. 30 A 192.0.2.2",
            "www.example.com. 30 CNAME www.example.com.",
            ""
        }) {
            Message message = question().query().clone();
            message.getHeader().setFlag(Flags.QR);
            for (String line : lines.isEmpty() ? new String[0] : lines.split("\\|", -1)) {
                String[] words = line.split(" ", 4);
                message.addRecord(record(words), Section.ANSWER);
            }
            answers.add(message.toWire());
        }
        return answers;
    }

    private static Record record(String[] words) {
        try {
            return Record.fromString(
                    Name.fromString(words[0]),
                    Type.value(words[2]),
                    DClass.IN,
                    Long.parseLong(words[1]),
                    words[3],
                    Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static DnsQuestion question() {
        return DnsQuestion.of(NAME, Type.A, RESOLVER);
    }

    private static void dnsAnswer(byte[] bytes) {
        DnsQuestion question = question();
        byte[] wire = bytes.clone();
        if (wire.length >= 12) {
            // Else hardly any input would be for this question.
            wire[0] = (byte) (question.query().getHeader().getID() >> 8);
            wire[1] = (byte) question.query().getHeader().getID();
            wire[2] |= (byte) 0x80;
        }
        if (question.read(wire) instanceof Reply.Read(Message message)) {
            DnsAnswer answer = question.judge(message);
            require(answer.isFound() != answer.records().isEmpty(), "found, without records");
            require(answer.isFound() || !answer.failure().message().isEmpty(), "a failure without a word");
            for (Record record : answer.records()) {
                require(record.getType() == Type.A && record.getDClass() == DClass.IN, "found what was not asked for");
            }
        }
    }

    private static List<String> samples() {
        return List.of(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0.5\"]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"+Inf\"]}]}}",
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}");
    }

    private static void prometheusAnswer(String text) {
        ProbeResult result =
                PrometheusAttempt.judge(QUERY, new HttpAttempt.Answer(200, text.getBytes(StandardCharsets.UTF_8)));
        require(result.message().length() <= 200, "a message that is too long");
    }

    private static List<String> hosts() {
        return List.of(
                "127.1",
                "2130706433",
                "[::ffff:169.254.169.254]:80",
                "example.com.:443",
                "fe80::1%1",
                "::1",
                "0177.0.0.1");
    }

    private static void hostName(String text) {
        String bare = HostName.bare(HostName.withoutPort(text));
        HostName.literal(bare).ifPresent(HealthParsers::sameInEveryForm);
        try {
            require(!DnsProbe.resolver(text).getHostString().isEmpty(), "a resolver without a host");
        } catch (IllegalArgumentException e) {
            // Refused as declared.
        }
    }

    /** However an address is written: what is shown leads back to it, and it is judged by what it is. */
    private static void sameInEveryForm(InetAddress address) {
        String shown = HostName.text(address);
        InetAddress again = HostName.literal(shown).orElseThrow(() -> new AssertionError(shown + " cannot be read"));
        require(again.equals(address), shown + " is another address than " + address);
        require(POLICY.denies(again) == POLICY.denies(address), shown + " is judged twice in two ways");
    }

    private static List<String> ranges() {
        return List.of("10.0.0.0/8", "fe80::/10", "::ffff:10.0.0.0/104", "192.0.2.7", "::/0");
    }

    private static void addressRange(String text) throws IOException {
        try {
            AddressRange range = AddressRange.parse(text);
            require(AddressRange.parse(range.toString()).equals(range), range + " reads as another range");
            String first = range.toString().substring(0, range.toString().indexOf('/'));
            require(range.contains(InetAddress.ofLiteral(first).getAddress()), range + " lacks its first address");
        } catch (IllegalArgumentException e) {
            // Refused as declared.
        }
    }

    private static List<String> urls() {
        return List.of(
                "http://127.0.0.1:80/healthz?x=y#z",
                "https://[::ffff:127.0.0.1]/",
                "https://user:password@example.com",
                "http://0x7f.1/",
                "200-299");
    }

    private static void probeTarget(String text) {
        try {
            HttpProbe probe =
                    new HttpProbe(new URI(text), Optional.empty(), "GET", List.of(), Optional.empty(), Map.of(), false);
            require(probe.port() > 0 && probe.port() <= 65_535, "port " + probe.port());
            require(!probe.serverName().isEmpty() && !probe.hostHeader().isEmpty(), "no host");
            require(HttpAttempt.request(probe).lines().count() == 6, "a request with lines of somebody else");
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Refused as declared.
        }
        try {
            StatusRange range = StatusRange.parse(text);
            require(StatusRange.parse(range.toString()).equals(range), range + " reads as another range");
        } catch (IllegalArgumentException e) {
            // Refused as declared.
        }
        try {
            require(new DnsProbe(text, "A", List.of(), List.of()).absoluteName().isAbsolute(), "a relative name");
        } catch (IllegalArgumentException e) {
            // Refused as declared.
        }
    }
}
