package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publication;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.randomPlan;
import static io.regionalfailover.dns.ZoneCases.randomPublication;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.reading;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.ChangePlanner.Planned;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Traffic moved by an instance whose own spec is not the published one. */
class WeightsOnlyTest {
    private static final int ROUNDS = 400;

    private final StrictZone zone = ZoneCases.zone();
    private final Publication published = publication();

    /** The same regions in another order, other addresses, one region more and one name more. */
    private final Publication other = new Publication(
            OWNER,
            NEXT_SPEC,
            List.of("west", "north", "east"),
            List.of(
                    new Publication.Entry(
                            NAME,
                            "A",
                            5,
                            Map.of(
                                    "west",
                                    List.of("192.0.2.200"),
                                    "north",
                                    List.of("192.0.2.201"),
                                    "east",
                                    List.of("192.0.2.202"))),
                    entry(DnsName.of("new.example.com"), "A", "west", "north", "east")));

    @Test
    void onlyWeightsChangeAndBothSpecsReadThePlanBack() {
        publish(zone, published, plan(1, weights("east", 100, "west", 0)));

        move(other, plan(2, SPEC, weights("west", 100, "north", 0, "east", 0)));

        assertThat(read(zone, published).at(NAME, "A"))
                .containsExactlyInAnyOrder(
                        weighted(NAME, "A", new Mark(OWNER.hash(), 0, "east").text(), 0, ZoneCases.value("A", "east")),
                        weighted(
                                NAME,
                                "A",
                                new Mark(OWNER.hash(), 1, "west").text(),
                                100,
                                ZoneCases.value("A", "west")));
        assertThat(owned(zone, published).plan()).isEqualTo(plan(2, weights("east", 0, "west", 100)));
        assertThat(owned(zone, published).drift()).isEmpty();
        assertThat(owned(zone, other).plan().weights().byRegion())
                .isEqualTo(weights("west", 100, "north", 0, "east", 0));
        assertThat(owned(zone, other).plan().specHash()).isEqualTo(SPEC);
        assertThat(owned(zone, other).drift()).isEmpty();
    }

    @Test
    void aShiftInStepsIsCarriedOnByEitherSpec() {
        publish(zone, published, plan(1, weights("east", 100, "west", 0)));
        Plan half = new Plan(
                2,
                "00000000000000ff",
                SPEC,
                new Weights(weights("east", 50, "west", 50)),
                new Stage.Evacuating(50, new Weights(weights("west", 0, "north", 0, "east", 100)), Set.of("east")),
                3,
                List.of());

        move(other, half);

        assertThat(owned(zone, published).plan().stage())
                .isEqualTo(new Stage.Evacuating(50, new Weights(weights("east", 100, "west", 0)), Set.of("east")));
        assertThat(owned(zone, published).plan().relapses()).isEqualTo(3);
        assertThat(owned(zone, published).drift()).isEmpty();
    }

    @Test
    void aRegionThatIsNotPublishedCannotGain() {
        publish(zone, published, plan(1, weights("east", 100, "west", 0)));

        assertThat(planned(other, plan(2, SPEC, weights("west", 50, "north", 50, "east", 0))))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message())
                                .contains("\"north\" cannot get weight 50", "not among the published"));
    }

    @Test
    void noSumBecomesZero() {
        publish(zone, published, plan(1, weights("east", 100, "west", 0)));
        zone.remove(weighted(NAME, "A", new Mark(OWNER.hash(), 1, "west").text(), 0));

        assertThat(planned(other, plan(2, SPEC, weights("west", 0, "north", 0, "east", 0))))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message()).contains("would sum up to 0"));
        assertThat(planned(other, plan(2, SPEC, weights("west", 100, "north", 0, "east", 0))))
                .isInstanceOf(Planned.Impossible.class);
    }

    @Test
    void nothingIsPublishedWithTheOtherSpecsValues() {
        assertThat(planned(other, plan(1, SPEC, weights("west", 100, "north", 0, "east", 0))))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message()).contains("No record set"));
    }

    @Test
    void anEpochThatIsNotAboveThoseSeenIsRefused() {
        publish(zone, published, plan(5, weights("east", 100, "west", 0)));

        assertThat(planned(other, plan(5, SPEC, weights("west", 100, "north", 0, "east", 0))))
                .isInstanceOfSatisfying(
                        Planned.Impossible.class,
                        impossible -> assertThat(impossible.message()).contains("must be above 5"));
    }

    @Test
    void aLostFenceIsMadeAnewWithThePositionsOfTheMarks() {
        publish(zone, published, plan(1, weights("east", 100, "west", 0)));
        zone.remove(read(zone, published).at(NAME.fence()).getFirst());

        move(other, plan(1, SPEC, weights("west", 100, "north", 0, "east", 0)));

        assertThat(owned(zone, published).plan().weights().byRegion()).isEqualTo(weights("east", 0, "west", 100));
        assertThat(owned(zone, published).drift()).isEmpty();
    }

    @Test
    void theGuardLetsNothingButWeightsThrough() {
        publish(zone, published, plan(1, weights("east", 100, "west", 0)));
        ChangeSet good = ready(planned(other, plan(2, SPEC, weights("west", 100, "north", 0, "east", 0))));
        List<Change> changes = new ArrayList<>(good.changes());
        RecordSet last = changes.removeLast().set();
        changes.add(new Change(
                Action.CREATE,
                new RecordSet(
                        last.name(),
                        last.type(),
                        last.setIdentifier(),
                        last.weight(),
                        last.ttlSeconds(),
                        List.of("192.0.2.250"),
                        last.foreignRouting())));
        ChangeSet bad = new ChangeSet(good.owner(), good.intent(), good.nonce(), good.names(), changes);
        FinalGuard guard = new FinalGuard(ZoneCases.APEX, LIMITS);

        assertThat(guard.refuses(good, read(zone, other))).isEmpty();
        assertThat(guard.refuses(bad, read(zone, other)))
                .hasValueSatisfying(message -> assertThat(message).contains("otherwise than in its weights"));
    }

    @Test
    void forAnyTwoSpecsTheWeightsMoveAndNothingElse() {
        int moved = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomGenerator random = new Random(seed);
            StrictZone there = ZoneCases.zone();
            Publication mine = randomPublication(random, OWNER, SPEC);
            publish(there, mine, randomPlan(random, mine, 3));
            Publication theirs = randomPublication(random, OWNER, NEXT_SPEC);
            if (!(reading(there, theirs) instanceof Reading.Owned basis)) {
                continue;
            }
            Plan plan = evacuation(random, basis.plan());
            Set<RecordSet> before = weightless(there.all());
            Planned planned = ChangePlanner.move(theirs, plan, basis, LIMITS);
            if (!(planned instanceof Planned.Ready(ChangeSet changes))) {
                continue;
            }
            moved++;
            assertThat(new FinalGuard(ZoneCases.APEX, LIMITS).refuses(changes, read(there, theirs)))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(there.apply(changes.changes(), "")).isInstanceOf(ApplyResult.Applied.class);
            assertThat(weightless(there.all())).as("seed %d", seed).isEqualTo(before);
            assertThat(positive(owned(there, mine).plan()))
                    .as("seed %d", seed)
                    .isEqualTo(positive(plan))
                    .isEqualTo(positive(owned(there, theirs).plan()));
            if (theirs.names().containsAll(mine.names())) {
                assertThat(owned(there, mine).plan().nonce()).isEqualTo(plan.nonce());
                // TTLs that were shortened ahead of an order stay so until somebody with the spec writes.
                assertThat(owned(there, mine).drift().split("; "))
                        .as("seed %d", seed)
                        .allMatch(drift -> drift.isEmpty() || drift.contains(" has TTL ") || drift.endsWith("…"));
            }
        }
        assertThat(moved).isGreaterThan(ROUNDS / 4);
    }

    /** Everything goes from one serving region to one that is published. */
    private static Plan evacuation(RandomGenerator random, Plan from) {
        List<String> regions =
                List.copyOf(new TreeSet<>(from.weights().byRegion().keySet()));
        Map<String, Integer> next = new LinkedHashMap<>(from.weights().byRegion());
        next.put(regions.get(random.nextInt(regions.size())), 0);
        next.put(regions.get(random.nextInt(regions.size())), 1 + random.nextInt(255));
        return new Plan(
                from.epoch() + 1,
                String.format("%016x", random.nextLong()),
                from.specHash(),
                new Weights(next),
                new Stage.Settled(),
                0,
                List.of());
    }

    private static Map<String, Integer> positive(Plan plan) {
        return plan.weights().byRegion().entrySet().stream()
                .filter(weight -> weight.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<RecordSet> weightless(List<RecordSet> sets) {
        return sets.stream()
                .filter(set -> !set.type().equals("TXT"))
                .map(set -> set.weighing(0))
                .collect(Collectors.toSet());
    }

    private Planned planned(Publication publication, Plan plan) {
        return ChangePlanner.move(publication, plan, reading(zone, publication), LIMITS);
    }

    private void move(Publication publication, Plan plan) {
        ChangeSet changes = ready(planned(publication, plan));
        assertThat(new FinalGuard(ZoneCases.APEX, LIMITS).refuses(changes, read(zone, publication)))
                .isEmpty();
        assertThat(zone.apply(changes.changes(), "")).isInstanceOf(ApplyResult.Applied.class);
    }
}
