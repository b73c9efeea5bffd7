package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A zone with one of everything, as our server has it and as BIND reads it. */
final class SampleZone {
    static final DnsName APEX = DnsName.of("example.com");

    static final List<NameServer> SERVERS = List.of(
            new NameServer(DnsName.of("ns1.example.com"), List.of("192.0.2.53", "2001:db8::53")),
            new NameServer(DnsName.of("ns.example.net"), List.of()));

    private SampleZone() {}

    /** Plain sets only. */
    static List<RecordSet> sets() {
        return List.of(
                plain("example.com", "A", 60, "192.0.2.7"),
                plain("www.example.com", "A", 30, "192.0.2.1"),
                plain("dual.example.com", "A", 30, "192.0.2.2"),
                plain("dual.example.com", "AAAA", 20, "2001:db8::2"),
                plain("many.example.com", "A", 30, "192.0.2.3", "192.0.2.4", "192.0.2.5"),
                plain("alias.example.com", "CNAME", 40, "www.example.com"),
                plain("chain.example.com", "CNAME", 40, "Alias.Example.com."),
                plain("dangling.example.com", "CNAME", 40, "missing.example.com"),
                plain("out.example.com", "CNAME", 40, "host.example.net"),
                plain("loop.example.com", "CNAME", 40, "loop2.example.com"),
                plain("loop2.example.com", "CNAME", 40, "loop.example.com"),
                plain("a.b.deep.example.com", "A", 30, "192.0.2.6"),
                plain("*.wild.example.com", "A", 30, "192.0.2.9"),
                plain("host.wild.example.com", "TXT", 30, "\"here\""),
                plain("*.walias.example.com", "CNAME", 30, "www.example.com"),
                plain("_failover.www.example.com", "TXT", 30, "\"v=1 e=42\""),
                plain("two.example.com", "TXT", 30, "\"one\" \"and \\\"two\\\"\""),
                plain("middle.example.com", "TXT", 30, texts(4)),
                plain("big.example.com", "TXT", 30, texts(20)));
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + Integer.toString(i + 100).repeat(60) + "\"")
                .toArray(String[]::new);
    }

    static RecordSet plain(String name, String type, long ttl, String... values) {
        return RecordSet.plain(DnsName.of(name), type, ttl, List.of(values));
    }

    static RecordSet weighted(String name, String identifier, int weight, String... addresses) {
        return new RecordSet(
                DnsName.of(name),
                "A",
                Optional.of(identifier),
                OptionalInt.of(weight),
                30,
                List.of(addresses),
                Optional.empty());
    }

    static List<Change> creations(List<RecordSet> sets) {
        return sets.stream().map(set -> new Change(Change.Action.CREATE, set)).toList();
    }

    static List<Change> deletions(List<RecordSet> sets) {
        return sets.stream().map(set -> new Change(Change.Action.DELETE, set)).toList();
    }

    /** @param serial of the start of authority */
    static String masterFile(long serial) {
        String head = """
                $ORIGIN example.com.
                @ 900 IN SOA ns1.example.com. hostmaster.example.com. %d 7200 900 1209600 60
                @ 3600 IN NS ns1.example.com.
                @ 3600 IN NS ns.example.net.
                ns1 3600 IN A 192.0.2.53
                ns1 3600 IN AAAA 2001:db8::53
                """.formatted(serial);
        return head
                + sets().stream()
                        .flatMap(set -> set.values().stream().map(value -> line(set, value)))
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(RecordSet set, String value) {
        boolean name = set.type().equals("CNAME") && !value.endsWith(".");
        return set.name() + ". " + set.ttlSeconds() + " IN " + set.type() + " " + value + (name ? "." : "");
    }
}
