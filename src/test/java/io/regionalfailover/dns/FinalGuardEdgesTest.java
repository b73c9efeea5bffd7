package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.nonce;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.ChangeSet.Intent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Change sets made by hand, on what was read: what the guard lets pass, and what is one step beyond. */
class FinalGuardEdgesTest {
    private static final RecordSet GARBAGE = plain(NAME.fence(), "TXT", "\"rfo1 was a fence\"");

    private final FinalGuard guard = new FinalGuard(APEX, LIMITS);

    private static RecordSet own(String type, int position, int weight) {
        String region = position == 0 ? "east" : "west";
        return weighted(
                NAME, type, new Mark(OWNER.hash(), position, region).text(), weight, ZoneCases.value(type, region));
    }

    private static RecordSet fence(Owner owner, long epoch) {
        Publication publication =
                ZoneCases.publication(owner, SPEC, List.of("east", "west"), entry(NAME, "A", "east", "west"));
        return FenceCodec.toSet(NAME, Layout.fence(publication, plan(epoch, weights("east", 1, "west", 0))));
    }

    private static List<Change> exchange(List<RecordSet> deleted, List<RecordSet> created) {
        List<Change> changes = new ArrayList<>();
        deleted.forEach(set -> changes.add(new Change(Action.DELETE, set)));
        created.forEach(set -> changes.add(new Change(Action.CREATE, set)));
        return changes;
    }

    private Optional<String> refused(Intent intent, boolean adopts, List<RecordSet> there, List<Change> changes) {
        Map<DnsName, List<RecordSet>> byName = new HashMap<>();
        there.forEach(set ->
                byName.computeIfAbsent(set.name(), name -> new ArrayList<>()).add(set));
        ChangeSet changeSet = new ChangeSet(
                OWNER, intent, intent == Intent.PUBLISH ? nonce(2) : nonce(1), Set.of(NAME), changes, adopts);
        return guard.refuses(changeSet, new NameSets(byName));
    }

    private Optional<String> published(List<RecordSet> there, List<RecordSet> next) {
        List<RecordSet> after = new ArrayList<>(List.of(fence(OWNER, 2)));
        after.addAll(next);
        return refused(Intent.PUBLISH, false, there, exchange(there, after));
    }

    @Test
    void aPlanMayHaveAnyWeightThatTheProviderTakes() {
        List<RecordSet> there = List.of(fence(OWNER, 1), own("A", 0, 1), own("A", 1, 0));
        assertThat(published(there, List.of(own("A", 0, 0), own("A", 1, 255)))).isEmpty();
    }

    @Test
    void onlyACnameAndOtherTypesMayTakeEachOthersPlace() {
        List<RecordSet> a = List.of(fence(OWNER, 1), own("A", 0, 1));
        List<RecordSet> both = List.of(fence(OWNER, 1), own("A", 0, 1), own("AAAA", 0, 1));
        List<RecordSet> cname = List.of(fence(OWNER, 1), own("CNAME", 0, 1));
        assertThat(published(both, List.of(own("CNAME", 0, 1)))).isEmpty();
        assertThat(published(cname, List.of(own("A", 0, 1)))).isEmpty();
        assertThat(published(cname, List.of(own("CNAME", 1, 1)))).isEmpty();
        assertThat(published(a, List.of(own("AAAA", 0, 1))))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("the weights of checkout.example.com A would sum up to 0"));
        assertThat(published(both, List.of(own("A", 0, 1))))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("the weights of checkout.example.com AAAA would sum up to 0"));
    }

    @Test
    void aPlanWithoutItsOwnFenceIsRefusedThoughAnOlderOneStays() {
        RecordSet before = own("A", 0, 1);
        assertThat(refused(
                        Intent.PUBLISH,
                        false,
                        List.of(fence(OWNER, 1), before),
                        exchange(List.of(before), List.of(own("A", 0, 2)))))
                .hasValueSatisfying(why -> assertThat(why).contains("would be left without the plan's fence"));
    }

    @Test
    void aDamagedFenceGoesOnlyWhereAllThatIsWeightedBesideItIsOwn() {
        RecordSet strange = weighted(NAME, "AAAA", new Mark(STRANGER.hash(), 0, "east").text(), 1, "2001:db8::1");
        RecordSet before = own("A", 0, 1);
        RecordSet mail = plain(NAME, "MX", "10 mail.example.com");
        List<RecordSet> next = List.of(fence(OWNER, 2), own("A", 0, 2));

        assertThat(refused(
                        Intent.PUBLISH,
                        false,
                        List.of(GARBAGE, before, mail),
                        exchange(List.of(GARBAGE, before), next)))
                .isEmpty();
        for (List<RecordSet> there : List.of(List.of(GARBAGE), List.of(GARBAGE, before, strange))) {
            List<RecordSet> deleted =
                    there.stream().filter(set -> !set.equals(strange)).toList();
            assertThat(refused(Intent.PUBLISH, false, there, exchange(deleted, next)))
                    .as("beside %s", there)
                    .hasValueSatisfying(why -> assertThat(why).contains("TXT does not bear the policy's mark"));
        }
        assertThat(refused(
                        Intent.PUBLISH,
                        false,
                        List.of(fence(OWNER, 1), before),
                        exchange(List.of(fence(OWNER, 1), before), List.of(GARBAGE, own("A", 0, 2)))))
                .hasValueSatisfying(why -> assertThat(why).contains("TXT does not bear the policy's mark"));
    }

    @Test
    void nothingButAPlainTextStandsWhereAFenceBelongs() {
        RecordSet fence = fence(OWNER, 1);
        RecordSet address = plain(NAME.fence(), "A", "192.0.2.1");
        RecordSet routed = new RecordSet(
                fence.name(),
                "TXT",
                Optional.of("one of two"),
                OptionalInt.of(1),
                fence.ttlSeconds(),
                fence.values(),
                Optional.empty());
        for (RecordSet wrong : List.of(address, routed)) {
            assertThat(refused(Intent.RELEASE_FENCES, false, List.of(wrong), exchange(List.of(wrong), List.of())))
                    .as(wrong.toString())
                    .hasValueSatisfying(why -> assertThat(why).contains("does not bear the policy's mark"));
        }
    }

    @Test
    void whatIsNobodysGoesOnlyWhenOwnSetsComeInItsPlace() {
        RecordSet plain = plain(NAME, "A", "192.0.2.9");
        RecordSet mine = own("A", 0, 1);
        List<RecordSet> next = List.of(fence(OWNER, 2), own("A", 0, 2));
        List<Change> right = exchange(List.of(fence(OWNER, 1), plain, mine), next);

        assertThat(refused(Intent.PUBLISH, true, List.of(fence(OWNER, 1), plain, mine), right))
                .as("its own fence beside it")
                .isEmpty();
        assertThat(refused(Intent.PUBLISH, false, List.of(fence(OWNER, 1), plain, mine), right))
                .hasValueSatisfying(why -> assertThat(why).contains("does not bear"));
        assertThat(refused(
                        Intent.PUBLISH,
                        true,
                        List.of(fence(OWNER, 1), plain, mine),
                        exchange(List.of(fence(OWNER, 1), plain, mine), List.of(fence(OWNER, 2), own("AAAA", 0, 1)))))
                .as("nothing of its type comes")
                .hasValueSatisfying(why -> assertThat(why).contains("does not bear"));
        assertThat(refused(Intent.PUBLISH, true, List.of(fence(STRANGER, 1), plain), exchange(List.of(plain), next)))
                .as("somebody else's fence beside it")
                .hasValueSatisfying(why -> assertThat(why).contains("does not bear"));
    }

    @Test
    void typesAreDroppedOnlyWithTheFenceInTheBatch() {
        RecordSet a = own("A", 0, 1);
        RecordSet aaaa = own("AAAA", 0, 1);
        RecordSet fence = fence(OWNER, 1);
        List<RecordSet> there = List.of(fence, a, aaaa);
        assertThat(refused(Intent.DROP_TYPES, false, there, exchange(there, List.of(fence, a))))
                .isEmpty();
        assertThat(refused(Intent.DROP_TYPES, false, there, exchange(List.of(a, aaaa), List.of(a))))
                .hasValueSatisfying(why -> assertThat(why).contains("would be changed without its fence"));
        assertThat(refused(Intent.DROP_TYPES, false, there, exchange(there, List.of(a))))
                .hasValueSatisfying(why -> assertThat(why).contains("would be changed without its fence"));
        assertThat(refused(Intent.DROP_TYPES, false, there, exchange(there, List.of(fence))))
                .hasValueSatisfying(why -> assertThat(why).contains("would be left without an answer"));
        assertThat(refused(Intent.DROP_TYPES, false, there, exchange(there, List.of(fence, own("A", 0, 2)))))
                .hasValueSatisfying(why -> assertThat(why).contains("otherwise than by losing whole types"));
    }

    @Test
    void whatIsRefusedIsNamedWithItsIdentifier() {
        RecordSet before = own("A", 0, 1);
        assertThat(refused(
                        Intent.PUBLISH,
                        false,
                        List.of(fence(OWNER, 1), before),
                        exchange(List.of(fence(OWNER, 1)), List.of(fence(OWNER, 2), own("A", 1, 1)))))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("checkout.example.com A \"rfo:" + OWNER.hash() + ":0:east\" is not asserted"));
    }
}
