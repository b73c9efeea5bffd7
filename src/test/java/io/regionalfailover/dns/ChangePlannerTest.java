package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publication;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.reading;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.ChangePlanner.Planned;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangePlannerTest {
    private final StrictZone zone = ZoneCases.zone();
    private final Publication publication = publication();

    @Test
    void aChangeIsFenceAndAllSetsInFullDeletionsFirst() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));

        ChangeSet changes = publish(zone, publication, plan(2, weights("east", 100, "west", 50)));

        assertThat(changes.changes())
                .extracting(change -> change.action() + " " + change.set().type())
                .containsExactly("DELETE TXT", "DELETE A", "DELETE A", "CREATE TXT", "CREATE A", "CREATE A");
        assertThat(owned(zone, publication).plan()).isEqualTo(plan(2, weights("east", 100, "west", 50)));
    }

    @Test
    void theFenceIsDeletedJustAsItWasRead() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        RecordSet fence = read(zone, publication).at(NAME.fence()).getFirst();
        RecordSet edited = new RecordSet(
                fence.name(),
                "TXT",
                fence.setIdentifier(),
                fence.weight(),
                1234,
                fence.values(),
                fence.foreignRouting());
        zone.put(edited);

        ChangeSet changes = publish(zone, publication, plan(2, weights("east", 100, "west", 0)));

        assertThat(changes.changes()).contains(new Change(Action.DELETE, edited));
        assertThat(owned(zone, publication).drifted()).isFalse();
    }

    @Test
    void nothingIsPlannedOnWhatWasNotRead() {
        Planned planned = ChangePlanner.publish(
                publication,
                plan(1, weights("east", 1)),
                new Reading.Failed(Failure.UNREACHABLE, "no route to host"),
                LIMITS);

        assertThat(planned)
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message())
                                .contains("never overwrites what it has not read", "no route to host"));
    }

    @Test
    void anEpochThatIsNotAboveThoseSeenIsRefused() {
        publish(zone, publication, plan(5, weights("east", 1, "west", 0)));

        assertThat(ChangePlanner.publish(publication, plan(5, weights("east", 1)), reading(zone, publication), LIMITS))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message()).contains("must be above 5"));
    }

    @Test
    void foreignSetsAreNeverTouchedEvenWhenTheBasisClaimsThemFree() {
        zone.put(plain(NAME, "A", "192.0.2.9"));
        Reading claimed = new Reading.Free(read(zone, publication));

        assertThat(ChangePlanner.publish(publication, plan(1, weights("east", 1)), claimed, LIMITS))
                .isInstanceOf(Planned.Impossible.class);
    }

    @Test
    void aRegionOnItsWayOutKeepsTheValuesFound() {
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        Publication next = publication(OWNER, NEXT_SPEC, List.of("west"), entry(NAME, "A", "west"));

        publish(zone, next, plan(2, NEXT_SPEC, weights("west", 50, "east", 50)));

        assertThat(read(zone, next).at(NAME, "A"))
                .containsExactlyInAnyOrder(
                        weighted(NAME, "A", new Mark(OWNER.hash(), 0, "west").text(), 50, ZoneCases.value("A", "west")),
                        weighted(
                                NAME, "A", new Mark(OWNER.hash(), 1, "east").text(), 50, ZoneCases.value("A", "east")));
        assertThat(owned(zone, next).plan().weights().byRegion()).isEqualTo(weights("west", 50, "east", 50));
        assertThat(owned(zone, next).drifted()).isFalse();

        publish(zone, next, plan(3, NEXT_SPEC, weights("west", 100)));
        assertThat(read(zone, next).at(NAME, "A")).hasSize(1);
    }

    @Test
    void aTypeThatLeftTheSpecStaysAndFollowsTheWeights() {
        Publication both = publication(
                OWNER,
                SPEC,
                List.of("east", "west"),
                entry(NAME, "A", "east", "west"),
                entry(NAME, "AAAA", "east", "west"));
        publish(zone, both, plan(1, weights("east", 100, "west", 0)));
        Publication less = publication(OWNER, NEXT_SPEC, List.of("east", "west"), entry(NAME, "A", "east", "west"));

        publish(zone, less, plan(2, NEXT_SPEC, weights("east", 0, "west", 100)));

        assertThat(read(zone, less).at(NAME, "AAAA"))
                .extracting(set -> set.weight().getAsInt())
                .containsExactly(0, 100);
        assertThat(owned(zone, less).drifted()).isFalse();
    }

    @Test
    void anAddressTakesTheCnamesPlaceInOneStep() {
        Publication cname = publication(OWNER, SPEC, List.of("east"), entry(NAME, "CNAME", "east"));
        publish(zone, cname, plan(1, weights("east", 100)));
        Publication address = publication(OWNER, NEXT_SPEC, List.of("east"), entry(NAME, "A", "east"));

        ChangeSet changes = publish(zone, address, plan(2, NEXT_SPEC, weights("east", 100)));

        assertThat(read(zone, address).at(NAME)).extracting(RecordSet::type).containsExactly("A");
        assertThat(new FinalGuard(ZoneCases.APEX, LIMITS).refuses(changes, new NameSets(Map.of())))
                .isPresent();
    }

    @Test
    void aPolicyThatCannotFitOneBatchIsToldTheNumbers() {
        Map<String, List<String>> values = new HashMap<>();
        values.put(
                "east",
                java.util.stream.IntStream.range(0, 250)
                        .mapToObj(i -> "192.0.2." + i)
                        .toList());
        values.put("west", values.get("east"));
        Publication large =
                publication(OWNER, SPEC, List.of("east", "west"), new Publication.Entry(NAME, "A", 30, values));

        assertThat(ChangePlanner.publish(large, plan(1, weights("east", 1, "west", 0)), reading(zone, large), LIMITS))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message())
                                .contains("1004 values", "1000 values and 32000 characters"));
    }

    @Test
    void tooManyOrdersAreImpossibleNotAnException() {
        var order = new io.regionalfailover.decision.OrderMark(
                "a", "b", java.util.Set.of("east"), false, java.time.Instant.ofEpochSecond(0));
        var plan = new io.regionalfailover.decision.Plan(
                1,
                ZoneCases.nonce(1),
                SPEC,
                new io.regionalfailover.decision.Weights(weights("east", 1)),
                new io.regionalfailover.decision.Stage.Settled(),
                0,
                java.util.Collections.nCopies(200, order));

        assertThat(ChangePlanner.publish(publication, plan, reading(zone, publication), LIMITS))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message()).contains("200 orders"));
    }

    @Test
    void releaseTakesTheFencesAndOnDemandTheSets() {
        zone.put(plain(NAME, "MX", "10 mail.example.com"));
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));

        ChangeSet fences = ready(ChangePlanner.release(publication, read(zone, publication), false));
        ChangeSet all = ready(ChangePlanner.release(publication, read(zone, publication), true));

        assertThat(fences.changes()).extracting(change -> change.set().type()).containsExactly("TXT");
        assertThat(all.changes()).extracting(change -> change.set().type()).containsExactly("TXT", "A", "A");
        assertThat(all.changes()).extracting(Change::action).containsOnly(Action.DELETE);

        zone.apply(all.changes(), "");
        assertThat(ChangePlanner.release(publication, read(zone, publication), true))
                .isEqualTo(new Planned.Nothing());
        assertThat(zone.all()).hasSize(1);
    }

    @Test
    void releaseLeavesWhatAnotherPolicyHas() {
        Publication strangers = publication(STRANGER, SPEC, List.of("east"), entry(NAME, "A", "east"));
        publish(zone, strangers, plan(1, weights("east", 100)));

        assertThat(ChangePlanner.release(publication, read(zone, publication), true))
                .isEqualTo(new Planned.Nothing());
    }
}
