package io.regionalfailover.dns.externaldns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people and other programs have in the object, beside what this operator writes there, and how much of either. */
class ForeignEntriesTest {
    private static final DnsName NAME = DnsName.of("checkout.example.com");
    private static final Carriage PLAIN = new Carriage(false, Map.of());

    @Test
    void whatOthersHaveAtANameStaysToTheLetter() {
        List<Endpoint> foreign = List.of(
                new Endpoint(NAME.text(), "MX", List.of("10 one.example.net."), 300, "", Map.of()),
                new Endpoint("Checkout.Example.com", "MX", List.of("20 two.example.net"), 0, "", Map.of()),
                new Endpoint(NAME.text(), "AAAA", List.of("2001:db8::9"), 60, "theirs", Map.of("aws/weight", "007")),
                new Endpoint(NAME.text(), "AAAA", List.of("2001:db8::8"), 60, "others", Map.of("aws/region", "x")),
                new Endpoint(NAME.text(), "CAA", List.of("nonsense"), 60, "", Map.of()),
                new Endpoint(NAME.sets().text(), "A", List.of("192.0.2.9"), 60, "", Map.of()));
        List<RecordSet> east =
                List.of(DocumentTest.of("us-east-1", 100, "192.0.2.1"), DocumentTest.of("us-west-2", 0, "192.0.2.2"));
        List<RecordSet> west =
                List.of(DocumentTest.of("us-east-1", 0, "192.0.2.1"), DocumentTest.of("us-west-2", 100, "192.0.2.2"));
        for (Carriage first : List.of(PLAIN, Carriage.WEIGHTED)) {
            List<Endpoint> published = replaced(foreign, List.of(), east, first);
            assertThat(published).hasSize(foreign.size() + 2).startsWith(foreign.toArray(Endpoint[]::new));
            for (Carriage second : List.of(PLAIN, Carriage.WEIGHTED)) {
                List<Endpoint> shifted = replaced(published, own(published, second), west, second);
                assertThat(shifted).hasSize(foreign.size() + 2).startsWith(foreign.toArray(Endpoint[]::new));
                assertThat(replaced(shifted, own(shifted, second), List.of(), second))
                        .isEqualTo(foreign);
            }
        }
    }

    @Test
    void textsOfAnotherVersionStayWhileSomethingElseIsWritten() {
        List<Endpoint> theirs = List.of(
                new Endpoint(NAME.text(), "A", List.of("192.0.2.1"), 30, "", Map.of()),
                new Endpoint(NAME.sets().text(), "TXT", List.of("\"rfo2-set x\""), 60, "", Map.of()));
        RecordSet mail = RecordSet.plain(NAME, "MX", 300, List.of("10 mail.example.net."));

        assertThat(replaced(theirs, List.of(), List.of(mail), PLAIN))
                .containsExactly(theirs.get(0), theirs.get(1), EndpointForm.of(mail, PLAIN));
    }

    @Test
    void whatSomebodyAddsToAnAnswerIsSeenWhereverItStands() {
        List<RecordSet> both =
                List.of(DocumentTest.of("us-east-1", 90, "192.0.2.1"), DocumentTest.of("us-west-2", 10, "192.0.2.2"));
        List<Endpoint> plain = replaced(List.of(), List.of(), both, PLAIN);
        Endpoint added = new Endpoint(NAME.text(), "A", List.of("192.0.2.66"), 30, "", Map.of());
        for (int place : List.of(0, plain.size())) {
            List<Endpoint> changed = new ArrayList<>(plain);
            changed.add(place, added);
            List<RecordSet> seen = own(changed, PLAIN);
            assertThat(seen).isNotEqualTo(both).anyMatch(set -> set.values().contains("192.0.2.66"));
            assertThat(replaced(changed, seen, both, PLAIN)).isEqualTo(plain);
        }
    }

    @Test
    void theCostOfABatchGrowsAsTheObjectDoes() {
        cpuNanos(2_000);
        long few = cpuNanos(2_000);
        long many = cpuNanos(32_000);

        assertThat(many).as("16 times as much").isLessThan(64 * few);
    }

    /** The processor time of a batch that changes each name of an object. */
    private static long cpuNanos(int names) {
        List<RecordSet> before = IntStream.range(0, names)
                .mapToObj(i -> new RecordSet(
                        DnsName.of("n" + i + ".example.com"),
                        "A",
                        Optional.of("east"),
                        OptionalInt.of(1),
                        30,
                        List.of("192.0.2.1"),
                        Optional.empty()))
                .toList();
        List<Endpoint> endpoints = before.stream()
                .map(set -> EndpointForm.of(set, Carriage.WEIGHTED))
                .toList();
        List<Change> changes = before.stream()
                .flatMap(set -> Stream.of(new Change(Action.DELETE, set), new Change(Action.CREATE, set)))
                .toList();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        Document.Tried tried = Document.of(endpoints, Carriage.WEIGHTED).with(changes);
        long spent = threads.getCurrentThreadCpuTime() - begin;
        assertThat(tried).isInstanceOf(Document.Tried.Possible.class);
        return spent;
    }

    /** What is shown at the name of this operator's. */
    private static List<RecordSet> own(List<Endpoint> endpoints, Carriage carriage) {
        return Document.of(endpoints, carriage).at(Set.of(NAME)).getOrDefault(NAME, List.of()).stream()
                .filter(set -> Mark.of(set).isPresent())
                .toList();
    }

    private static List<Endpoint> replaced(
            List<Endpoint> there, List<RecordSet> before, List<RecordSet> after, Carriage carriage) {
        List<Change> changes = new ArrayList<>();
        before.forEach(set -> changes.add(new Change(Action.DELETE, set)));
        after.forEach(set -> changes.add(new Change(Action.CREATE, set)));
        Document.Tried tried = Document.of(there, carriage).with(changes);
        assertThat(tried).isInstanceOf(Document.Tried.Possible.class);
        return ((Document.Tried.Possible) tried).endpoints();
    }
}
