package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A zone that goes on from the state before answers as one that is made from nothing but its last. */
class NodeTreeTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 10;
    private static final List<List<NameServer>> SERVERS = List.of(
            SampleZone.SERVERS,
            List.of(
                    new NameServer(DnsName.of("ns.in.deep.example.com"), List.of("192.0.2.54")),
                    new NameServer(DnsName.of("ns1.example.com"), List.of())));
    private static final List<String> WRITTEN = List.of(
            "example.com",
            "www.example.com",
            "_failover.www.example.com",
            "deep.example.com",
            "b.deep.example.com",
            "a.b.deep.example.com",
            "wild.example.com",
            "*.wild.example.com",
            "ns1.example.com",
            "ns.in.deep.example.com");
    private static final List<String> ASKED_TOO =
            List.of("in.deep.example.com", "x.www.example.com", "x.y.wild.example.com", "nobody.example.com");

    private final Random random = new Random(7);

    @Test
    void goesOnFromTheStateBefore() {
        for (int history = 0; history < HISTORIES; history++) {
            ZoneState state = new ZoneState(SampleZone.APEX, SERVERS.getFirst(), 1, 0, Map.of());
            ZoneAnswers answers = ZoneAnswers.of(state);
            for (int step = 1; step <= STEPS; step++) {
                state = changed(state);
                answers = answers.next(state);
                assertThat(lines(answers))
                        .as("history %d, step %d: %s", history, step, state.sets())
                        .isEqualTo(lines(ZoneAnswers.of(state)));
            }
        }
    }

    @Test
    void sharesWhatIsTheSame() {
        Map<DnsName, List<StoredSet>> sets = new HashMap<>();
        List.of("www.example.com", "a.b.deep.example.com").forEach(name -> put(sets, name, "A", "192.0.2.1"));
        ZoneState before = new ZoneState(SampleZone.APEX, SampleZone.SERVERS, 1, 1, sets);
        put(sets, "www.example.com", "TXT", "\"more\"");
        ZoneState after = new ZoneState(SampleZone.APEX, SampleZone.SERVERS, 2, 2, sets);

        Map<WireName, Node> known = NodeTree.of(before);
        Map<WireName, Node> next = NodeTree.of(after, before, known);

        assertThat(next.keySet()).isEqualTo(known.keySet());
        assertThat(known.keySet().stream().filter(name -> next.get(name) != known.get(name)))
                .containsExactlyInAnyOrder(WireName.of(SampleZone.APEX), WireName.of(DnsName.of("www.example.com")));
    }

    @Test
    void whatWasWrittenStandsInPlaceOfANameServersAddress() {
        Map<DnsName, List<StoredSet>> sets = new HashMap<>();
        put(sets, "ns1.example.com", "A", "192.0.2.1");
        assertThat(lines(ZoneAnswers.of(new ZoneState(SampleZone.APEX, SampleZone.SERVERS, 1, 1, sets))))
                .contains(
                        "ns1.example.com A: NOERROR qr aa | ns1.example.com. 30 A 192.0.2.1 | | |",
                        "ns1.example.com AAAA: NOERROR qr aa | ns1.example.com. 3600 AAAA 2001:db8:0:0:0:0:0:53 | | |");
    }

    private ZoneState changed(ZoneState before) {
        Map<DnsName, List<StoredSet>> sets = new HashMap<>(before.sets());
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            String name = WRITTEN.get(random.nextInt(WRITTEN.size()));
            sets.remove(DnsName.of(name));
            if (random.nextInt(3) > 0) {
                put(sets, name, "A", "192.0.2." + random.nextInt(1, 100));
            }
            if (random.nextInt(3) == 0) {
                put(sets, name, "TXT", "\"" + random.nextInt(100) + "\"");
            }
        }
        return new ZoneState(
                SampleZone.APEX,
                random.nextInt(6) == 0 ? SERVERS.get(random.nextInt(SERVERS.size())) : before.nameServers(),
                before.serial() + 1,
                before.changes() + 1,
                sets);
    }

    /** Puts a set beside those that are at its name. */
    private static void put(Map<DnsName, List<StoredSet>> sets, String name, String type, String value) {
        List<StoredSet> there = new ArrayList<>(sets.getOrDefault(DnsName.of(name), List.of()));
        there.add(StoredSet.of(SampleZone.plain(name, type, 30, value)));
        sets.put(DnsName.of(name), there);
    }

    private static List<String> lines(ZoneAnswers answers) {
        Catalog catalog = Catalog.EMPTY.with(answers);
        Responder responder = Asking.responder(() -> catalog);
        return Stream.concat(WRITTEN.stream(), ASKED_TOO.stream())
                .flatMap(name ->
                        Stream.of("A", "AAAA", "TXT", "NS", "SOA", "ANY").map(type -> name + " " + type))
                .map(question ->
                        question + ": " + Asking.line(Asking.ask(responder, Asking.message(question), Transport.TCP)))
                .toList();
    }
}
