package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.reading;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Record sets that stood there before a policy came, and what of them it takes over. */
class AdoptionTest {
    private static final Publication ADOPTING = adopting(entry(NAME, "A", "east", "west"));
    private static final RecordSet MAIL = plain(NAME, "MX", "10 mail.example.com.");

    private final StrictZone zone = ZoneCases.zone();
    private final FinalGuard guard = new FinalGuard(APEX, LIMITS);

    private static Publication adopting(Publication.Entry... entries) {
        return new Publication(OWNER, SPEC, List.of("east", "west"), List.of(entries), true);
    }

    @Test
    void aPlainSetIsExchangedInOneBatchThatAssertsItAsRead() {
        RecordSet before = plain(NAME, "A", "192.0.2.7");
        zone.put(before);
        zone.put(MAIL);
        assertThat(reading(zone, ADOPTING)).isInstanceOf(Reading.Free.class);
        NameSets basis = read(zone, ADOPTING);
        ChangeSet taken = ZoneCases.publish(zone, ADOPTING, plan(1, weights("east", 100, "west", 0)));

        assertThat(taken.changes().getFirst()).isEqualTo(new Change(Action.DELETE, before));
        assertThat(guard.refuses(taken, basis)).isEmpty();
        assertThat(zone.applied()).hasSize(1);
        assertThat(zone.all()).contains(MAIL).doesNotContain(before).hasSize(4);
        assertThat(owned(zone, ADOPTING).drifted()).isFalse();
    }

    @Test
    void everyWeightedSetOfTheNameAndTypeGoes() {
        zone.put(weighted(NAME, "A", "blue", 80, "192.0.2.7"));
        zone.put(weighted(NAME, "A", "green", 20, "192.0.2.8"));
        ZoneCases.publish(zone, ADOPTING, plan(1, weights("east", 100, "west", 0)));
        assertThat(zone.all())
                .allMatch(set -> set.type().equals("TXT")
                        || Mark.of(set)
                                .filter(mark -> mark.ownerHash().equals(OWNER.hash()))
                                .isPresent());
    }

    @Test
    void whoChangesWhatIsTakenOverFencesTheAdoptionOut() {
        zone.put(plain(NAME, "A", "192.0.2.7"));
        ChangeSet late = ready(ChangePlanner.publish(
                ADOPTING, plan(1, weights("east", 100, "west", 0)), reading(zone, ADOPTING), LIMITS));
        zone.put(plain(NAME, "A", "192.0.2.8"));
        assertThat(zone.apply(late.changes(), "")).isInstanceOf(DnsProvider.ApplyResult.Fenced.class);
        assertThat(zone.all()).containsExactly(plain(NAME, "A", "192.0.2.8"));
    }

    @Test
    void whatIsPutBesideOwnSetsLaterIsTakenOverToo() {
        ZoneCases.publish(zone, ADOPTING, plan(1, weights("east", 100, "west", 0)));
        zone.put(weighted(NAME, "A", "by-hand", 7, "192.0.2.9"));
        assertThat(owned(zone, ADOPTING).drift()).contains("a record set that is to be taken over");
        ZoneCases.publish(zone, ADOPTING, plan(2, weights("east", 100, "west", 0)));
        assertThat(owned(zone, ADOPTING).drifted()).isFalse();
    }

    @Test
    void withoutTheWishItIsAConflictThatTellsTheWayOut() {
        zone.put(plain(NAME, "A", "192.0.2.7"));
        assertThat(conflict(ZoneCases.publication()))
                .contains("was not made by this operator (simple, 192.0.2.7)")
                .contains("set spec.dns.adopt to take it over");
    }

    @Test
    void otherRoutingIsNotAdopted() {
        zone.put(new RecordSet(
                NAME,
                "A",
                Optional.of("eu"),
                OptionalInt.empty(),
                30,
                List.of("192.0.2.7"),
                Optional.of("latency routing for eu-west-1")));
        assertThat(conflict(ADOPTING))
                .contains("latency routing for eu-west-1")
                .contains("cannot be adopted, as only plain and weighted sets");

        zone.put(new RecordSet(
                NAME,
                "A",
                Optional.of("eu"),
                OptionalInt.of(1),
                30,
                List.of("192.0.2.7"),
                Optional.of("the health check abc")));
        assertThat(conflict(ADOPTING)).contains("the health check abc");
    }

    @Test
    void anotherPolicysNamesAreNotAdopted() {
        Publication theirs = ZoneCases.publication(STRANGER, SPEC, List.of("east"), entry(NAME, "A", "east"));
        ZoneCases.publish(zone, theirs, plan(1, weights("east", 1)));
        assertThat(conflict(ADOPTING)).contains("is published by another policy");

        zone.remove(plain(NAME.fence(), "TXT"));
        assertThat(conflict(ADOPTING)).as("the mark alone tells").contains("is published by another policy");
        zone.all().forEach(zone::remove);
        zone.put(weighted(NAME, "A", "rfo:next-version", 1, "192.0.2.7"));
        assertThat(conflict(ADOPTING)).contains("cannot be adopted");
    }

    @Test
    void aCnameInTheWayOfAddressesIsNotAdopted() {
        zone.put(plain(NAME, "CNAME", "lb.example.net."));
        assertThat(conflict(ADOPTING)).contains("cannot be adopted");
        Publication cname = adopting(entry(NAME, "CNAME", "east", "west"));
        ZoneCases.publish(zone, cname, plan(1, weights("east", 100, "west", 0)));
        assertThat(owned(zone, cname).drifted()).isFalse();
    }

    @Test
    void theGuardLetsNothingForeignGoThatIsNotTakenOver() {
        RecordSet before = plain(NAME, "A", "192.0.2.7");
        zone.put(before);
        zone.put(MAIL);
        NameSets basis = read(zone, ADOPTING);
        ChangeSet right = ready(ChangePlanner.publish(
                ADOPTING, plan(1, weights("east", 100, "west", 0)), reading(zone, ADOPTING), LIMITS));
        assertThat(guard.refuses(right, basis)).isEmpty();

        assertThat(refusal(with(right, right.changes(), false), basis)).contains("does not bear the policy's mark");
        List<Change> mailToo = new ArrayList<>(right.changes());
        mailToo.addFirst(new Change(Action.DELETE, MAIL));
        assertThat(refusal(with(right, mailToo, true), basis)).contains("MX does not bear the policy's mark");
        List<Change> nothingInstead = right.changes().stream()
                .filter(change ->
                        change.action() == Action.DELETE || change.set().type().equals("TXT"))
                .toList();
        assertThat(refusal(with(right, nothingInstead, true), basis)).contains("does not bear the policy's mark");
        List<Change> keeping = right.changes().stream()
                .filter(change -> change.action() == Action.CREATE)
                .toList();
        assertThat(refusal(with(right, keeping, true), basis)).contains("would stand beside the policy's own");
    }

    @Test
    void theGuardAdoptsNothingBesideAnotherOwnersFence() {
        RecordSet before = plain(NAME, "A", "192.0.2.7");
        zone.put(before);
        ChangeSet right = ready(ChangePlanner.publish(
                ADOPTING, plan(1, weights("east", 100, "west", 0)), reading(zone, ADOPTING), LIMITS));
        Publication theirs = ZoneCases.publication(STRANGER, SPEC, List.of("east"), entry(NAME, "A", "east"));
        zone.put(FenceCodec.toSet(NAME, Layout.fence(theirs, plan(1, weights("east", 1)))));
        assertThat(refusal(right, read(zone, ADOPTING))).contains("A does not bear the policy's mark");
    }

    private static ChangeSet with(ChangeSet set, List<Change> changes, boolean adopts) {
        return new ChangeSet(set.owner(), set.intent(), set.nonce(), set.names(), changes, adopts);
    }

    private String refusal(ChangeSet changes, NameSets basis) {
        return guard.refuses(changes, basis).orElse("");
    }

    private String conflict(Publication publication) {
        return reading(zone, publication) instanceof Reading.Conflict conflict ? conflict.message() : "";
    }
}
