package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
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
import io.regionalfailover.dns.ChangeSet.Intent;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each case breaks a change set that is right in one way, as a fault of the planner would. */
class FinalGuardTest {
    private final StrictZone zone = ZoneCases.zone();
    private final Publication publication = publication();
    private final FinalGuard guard = new FinalGuard(APEX, LIMITS);
    private NameSets basis = read(zone, publication);
    private ChangeSet right = new ChangeSet(OWNER, Intent.PUBLISH, "", Set.of(), List.of());

    @BeforeEach
    void aRightChangeSet() {
        zone.put(plain(NAME, "MX", "10 mail.example.com"));
        publish(zone, publication, plan(1, weights("east", 100, "west", 0)));
        basis = read(zone, publication);
        right = ready(ChangePlanner.publish(
                publication, plan(2, weights("east", 0, "west", 100)), reading(zone, publication), LIMITS));
    }

    @Test
    void letsTheRightOnePass() {
        assertThat(guard.refuses(right, basis)).isEmpty();
        assertThat(guard.refuses(ready(ChangePlanner.release(publication, basis, false)), basis))
                .isEmpty();
        assertThat(guard.refuses(ready(ChangePlanner.release(publication, basis, true)), basis))
                .isEmpty();
    }

    @Test
    void refusesWeightsThatSumUpToZero() {
        refuses(
                edited(set -> set.weight().isPresent() ? withWeight(set, 0) : set),
                "the weights of checkout.example.com A would sum up to 0");
    }

    @Test
    void refusesASetWithWeightOnTheHealthCheckOfAnother() {
        refuses(
                edited(set -> set.weight().isPresent() ? set.on(Optional.of("parked")) : set),
                "would have weight and hang on the health check that another set of checkout.example.com hangs on");
        assertThat(guard.refuses(edited(set -> set.weight().isPresent() ? set.on(set.setIdentifier()) : set), basis))
                .isEmpty();
    }

    @Test
    void refusesANameWithoutAnAnswer() {
        refuses(
                without(change ->
                        change.action() == Action.CREATE && change.set().type().equals("A")),
                "would be left without an answer");
    }

    @Test
    void refusesASetWithoutAValue() {
        refuses(
                edited(set -> set.weight().isPresent()
                        ? weighted(set.name(), set.type(), set.setIdentifier().orElseThrow(), 1)
                        : set),
                "no value");
    }

    @Test
    void refusesAWeightThatNoProviderTakes() {
        refuses(edited(set -> set.weight().isPresent() ? withWeight(set, 256) : set), "no weight of 0-255");
    }

    @Test
    void refusesABatchWithoutItsFence() {
        refuses(
                without(change ->
                        change.action() == Action.CREATE && change.set().type().equals("TXT")),
                "fence");
    }

    @Test
    void refusesToLeaveAnOwnSetUnasserted() {
        refuses(
                without(change -> change.set().setIdentifier().isPresent()
                        && change.set().setIdentifier().orElseThrow().endsWith("east")),
                "is not asserted");
    }

    @Test
    void refusesToDeleteWhatIsForeign() {
        refuses(with(new Change(Action.DELETE, plain(NAME, "MX", "10 mail.example.com"))), "does not bear");
        refuses(
                with(new Change(
                        Action.DELETE,
                        weighted(NAME, "A", new Mark(STRANGER.hash(), 0, "east").text(), 1, "192.0.2.1"))),
                "does not bear");
    }

    @Test
    void refusesToDeleteAnotherOwnersFence() {
        Fence foreign = Layout.fence(
                publication(STRANGER, ZoneCases.SPEC, List.of("east"), ZoneCases.entry(NAME, "A", "east")),
                plan(1, weights("east", 1)));
        refuses(with(new Change(Action.DELETE, FenceCodec.toSet(NAME, foreign))), "does not bear");
    }

    @Test
    void refusesADeletionOfWhatWasNotRead() {
        refuses(
                with(new Change(
                        Action.DELETE, weighted(NAME, "A", new Mark(OWNER.hash(), 9, "east").text(), 1, "192.0.2.1"))),
                "was not read");
    }

    @Test
    void refusesNamesOutsideTheZoneAndOutsideThePolicy() {
        refuses(
                with(new Change(
                        Action.DELETE, weighted(DnsName.of("checkout.example.org"), "A", "rfo:x", 1, "192.0.2.1"))),
                "outside the zone");
        refuses(
                with(new Change(
                        Action.DELETE,
                        weighted(
                                DnsName.of("pay.example.com"), "A", new Mark(OWNER.hash(), 0, "east").text(), 1, "x"))),
                "none of the policy's names");
    }

    @Test
    void refusesDeletionsAfterCreations() {
        ChangeSet reversed = new ChangeSet(
                right.owner(),
                right.intent(),
                right.nonce(),
                right.names(),
                right.changes().reversed());
        refuses(reversed, "a deletion after a creation");
    }

    @Test
    void refusesToCreateWhatStandsThere() {
        refuses(
                without(change ->
                        change.action() == Action.DELETE && change.set().type().equals("TXT")),
                "stands there");
    }

    @Test
    void refusesAReleaseThatTakesMoreThanItSays() {
        ChangeSet all = ready(ChangePlanner.release(publication, basis, true));
        refuses(new ChangeSet(OWNER, Intent.RELEASE_FENCES, "", all.names(), all.changes()), "are to stay");
        refuses(new ChangeSet(OWNER, Intent.PUBLISH, "", all.names(), all.changes()), "without the plan's fence");
        refuses(
                new ChangeSet(OWNER, Intent.RELEASE_RECORDS, "", right.names(), right.changes()),
                "a release that creates");
    }

    @Test
    void refusesWhatNoBatchHolds() {
        FinalGuard narrow = new FinalGuard(APEX, new DnsProvider.Limits(7, 32_000));
        assertThat(narrow.refuses(right, basis))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("8 values", "holds 7 values"));
    }

    @Test
    void refusesACnameBesideOthers() {
        Publication cname =
                publication(OWNER, ZoneCases.NEXT_SPEC, List.of("east"), ZoneCases.entry(NAME, "CNAME", "east"));
        Fence fence = Layout.fence(cname, plan(2, ZoneCases.NEXT_SPEC, weights("east", 1)));
        List<Change> changes = new ArrayList<>(right.changes().stream()
                .filter(change -> change.action() == Action.DELETE)
                .toList());
        changes.add(new Change(Action.CREATE, FenceCodec.toSet(NAME, fence)));
        changes.add(new Change(
                Action.CREATE, weighted(NAME, "CNAME", new Mark(OWNER.hash(), 0, "east").text(), 1, "x.example.net")));

        refuses(new ChangeSet(OWNER, Intent.PUBLISH, fence.nonce(), right.names(), changes), "a CNAME beside other");
    }

    private void refuses(ChangeSet changes, String because) {
        assertThat(guard.refuses(changes, basis))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("nothing is changed", because));
    }

    private ChangeSet edited(UnaryOperator<RecordSet> created) {
        return rebuilt(change -> List.of(
                change.action() == Action.CREATE ? new Change(Action.CREATE, created.apply(change.set())) : change));
    }

    private ChangeSet without(java.util.function.Predicate<Change> unwanted) {
        return rebuilt(change -> unwanted.test(change) ? List.of() : List.of(change));
    }

    private ChangeSet with(Change first) {
        List<Change> changes = new ArrayList<>(List.of(first));
        changes.addAll(right.changes());
        return new ChangeSet(right.owner(), right.intent(), right.nonce(), right.names(), changes);
    }

    private ChangeSet rebuilt(Function<Change, List<Change>> edit) {
        return new ChangeSet(
                right.owner(),
                right.intent(),
                right.nonce(),
                right.names(),
                right.changes().stream()
                        .flatMap(change -> edit.apply(change).stream())
                        .toList());
    }

    private static RecordSet withWeight(RecordSet set, int weight) {
        return new RecordSet(
                set.name(),
                set.type(),
                set.setIdentifier(),
                OptionalInt.of(weight),
                set.ttlSeconds(),
                set.values(),
                set.foreignRouting());
    }
}
