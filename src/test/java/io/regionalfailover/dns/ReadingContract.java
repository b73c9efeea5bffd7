package io.regionalfailover.dns;

import static io.regionalfailover.dns.ContractSets.creations;
import static io.regionalfailover.dns.ContractSets.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DnsProvider.ForceResult;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of {@link ProviderContract} that reads. */
abstract class ReadingContract extends ContractBench {
    @Test
    void missingName() {
        rule(ContractRule.MISSING_NAME, () -> {
            applied(creations(List.of(plain(name("present"), "A", 30, "192.0.2.1"))));
            DnsName longest = longest(253);
            assertThat(read(name("absent"), longest, name("present"))).containsOnlyKeys(name("present"));
        });
    }

    @Test
    void pages() {
        rule(ContractRule.PAGES, () -> {
            List<RecordSet> sets = IntStream.range(0, 700)
                    .mapToObj(i -> plain(name("n" + i), "A", 30, "192.0.2.1"))
                    .toList();
            applied(creations(sets));
            requests.set(0);
            assertHolds(sets);
            assertThat(requests).hasValueBetween(1, 4);
            requests.set(0);
            assertHolds(List.of(sets.get(11), sets.get(650)));
            assertThat(requests).hasValueBetween(1, 2);
        });
    }

    @Test
    void pageInsideName() {
        rule(ContractRule.PAGE_INSIDE_NAME, () -> {
            List<RecordSet> sets = new ArrayList<>();
            for (String region : List.of("a", "b", "c", "d")) {
                // 320 sets at one name: more than any page holds, not more of a type than a zone allows.
                for (String setType : List.of("A", "AAAA", "MX", "TXT")) {
                    IntStream.range(0, 20)
                            .mapToObj(i -> ContractSets.weightedOf(setType, name("www"), region + i))
                            .forEach(sets::add);
                }
            }
            applied(creations(sets));
            assertHolds(sets);
        });
    }

    @Test
    void weightedAnswers() {
        rule(ContractRule.WEIGHTED_ANSWERS, () -> {
            assertThat(backend.answers()).as("this backend answers").isTrue();
            applied(creations(plan(1, 75, 25)));
            awaitAnswer(name("www"));
            int asked = 300;
            int east = 0;
            for (int i = 0; i < asked; i++) {
                List<String> answer = backend.answer(name("www")).orElseThrow();
                assertThat(answer).hasSize(1);
                east += answer.contains("192.0.2.1") ? 1 : 0;
            }
            assertThat(east).isBetween(asked / 2, asked * 9 / 10);
        });
    }

    @Test
    void pending() {
        rule(ContractRule.PENDING, () -> {
            backend.holdChanges();
            String change = applied(creations(plan(1, 100, 0)));
            assertThat(provider.inForce(change)).isEqualTo(new ForceResult.Pending());
            assertHolds(plan(1, 100, 0));
        });
    }

    @Test
    void inForce() {
        rule(ContractRule.IN_FORCE, () -> {
            String change = applied(creations(plan(1, 100, 0)));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !(provider.inForce(change) instanceof ForceResult.Pending));
            assertThat(provider.inForce(change)).isEqualTo(new ForceResult.InForce());
        });
    }

    @Test
    void unknownChange() {
        rule(
                ContractRule.UNKNOWN_CHANGE,
                () -> assertThat(provider.inForce("/change/C0000000NOBODY"))
                        .asInstanceOf(type(ForceResult.NotAnswered.class))
                        .satisfies(answer -> assertThat(answer.failure()).isEqualTo(Failure.REFUSED)));
    }

    @Test
    void unknownZone() {
        rule(ContractRule.UNKNOWN_ZONE, () -> {
            DnsProvider none = backend.providerOfNoZone();
            assertThat(none.read(Set.of(name("www"))))
                    .asInstanceOf(type(ReadResult.NotRead.class))
                    .satisfies(answer -> assertThat(answer.failure()).isEqualTo(Failure.REFUSED));
            assertThat(none.apply(creations(plan(1, 100, 0)), "contract")).isInstanceOf(ApplyResult.Refused.class);
            assertThat(none.nameservers())
                    .asInstanceOf(type(NameserverResult.NotAnswered.class))
                    .satisfies(answer -> assertThat(answer.failure()).isEqualTo(Failure.REFUSED));
        });
    }

    @Test
    void nameservers() {
        rule(
                ContractRule.NAMESERVERS,
                () -> assertThat(provider.nameservers())
                        .asInstanceOf(type(NameserverResult.Named.class))
                        .satisfies(named -> {
                            assertThat(named.apex()).isEqualTo(backend.apex());
                            assertThat(named.servers())
                                    .isNotEmpty()
                                    .allSatisfy(server ->
                                            assertThat(server.getPort()).isEqualTo(backend.nameserverPort()));
                        }));
    }
}
