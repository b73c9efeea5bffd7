package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that stays loses a type. */
class DropTypesTest {
    private static final DnsName OTHER = DnsName.of("other.example.com");
    private static final List<String> REGIONS = List.of("east", "west");
    private static final RecordSet MAIL = plain(NAME, "MX", "10 mail.example.com.");

    private final StrictZone zone = ZoneCases.zone();
    private final Publication both = ZoneCases.publication(
            OWNER,
            SPEC,
            REGIONS,
            entry(NAME, "A", "east", "west"),
            entry(NAME, "AAAA", "east", "west"),
            entry(OTHER, "A", "east", "west"));
    private final Publication onlyA = ZoneCases.publication(
            OWNER, NEXT_SPEC, REGIONS, entry(NAME, "A", "east", "west"), entry(OTHER, "A", "east", "west"));
    private final FinalGuard guard = new FinalGuard(APEX, LIMITS);

    @BeforeEach
    void publishedWithoutTheType() {
        zone.put(MAIL);
        publish(zone, both, plan(1, weights("east", 100, "west", 0)));
        publish(zone, onlyA, plan(2, NEXT_SPEC, weights("east", 0, "west", 100)));
    }

    @Test
    void itFollowsTheWeightsUntilItGoesAndNothingElseChanges() {
        assertThat(onlyA.hasLeftovers(read(zone, onlyA))).isTrue();
        assertThat(owned(zone, onlyA).drifted()).isFalse();
        List<RecordSet> before = zone.all();
        ChangeSet drop = ready(ChangePlanner.dropTypes(onlyA, read(zone, onlyA)));

        assertThat(guard.refuses(drop, read(zone, onlyA))).isEmpty();
        assertThat(drop.names()).containsExactly(NAME);
        assertThat(zone.apply(drop.changes(), "")).isInstanceOf(DnsProvider.ApplyResult.Applied.class);
        assertThat(zone.all())
                .containsExactlyInAnyOrderElementsOf(before.stream()
                        .filter(set -> !set.type().equals("AAAA"))
                        .toList());
        assertThat(owned(zone, onlyA).drifted()).isFalse();
        assertThat(owned(zone, onlyA).plan().epoch()).isEqualTo(2);
        assertThat(ChangePlanner.dropTypes(onlyA, read(zone, onlyA))).isInstanceOf(ChangePlanner.Planned.Nothing.class);
    }

    @Test
    void aPlanWrittenMeanwhileFencesItOut() {
        ChangeSet late = ready(ChangePlanner.dropTypes(onlyA, read(zone, onlyA)));
        publish(zone, onlyA, plan(3, NEXT_SPEC, weights("east", 0, "west", 100)));
        assertThat(zone.apply(late.changes(), "")).isInstanceOf(DnsProvider.ApplyResult.Fenced.class);
    }

    @Test
    void aTypeThatTookItsPlaceAtACnameIsNoLeftover() {
        Publication cname = ZoneCases.publication(OWNER, SPEC, REGIONS, entry(NAME, "CNAME", "east", "west"));
        assertThat(cname.hasLeftovers(read(zone, cname))).isFalse();
    }

    @Test
    void theGuardRefusesADropThatIsMoreOrLess() {
        ChangeSet right = ready(ChangePlanner.dropTypes(onlyA, read(zone, onlyA)));
        assertThat(refusal(without(right, change -> change.action() == Action.CREATE && isOf(change, "A"))))
                .contains("would be left without an answer");
        assertThat(refusal(without(
                        right,
                        change -> change.action() == Action.CREATE
                                && isOf(change, "A")
                                && change.set().setIdentifier().orElse("").endsWith("east"))))
                .contains("otherwise than by losing whole types");
        assertThat(refusal(without(right, change -> isOf(change, "TXT")))).contains("without its fence");
        assertThat(refusal(without(right, change -> isOf(change, "A")))).contains("is not asserted");

        List<Change> heavier = new ArrayList<>();
        for (Change change : right.changes()) {
            boolean edited = change.action() == Action.CREATE && isOf(change, "A");
            heavier.add(edited ? new Change(Action.CREATE, heavier(change.set())) : change);
        }
        assertThat(refusal(with(right, heavier))).contains("otherwise than by losing whole types");
        List<Change> more = new ArrayList<>(right.changes());
        String north = new Mark(OWNER.hash(), 5, "north").text();
        more.add(new Change(Action.CREATE, ZoneCases.weighted(NAME, "A", north, 1, "192.0.2.9")));
        assertThat(refusal(with(right, more))).contains("otherwise than by losing whole types");
    }

    private static RecordSet heavier(RecordSet set) {
        return ZoneCases.weighted(
                set.name(),
                set.type(),
                set.setIdentifier().orElseThrow(),
                set.weight().orElseThrow() + 1,
                set.values().toArray(String[]::new));
    }

    private static boolean isOf(Change change, String type) {
        return change.set().type().equals(type);
    }

    private static ChangeSet without(ChangeSet set, Predicate<Change> gone) {
        return with(set, set.changes().stream().filter(gone.negate()).toList());
    }

    private static ChangeSet with(ChangeSet set, List<Change> changes) {
        return new ChangeSet(set.owner(), set.intent(), set.nonce(), set.names(), changes);
    }

    private String refusal(ChangeSet changes) {
        return guard.refuses(changes, read(zone, onlyA)).orElse("");
    }
}
