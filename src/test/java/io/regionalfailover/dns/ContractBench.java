package io.regionalfailover.dns;

import static io.regionalfailover.dns.ContractSets.fence;
import static io.regionalfailover.dns.ContractSets.plain;
import static io.regionalfailover.dns.ContractSets.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The tools of {@link ProviderContract}: a zone for each test, and what is said of it. */
abstract class ContractBench {
    /** A zone of its own for each test. */
    public interface Backend {
        /** The zone's apex. */
        DnsName apex();

        /** The provider for the zone. */
        DnsProvider provider(RequestGate gate);

        /** The provider for a zone that does not exist. */
        DnsProvider providerOfNoZone();

        /** Lets the reply to the next change get lost after the change was made. */
        void loseNextReply();

        /** Keeps changes that are made from now on from coming into force, where that can be had. */
        void holdChanges();

        /** How many changes were received. */
        int changesReceived();

        /** True when {@link #answer} can be asked. */
        default boolean answers() {
            return false;
        }

        /** What is answered now for the A records of a name, or nothing when no answer comes. */
        default Optional<List<String>> answer(DnsName name) {
            return Optional.empty();
        }

        /** The port of the zone's name servers. */
        default int nameserverPort() {
            return 53;
        }
    }

    /** One whose changes are in force at once, and whose replies nothing can take away: the rules about either have no object there. */
    public interface ImmediateBackend extends Backend {
        @Override
        default void loseNextReply() {}

        @Override
        default void holdChanges() {}

        @Override
        default int changesReceived() {
            return 0;
        }
    }

    /** A backend with a fresh, empty zone. */
    protected abstract Backend backend();

    /** The rules that this backend does not keep. */
    protected abstract Set<ContractRule> lacking();

    final AtomicInteger requests = new AtomicInteger();
    Backend backend;
    DnsProvider provider;

    @BeforeEach
    void begin() {
        backend = backend();
        provider = backend.provider(kind -> requests.incrementAndGet());
    }

    final void rule(ContractRule rule, Runnable check) {
        if (!lacking().contains(rule)) {
            check.run();
            return;
        }
        try {
            check.run();
        } catch (AssertionError lacking) {
            abort("lacking here: " + rule + ", " + rule.sentence());
        }
        throw new AssertionError(rule + " is listed as lacking and is kept: take it off the list");
    }

    final DnsName name(String label) {
        return new DnsName(label + "." + backend.apex());
    }

    /** A wildcard's name of so many characters. */
    final DnsName longest(int characters) {
        String rest = "." + backend.apex();
        String labels = ("x".repeat(62) + ".").repeat(3);
        return new DnsName("*." + labels + "y".repeat(characters - 2 - labels.length() - rest.length()) + rest);
    }

    /** What stands at one name: its fence and two weighted sets. */
    final List<RecordSet> plan(int epoch, int east, int west) {
        return List.of(
                fence(name("www"), epoch),
                weighted(name("www"), "east", east, "192.0.2.1"),
                weighted(name("www"), "west", west, "192.0.2.2"));
    }

    final List<RecordSet> manyValues(int count) {
        return IntStream.range(0, Math.ceilDiv(count, 100))
                .mapToObj(block -> plain(
                        name("many" + block),
                        "A",
                        30,
                        IntStream.range(0, Math.min(100, count - block * 100))
                                .mapToObj(i -> "192.0.2." + i)
                                .toArray(String[]::new)))
                .toList();
    }

    final List<RecordSet> manyCharacters(int count) {
        int values = Math.ceilDiv(count, 250);
        return IntStream.range(0, values)
                .mapToObj(i -> plain(
                        name("long" + i),
                        "TXT",
                        30,
                        "\"" + "x".repeat(count / values + (i < count % values ? 1 : 0) - 2) + "\""))
                .toList();
    }

    /** Servers may need a moment after the first change. */
    final void awaitAnswer(DnsName name) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        backend.answer(name).filter(values -> !values.isEmpty()).isPresent());
    }

    /** What is answered for a name while something is done, asked as fast as answers come, and once more afterwards. */
    final Set<List<String>> answersWhile(DnsName name, Runnable done) {
        AtomicBoolean over = new AtomicBoolean();
        Set<List<String>> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> asks = CompletableFuture.runAsync(
                    () -> {
                        boolean last;
                        do {
                            last = over.get();
                            backend.answer(name).ifPresent(seen::add);
                        } while (!last);
                    },
                    asking);
            try {
                done.run();
            } finally {
                over.set(true);
            }
            asks.join();
        }
        return seen;
    }

    final ApplyResult apply(List<Change> changes) {
        return provider.apply(changes, "contract");
    }

    final String applied(List<Change> changes) {
        ApplyResult result = apply(changes);
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        return ((ApplyResult.Applied) result).changeId();
    }

    final void assertFenced(List<Change> changes, DnsName at) {
        assertThat(apply(changes))
                .asInstanceOf(type(ApplyResult.Fenced.class))
                .satisfies(fenced -> assertThat(fenced.names()).containsExactly(at));
    }

    final Map<DnsName, List<RecordSet>> read(DnsName... names) {
        ReadResult result = provider.read(Set.of(names));
        assertThat(result).isInstanceOf(ReadResult.Read.class);
        return ((ReadResult.Read) result).byName();
    }

    final void assertHolds(List<RecordSet> sets) {
        Set<DnsName> names = new LinkedHashSet<>();
        sets.forEach(set -> names.add(set.name()));
        List<RecordSet> found = read(names.toArray(DnsName[]::new)).values().stream()
                .flatMap(List::stream)
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(sets);
    }
}
