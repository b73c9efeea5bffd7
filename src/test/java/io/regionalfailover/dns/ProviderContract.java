package io.regionalfailover.dns;

import static io.regionalfailover.dns.ContractSets.alias;
import static io.regionalfailover.dns.ContractSets.creations;
import static io.regionalfailover.dns.ContractSets.deletions;
import static io.regionalfailover.dns.ContractSets.fence;
import static io.regionalfailover.dns.ContractSets.plain;
import static io.regionalfailover.dns.ContractSets.swap;
import static io.regionalfailover.dns.ContractSets.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every provider must do, whatever stands behind it. A backend that is known to lack a rule lists it: the rule is tried
 * all the same and must fail, and its test shows as skipped with the rule's sentence.
 */
public abstract class ProviderContract extends WriterContract {
    @Test
    void readBack() {
        rule(ContractRule.READ_BACK, () -> {
            List<RecordSet> sets = List.of(
                    weighted(name("www"), "east", 100, "192.0.2.1"),
                    weighted(name("www"), "west", 0, "192.0.2.2", "192.0.2.3"),
                    weighted(name("api"), "team/east", 255, "192.0.2.4"),
                    weighted(name("api"), "/other/east", 1, "192.0.2.5"),
                    plain(name("*.shop"), "CNAME", 60, "www.example.net."),
                    plain(name("text"), "TXT", 0, "\"a \\\"b\\\" <c> & 'd'\" \"second\"", "\"other\""),
                    fence(name("www"), 1));
            applied(creations(sets));
            assertHolds(sets);
        });
    }

    @Test
    void compareAndSwap() {
        rule(ContractRule.COMPARE_AND_SWAP, () -> {
            List<RecordSet> before = plan(1, 100, 0);
            List<RecordSet> after = plan(2, 0, 100);
            applied(creations(before));
            applied(swap(before, after));
            assertHolds(after);
        });
    }

    @Test
    void deleteBeforeCreate() {
        rule(ContractRule.DELETE_BEFORE_CREATE, () -> {
            List<RecordSet> before = plan(1, 100, 0);
            applied(creations(before));
            applied(swap(before, before));
            assertHolds(before);
        });
    }

    @Test
    void returnToFormer() {
        rule(ContractRule.RETURN_TO_FORMER, () -> {
            applied(creations(plan(1, 100, 0)));
            applied(swap(plan(1, 100, 0), plan(2, 0, 100)));
            applied(swap(plan(2, 0, 100), plan(3, 100, 0)));
            assertHolds(plan(3, 100, 0));
        });
    }

    @Test
    void staleFence() {
        rule(ContractRule.STALE_FENCE, () -> {
            // The weights are the same: the fence alone tells that somebody else wrote.
            applied(creations(plan(1, 100, 0)));
            applied(swap(plan(1, 100, 0), plan(2, 100, 0)));
            assertFenced(swap(plan(1, 100, 0), plan(3, 0, 100)), name("www").fence());
            assertHolds(plan(2, 100, 0));
        });
    }

    @Test
    void exactDelete() {
        rule(ContractRule.EXACT_DELETE, () -> {
            RecordSet set = weighted(name("www"), "east", 100, "192.0.2.1");
            applied(creations(List.of(set)));
            assertFenced(deletions(List.of(weighted(name("www"), "east", 100, "192.0.2.9"))), name("www"));
            assertFenced(deletions(List.of(weighted(name("www"), "east", 99, "192.0.2.1"))), name("www"));
            assertFenced(deletions(List.of(ContractSets.withTtl(set, 31))), name("www"));
            assertHolds(List.of(set));
            applied(deletions(List.of(set)));
            assertThat(read(name("www"))).isEmpty();
        });
    }

    @Test
    void aliasReadBack() {
        rule(ContractRule.ALIAS_READ_BACK, () -> {
            List<RecordSet> sets = List.of(
                    alias(backend.apex(), "east", 100, Alias.to("east-1.elb.example.net", "Z35S", false)),
                    alias(backend.apex(), "west", 0, Alias.to("west-2.elb.example.net", "Z1H1", true)),
                    fence(backend.apex(), 1));
            applied(creations(sets));
            assertThat(read(backend.apex()).get(backend.apex())).containsAll(sets.subList(0, 2));
            assertThat(read(backend.apex().fence()).get(backend.apex().fence())).containsExactly(sets.getLast());
        });
    }

    @Test
    void aliasExactDelete() {
        rule(ContractRule.ALIAS_EXACT_DELETE, () -> {
            Alias target = Alias.to("east-1.elb.example.net", "Z35S", false);
            RecordSet set = alias(name("www"), "east", 100, target);
            applied(creations(List.of(set)));
            for (Alias other : List.of(
                    Alias.to("other.elb.example.net", "Z35S", false),
                    Alias.to("east-1.elb.example.net", "Z99X", false),
                    Alias.to("east-1.elb.example.net", "Z35S", true))) {
                assertFenced(deletions(List.of(alias(name("www"), "east", 100, other))), name("www"));
            }
            applied(swap(List.of(set), List.of(alias(name("www"), "east", 0, target))));
            assertHolds(List.of(alias(name("www"), "east", 0, target)));
        });
    }

    @Test
    void deleteOfMissing() {
        rule(
                ContractRule.DELETE_OF_MISSING,
                () -> assertFenced(deletions(List.of(weighted(name("www"), "east", 100, "192.0.2.1"))), name("www")));
    }

    @Test
    void createOfExisting() {
        rule(ContractRule.CREATE_OF_EXISTING, () -> {
            RecordSet set = weighted(name("*.www"), "east", 100, "192.0.2.1");
            applied(creations(List.of(set)));
            assertFenced(creations(List.of(set)), name("*.www"));
            assertFenced(creations(List.of(weighted(name("*.www"), "east", 1, "192.0.2.9"))), name("*.www"));
            assertHolds(List.of(set));
        });
    }

    @Test
    void createBesideOtherRouting() {
        rule(ContractRule.CREATE_BESIDE_OTHER_ROUTING, () -> {
            RecordSet byHand = plain(name("www"), "A", 30, "192.0.2.1");
            applied(creations(List.of(byHand)));
            assertFenced(creations(List.of(weighted(name("www"), "east", 100, "192.0.2.1"))), name("www"));
            assertHolds(List.of(byHand));
        });
    }

    @Test
    void allOrNothing() {
        rule(ContractRule.ALL_OR_NOTHING, () -> {
            applied(creations(plan(1, 100, 0)));
            applied(creations(List.of(fence(name("last"), 1))));
            List<Change> batch = new ArrayList<>(creations(List.of(plain(name("other"), "A", 30, "192.0.2.1"))));
            batch.addAll(swap(plan(1, 100, 0), plan(2, 0, 100)));
            batch.addAll(creations(List.of(fence(name("last"), 2))));
            assertFenced(batch, name("last").fence());
            assertHolds(plan(1, 100, 0));
            assertThat(read(name("other"))).isEmpty();
        });
    }

    @Test
    void allConflictsNamed() {
        rule(ContractRule.ALL_CONFLICTS_NAMED, () -> {
            applied(creations(List.of(fence(name("a"), 1), fence(name("b"), 1), fence(name("c"), 1))));
            List<Change> batch = new ArrayList<>(swap(List.of(fence(name("a"), 9)), List.of(fence(name("a"), 10))));
            batch.addAll(swap(List.of(fence(name("b"), 1)), List.of(fence(name("b"), 2))));
            batch.addAll(creations(List.of(fence(name("c"), 2))));
            assertThat(apply(batch))
                    .asInstanceOf(type(ApplyResult.Fenced.class))
                    .satisfies(fenced -> assertThat(fenced.names())
                            .contains(name("a").fence(), name("c").fence())
                            .doesNotContain(name("b").fence()));
        });
    }

    @Test
    void deleteByName() {
        rule(ContractRule.DELETE_BY_NAME, () -> {
            RecordSet one = weighted(name("one"), "east", 100, "192.0.2.1");
            RecordSet two = weighted(name("two"), "east", 100, "192.0.2.1");
            applied(creations(List.of(one, two)));
            applied(deletions(List.of(one)));
            assertHolds(List.of(two));
        });
    }

    @Test
    void outsideNameRefused() {
        rule(ContractRule.OUTSIDE_NAME_REFUSED, () -> {
            DnsName outside = new DnsName("www.example.net");
            assertThat(apply(creations(List.of(plain(outside, "A", 30, "192.0.2.1")))))
                    .asInstanceOf(type(ApplyResult.Refused.class))
                    .satisfies(refused -> assertThat(refused.names()).containsExactly(outside));
        });
    }

    @Test
    void valuesLimit() {
        rule(ContractRule.VALUES_LIMIT, () -> {
            int most = provider.limits().values();
            assertThat(apply(creations(manyValues(most + 1)))).isInstanceOf(ApplyResult.Refused.class);
            assertThat(read(name("many0"))).isEmpty();
            applied(creations(manyValues(most)));
        });
    }

    @Test
    void charactersLimit() {
        rule(ContractRule.CHARACTERS_LIMIT, () -> {
            int most = provider.limits().characters();
            assertThat(apply(creations(manyCharacters(most + 1)))).isInstanceOf(ApplyResult.Refused.class);
            applied(creations(manyCharacters(most)));
        });
    }

    @Test
    void lostReply() {
        rule(ContractRule.LOST_REPLY, () -> {
            applied(creations(plan(1, 100, 0)));
            int before = backend.changesReceived();
            backend.loseNextReply();
            assertThat(apply(swap(plan(1, 100, 0), plan(2, 0, 100)))).isInstanceOf(ApplyResult.OutcomeUnknown.class);
            assertThat(backend.changesReceived() - before).isEqualTo(1);
            assertHolds(plan(2, 0, 100));
        });
    }

    @Test
    void throttling() {
        rule(ContractRule.THROTTLING, () -> {
            int sent = 0;
            ApplyResult result = apply(creations(List.of(fence(name("t0"), 1))));
            while (sent < 300 && result instanceof ApplyResult.Applied) {
                sent++;
                result = apply(creations(List.of(fence(name("t" + sent), 1))));
            }
            assertThat(result).isInstanceOf(ApplyResult.Throttled.class);
            DnsName last = name("t" + sent).fence();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> provider.read(Set.of(last)), new ReadResult.Read(Map.of())::equals);
        });
    }
}
