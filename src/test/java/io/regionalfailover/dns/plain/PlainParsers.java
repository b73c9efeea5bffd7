package io.regionalfailover.dns.plain;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.testing.fuzz.Parser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The parser of the texts that stand for weighted record sets, which whoever may edit the zone can write. */
public final class PlainParsers {
    private static final DnsName WWW = DnsName.of("www.example.com");
    private static final String OWNER = "0123456789abcdef";
    private static final Pattern LUA = Pattern.compile("[A-Za-z0-9.:_;,'(){}\\[\\]= -]*");

    private PlainParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        String text = SetText.of(set("A", "east", 90, "192.0.2.1", "192.0.2.2"));
        return List.of(Parser.ofText(
                "set-text",
                List.of(
                        text,
                        text + "\n" + SetText.of(set("A", "west", 10, "192.0.2.3")),
                        text.replace("east", "e%61st"),
                        text.replace("east", "east\" \""),
                        SetText.of(set("CNAME", "east", 1, "a.example.net")) + "\n"
                                + SetText.of(set("CNAME", "west", 1, "b.example.net"))),
                PlainParsers::texts));
    }

    /** A line for each text at {@code _failover-sets}. */
    private static void texts(String lines) {
        List<String> values = lines.lines().limit(8).toList();
        RealSet texts = new RealSet(WWW.sets(), "TXT", 60, values);
        List<RecordSet> written = Weighing.written(WWW, Optional.of(texts));
        for (RecordSet set : written) {
            require(
                    SetText.parse(WWW, SetText.of(set)).equals(new SetText.Parsed.Valid(set)),
                    "a set that is not read back");
        }
        for (String value : values) {
            require(
                    !(SetText.parse(WWW, value) instanceof SetText.Parsed.Valid(RecordSet set))
                            || SetText.of(set).equals(value),
                    "a text that is not written so");
        }
        for (boolean shares : new boolean[] {true, false}) {
            List<RealSet> real = new ArrayList<>(Weighing.real(WWW, written, shares));
            real.removeIf(set -> !set.name().equals(WWW));
            if (values.stream().noneMatch(value -> SetText.parse(WWW, value) instanceof SetText.Parsed.OfVersion)) {
                List<RecordSet> back = Weighing.sets(WWW, real, Optional.of(texts), Optional.of(fence()), shares);
                require(back.containsAll(written), "other sets than were written");
            }
            real.stream()
                    .filter(set -> set.type().equals(LuaShares.TYPE))
                    .forEach(set -> set.values().forEach(PlainParsers::lua));
        }
    }

    private static void lua(String rdata) {
        byte[] bytes = HexFormat.of().parseHex(rdata.substring(rdata.lastIndexOf(' ') + 1));
        int at = 2;
        while (at < bytes.length) {
            int length = bytes[at] & 0xff;
            String string = new String(bytes, at + 1, length, StandardCharsets.ISO_8859_1);
            require(LUA.matcher(string).matches(), "a LUA record that says " + string);
            at += length + 1;
        }
    }

    private static RealSet fence() {
        Fence fence =
                new Fence("default", OWNER, 1, OWNER, OWNER, List.of(1, 0), new Fence.Progress.Settled(), 0, List.of());
        RecordSet set = FenceCodec.toSet(WWW, fence);
        return new RealSet(set.name(), "TXT", set.ttlSeconds(), set.values());
    }

    private static RecordSet set(String type, String region, int weight, String... values) {
        return new RecordSet(
                WWW, type, Optional.of(region), OptionalInt.of(weight), 30, List.of(values), Optional.empty());
    }
}
