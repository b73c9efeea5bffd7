package io.regionalfailover.dns;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.testing.fuzz.Parser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parsers of what stands in a zone, which whoever may edit the zone has written. */
public final class DnsParsers {
    private static final String FENCE = "rfo1 default 0123456789abcdef 42 00000000000000ff 00000000000000aa ";

    private DnsParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(
                Parser.ofText(
                        "fence-text",
                        List.of(
                                FENCE + "100,0 e50:100,100:1 2 a1.b2.5.tro8w0",
                                FENCE + "0,255 s 0",
                                FENCE + "1 r25 999",
                                "rfo2 x"),
                        DnsParsers::fenceText),
                Parser.ofText("txt-value", List.of("\"a\" \"b\"", "\"rfo1\"", "\"\\\"\""), DnsParsers::txtValue),
                Parser.ofText(
                        "mark", List.of("rfo:0123456789abcdef:0:us-east-1", "rfo:x", "us-east-1"), DnsParsers::mark),
                Parser.ofText(
                        "heartbeat", List.of("rfh1 default us-east-1 0123456789abcdef 42"), DnsParsers::heartbeat),
                Parser.ofText(
                        "velocity-ledger",
                        List.of("rfv1 default 0123456789abcdef", "rfv1 default 0123456789abcdef us-east-1:6:tro8w0"),
                        DnsParsers::velocityLedger),
                Parser.ofText(
                        "dns-name",
                        List.of("*.Shop.Example.com.", "bücher.example", "xn--bcher-kva.example", "_failover.x", "a。b"),
                        DnsParsers::dnsName));
    }

    private static void fenceText(String text) {
        if (FenceCodec.parse(text) instanceof FenceCodec.Parsed.Valid(Fence fence)) {
            require(FenceCodec.encode(fence).equals(text), "two texts for one fence");
            RecordSet set = FenceCodec.toSet(DnsName.of("example.com"), fence);
            require(FenceCodec.ofSet(set).equals(new FenceCodec.Parsed.Valid(fence)), "a fence that is not read back");
        }
        require(FenceCodec.ofSet(text(text)) != null, "no result");
    }

    private static RecordSet text(String value) {
        return RecordSet.plain(DnsName.of("_failover.example.com"), "TXT", 60, List.of(value));
    }

    private static void txtValue(String text) {
        Optional<String> plain = TxtValue.unquote(text);
        plain.ifPresent(found -> {
            require(found.length() <= text.length(), "longer than what was read");
            require(TxtValue.unquote(TxtValue.quote(found)).equals(plain), "not read back");
        });
    }

    private static void mark(String text) {
        Mark.parse(text).ifPresent(mark -> {
            require(mark.text().equals(text), "two texts for one mark");
            require(Mark.isReserved(text), "a mark that others could make");
        });
    }

    private static void heartbeat(String text) {
        Heartbeat.parse(text).ifPresent(found -> require(found.text().equals(text), "two texts for one heartbeat"));
    }

    private static void velocityLedger(String text) {
        DrainText.parse(text).ifPresent(found -> require(found.text().equals(text), "two texts for one ledger"));
    }

    private static void dnsName(String text) {
        try {
            DnsName name = DnsName.of(text);
            require(DnsName.of(name.text()).equals(name), name + " is another name when read again");
            require(
                    DnsName.of(name.text().toUpperCase(Locale.ROOT) + ".").equals(name),
                    name + " depends on its spelling");
            require(name.text().chars().allMatch(c -> c < 0x80 && c != '\\'), name + " has other characters");
            require(
                    !name.text().contains("_failover")
                            || name.isReserved()
                            || !name.text().matches("(.*\\.)?_failover.*"),
                    name + " is taken for a fence");
        } catch (IllegalArgumentException e) {
            // Refused as declared.
        }
    }
}
