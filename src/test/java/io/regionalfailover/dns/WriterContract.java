package io.regionalfailover.dns;

import static io.regionalfailover.dns.ContractSets.creations;
import static io.regionalfailover.dns.ContractSets.plain;
import static io.regionalfailover.dns.ContractSets.weightedOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The part of {@link ProviderContract} that is tried with a zone's writer in front of the provider, as policies use it. */
abstract class WriterContract extends ReadingContract {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));

    @Test
    void neverEmpty() {
        rule(ContractRule.NEVER_EMPTY, () -> {
            try (ZoneWriter writer = writer()) {
                written(writer, "www", 1, 100, 0);
                if (backend.answers()) {
                    awaitAnswer(name("www"));
                    assertThat(answersWhile(name("www"), () -> throughManyPlans(writer)))
                            .isNotEmpty()
                            .doesNotContain(List.of());
                } else {
                    throughManyPlans(writer);
                }
                List<RecordSet> before = standing(name("www"));
                assertThat(write(writer, "www", 99, 0, 0)).isInstanceOf(WriteResult.Impossible.class);
                assertThat(standing(name("www"))).isEqualTo(before).hasSize(3);
            }
        });
    }

    /** From one region to both and to the other, and back. */
    private void throughManyPlans(ZoneWriter writer) {
        for (int epoch = 2; epoch < 14; epoch++) {
            int east = List.of(100, 50, 0, 50).get(epoch % 4);
            written(writer, "www", epoch, east, 100 - east);
        }
    }

    @Test
    void foreignStands() {
        rule(ContractRule.FOREIGN_STANDS, () -> {
            List<RecordSet> foreign = List.of(
                    plain(name("www"), "MX", 300, "10 mail.example.net."),
                    plain(name("www"), "TXT", 300, "\"v=spf1 -all\""),
                    weightedOf("AAAA", name("www"), "theirs"),
                    plain(name("beside"), "A", 300, "192.0.2.9"),
                    plain(name("taken"), "A", 300, "192.0.2.8"));
            applied(creations(foreign));
            try (ZoneWriter writer = writer()) {
                written(writer, "www", 1, 100, 0);
                written(writer, "www", 2, 0, 100);
                assertThat(reading(writer, "taken")).isInstanceOf(Reading.Conflict.class);
                assertThat(release(writer, "taken")).isEqualTo(new WriteResult.Released(""));
            }
            assertThat(standing(name("www"))).containsAll(foreign.subList(0, 3)).hasSize(6);
            assertHolds(foreign.subList(3, 5));
        });
    }

    @Test
    void deleteOnlyOwn() {
        rule(ContractRule.DELETE_ONLY_OWN, () -> {
            List<RecordSet> foreign = List.of(plain(name("www"), "MX", 300, "10 mail.example.net."));
            applied(creations(foreign));
            try (ZoneWriter writer = writer()) {
                written(writer, "www", 1, 100, 0);
                written(writer, "api", 1, 0, 100);
                List<RecordSet> others = standing(name("api"));
                assertThat(release(writer, "www")).isInstanceOf(WriteResult.Released.class);
                assertThat(standing(name("www"))).isEqualTo(foreign);
                assertThat(standing(name("api"))).isEqualTo(others).hasSize(3);
            }
        });
    }

    private ZoneWriter writer() {
        ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(7));
        NameserverAsker nobody = (server, name, type) -> new NameserverAsker.Answer.None("is not asked");
        return new ZoneWriter(
                backend.apex(), provider, new Budget(runtime, 50, 50), nobody, List.of(), runtime, DnsMetrics.NONE);
    }

    private Publication publication(String label) {
        return new Publication(
                Owner.of("default", "shop", label),
                ZoneCases.SPEC,
                List.of("east", "west"),
                List.of(new Publication.Entry(
                        name(label), "A", 30, Map.of("east", List.of("192.0.2.1"), "west", List.of("192.0.2.2")))));
    }

    private void written(ZoneWriter writer, String label, int epoch, int east, int west) {
        assertThat(write(writer, label, epoch, east, west)).isInstanceOf(WriteResult.Applied.class);
    }

    private WriteResult write(ZoneWriter writer, String label, int epoch, int east, int west) {
        return soon(writer.write(new WriteRequest(
                publication(label),
                ZoneCases.plan(epoch, ZoneCases.weights("east", east, "west", west)),
                reading(writer, label),
                Kind.PUBLISH,
                0)));
    }

    private WriteResult release(ZoneWriter writer, String label) {
        return soon(writer.release(publication(label), true));
    }

    private Reading reading(ZoneWriter writer, String label) {
        return soon(writer.read(publication(label)));
    }

    private <T> T soon(CompletableFuture<T> future) {
        time.advance(SOON);
        return future.resultNow();
    }

    /** What stands at a name and at its fence, in a fixed order. */
    private List<RecordSet> standing(DnsName name) {
        return read(name, name.fence()).values().stream()
                .flatMap(List::stream)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }
}
