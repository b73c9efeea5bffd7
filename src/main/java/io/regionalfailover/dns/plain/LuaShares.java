package io.regionalfailover.dns.plain;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Type;

/**
 * Shares as PowerDNS carries them: a LUA record of the name, one value for each type that is answered. Its text names the regions by
 * small numbers that stand as addresses, since those are what {@code pickwrandom} of every version takes, and looks up what the picked
 * one answers with:
 *
 * <pre>A ";return ({['0.0.0.1']={'192.0.2.1',},['0.0.0.2']={'192.0.2.2',},})[pickwrandom({{90,'0.0.0.1'},{10,'0.0.0.2'},})]"</pre>
 *
 * Its wire form is a type and strings (RFC 3597 is how it is written here). No question asks for it: what stands at a name is asserted.
 */
public final class LuaShares {
    /** How a type without a name is written (RFC 3597, 5). */
    public static final String TYPE = "TYPE65402";

    /** What the probe's TXT record says, and what its LUA record answers: the same number, where such records are written and evaluated. */
    private static final String WANTED = "rfo1-lua wanted ";

    private static final String IS = "rfo1-lua is ";

    /** Types that can be answered from a LUA record here; others are answered as without. */
    public static final List<String> CARRIED = List.of("A", "AAAA", "CNAME");

    /** The highest number of a probe. */
    public static final int MOST = 999_999_999;

    private static final int LONGEST_STRING = 255;

    /** What needs no escape in Lua and in a character string, and fits one string with what stands around it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.:_-]{1,240}");

    private LuaShares() {}

    /** Whether sets of one type are answered by their shares: several regions serve, with something that can be written so. */
    public static boolean carries(DnsName name, String type, List<RecordSet> sets) {
        List<RecordSet> serving = serving(sets);
        return CARRIED.contains(type)
                && serving.size() > 1
                && serving.stream()
                        .flatMap(set -> values(name, set).stream())
                        .allMatch(value -> PLAIN.matcher(value).matches());
    }

    /** The LUA record set of a name, for those of its types that are answered by shares; empty when none is. */
    public static Optional<RealSet> of(DnsName name, Map<String, List<RecordSet>> byType) {
        List<String> values = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (Map.Entry<String, List<RecordSet>> of : new TreeMap<>(byType).entrySet()) {
            if (carries(name, of.getKey(), of.getValue())) {
                List<RecordSet> serving = serving(of.getValue());
                values.add(rdata(of.getKey(), tokens(name, serving)));
                ttl = Math.min(
                        ttl,
                        serving.stream().mapToLong(RecordSet::ttlSeconds).min().orElse(ttl));
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new RealSet(name, TYPE, ttl, values));
    }

    /** What a probe shows of a server. */
    public enum Shown {
        /** It takes LUA records and answers from them. */
        EVALUATES,
        /** It takes other records without them, or does not answer from them. */
        PASSES_OVER,
        /** There is no probe, or no answer that says. */
        NOT_KNOWN
    }

    /**
     * What shows whether a server evaluates what it is given, and takes it at all: a TXT record with a number that no server ignores, and
     * a LUA record that answers with the same.
     *
     * @param number one that no probe had before, since a LUA record that a server does not change may hold any of those; at most
     *     {@link #MOST}
     */
    public static List<RealSet> probe(DnsName apex, int number) {
        return List.of(
                new RealSet(apex.luaProbe(), "TXT", 60, List.of("\"" + WANTED + number + "\"")),
                new RealSet(apex.luaProbe(), TYPE, 60, List.of(rdata("TXT", List.of("'" + IS + number + "'")))));
    }

    /**
     * What the answer for the probe shows.
     *
     * @param there empty when nothing stands there; without values when that is not known
     */
    public static Shown shown(Optional<RealSet> there) {
        Optional<Integer> wanted = number(there, WANTED);
        if (wanted.isEmpty()) {
            return Shown.NOT_KNOWN;
        }
        return wanted.equals(number(there, IS)) ? Shown.EVALUATES : Shown.PASSES_OVER;
    }

    private static Optional<Integer> number(Optional<RealSet> there, String word) {
        Pattern form = Pattern.compile("\"" + word + "([0-9]{1,9})\"");
        return there.stream()
                .flatMap(set -> set.values().stream())
                .map(form::matcher)
                .filter(Matcher::matches)
                .map(match -> Integer.valueOf(match.group(1)))
                .findFirst();
    }

    /** The types that a LUA record set answers, of those that are carried. */
    public static List<String> answered(RealSet lua) {
        return CARRIED.stream()
                .filter(type -> {
                    String code = HexFormat.of().toHexDigits((short) Type.value(type));
                    return lua.values().stream()
                            .anyMatch(value ->
                                    value.substring(value.lastIndexOf(' ') + 1).startsWith(code));
                })
                .toList();
    }

    /** In an order that does not depend on who asks. */
    private static List<RecordSet> serving(List<RecordSet> sets) {
        return sets.stream()
                .filter(set -> set.setIdentifier().isPresent() && set.weight().orElse(0) > 0)
                .filter(set -> !set.values().isEmpty())
                .sorted(Comparator.comparing(set -> set.setIdentifier().orElseThrow()))
                .toList();
    }

    private static Set<String> values(DnsName name, RecordSet set) {
        return Rdata.canonical(name, set.type(), set.values());
    }

    /** The text, cut where a space does no harm: PowerDNS joins strings with one. */
    private static List<String> tokens(DnsName name, List<RecordSet> serving) {
        List<String> tokens = new ArrayList<>(List.of(";return ({"));
        for (int i = 0; i < serving.size(); i++) {
            tokens.add("['0.0.0." + (i + 1) + "']={");
            values(name, serving.get(i)).forEach(value -> tokens.add("'" + value + "',"));
            tokens.add("},");
        }
        tokens.add("})[pickwrandom({");
        for (int i = 0; i < serving.size(); i++) {
            tokens.add("{" + serving.get(i).weight().orElseThrow() + ",'0.0.0." + (i + 1) + "'},");
        }
        tokens.add("})]");
        return tokens;
    }

    private static String rdata(String type, List<String> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = Type.value(type);
        bytes.write(code >> 8);
        bytes.write(code);
        StringBuilder string = new StringBuilder();
        for (String token : tokens) {
            if (string.length() + token.length() > LONGEST_STRING) {
                write(bytes, string);
                string.setLength(0);
            }
            string.append(token);
        }
        write(bytes, string);
        return "\\# " + bytes.size() + " " + HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream bytes, CharSequence string) {
        bytes.write(string.length());
        bytes.writeBytes(string.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
