package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.randomPlan;
import static io.regionalfailover.dns.ZoneCases.randomPublication;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.reading;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.testing.dns.StrictZone;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds for every zone, whatever happened to it. */
class FencedWritesTest {
    private static final int ROUNDS = 250;

    @Test
    void whatIsPublishedIsReadBackWithoutDrift() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomGenerator random = new Random(seed);
            StrictZone zone = ZoneCases.zone();
            Publication publication = randomPublication(random, OWNER, SPEC);
            for (int epoch = 1; epoch <= 3; epoch++) {
                Plan plan = randomPlan(random, publication, epoch);
                publish(zone, publication, plan);
                assertThat(owned(zone, publication).plan()).as("seed %d", seed).isEqualTo(plan);
                assertThat(owned(zone, publication).drift()).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void ofTwoChangeSetsOnOneBasisTheSecondFailsAndChangesNothing() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomGenerator random = new Random(seed);
            StrictZone zone = ZoneCases.zone();
            Publication publication = randomPublication(random, OWNER, SPEC);
            if (random.nextBoolean()) {
                publish(zone, publication, randomPlan(random, publication, 1));
            }
            Reading basis = reading(zone, publication);
            Plan sameEpoch = randomPlan(random, publication, 2);
            ChangeSet first = ready(ChangePlanner.publish(publication, sameEpoch, basis, LIMITS));
            ChangeSet second =
                    ready(ChangePlanner.publish(publication, randomPlan(random, publication, 2), basis, LIMITS));

            assertThat(zone.apply(first.changes(), "")).isInstanceOf(ApplyResult.Applied.class);
            assertThat(zone.apply(second.changes(), "")).as("seed %d", seed).isInstanceOf(ApplyResult.Fenced.class);
            assertThat(owned(zone, publication).plan()).isEqualTo(sameEpoch);
        }
    }

    @Test
    void aDamagedZoneIsMendedInOneStepAndNothingForeignIsTouched() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomGenerator random = new Random(seed);
            StrictZone zone = ZoneCases.zone();
            Publication before = randomPublication(random, OWNER, SPEC);
            publish(zone, before, randomPlan(random, before, 4));
            damage(random, zone);
            foreign(random, zone);
            Publication after = random.nextBoolean() ? before : randomPublication(random, OWNER, "00000000000000cc");

            if (reading(zone, after) instanceof Reading.Conflict) {
                continue;
            }
            List<RecordSet> foreign =
                    zone.all().stream().filter(set -> !isOurs(set)).toList();
            Plan plan = randomPlan(random, after, 1_000);
            NameSets basis = read(zone, after);
            ChangeSet changes = ready(ChangePlanner.publish(after, plan, reading(zone, after), LIMITS));

            assertThat(new FinalGuard(ZoneCases.APEX, LIMITS).refuses(changes, basis))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(zone.apply(changes.changes(), "")).as("seed %d", seed).isInstanceOf(ApplyResult.Applied.class);
            assertThat(zone.all()).containsAll(foreign);
            assertThat(owned(zone, after).plan()).as("seed %d", seed).isEqualTo(plan);
            assertThat(owned(zone, after).drift()).as("seed %d", seed).isEmpty();
            NameSets there = read(zone, after);
            after.entries()
                    .forEach(entry -> assertThat(there.at(entry.name(), entry.type()).stream()
                                    .mapToInt(set -> set.weight().orElse(0))
                                    .sum())
                            .isPositive());
        }
    }

    /** Somebody deletes or edits record sets by hand. */
    private static void damage(RandomGenerator random, StrictZone zone) {
        for (int i = random.nextInt(4); i > 0; i--) {
            List<RecordSet> all = zone.all();
            if (all.isEmpty()) {
                return;
            }
            RecordSet set = all.get(random.nextInt(all.size()));
            switch (random.nextInt(3)) {
                case 0 -> zone.remove(set);
                case 1 ->
                    zone.put(new RecordSet(
                            set.name(),
                            set.type(),
                            set.setIdentifier(),
                            set.weight().isPresent() ? OptionalInt.of(random.nextInt(256)) : OptionalInt.empty(),
                            1 + random.nextInt(99),
                            set.values(),
                            set.foreignRouting()));
                default -> {
                    if (set.type().equals("TXT")) {
                        zone.put(plain(set.name(), "TXT", "\"oops\""));
                    }
                }
            }
        }
    }

    private static void foreign(RandomGenerator random, StrictZone zone) {
        DnsName name = DnsName.of("n" + random.nextInt(3) + ".example.com");
        zone.put(plain(name, "MX", "10 mail.example.com"));
        zone.put(plain(DnsName.of("www.example.com"), "A", "192.0.2.1"));
        if (random.nextInt(4) == 0) {
            zone.put(weighted(name, "AAAA", new Mark(STRANGER.hash(), 0, "r0").text(), 5, "2001:db8::5"));
        }
    }

    private static boolean isOurs(RecordSet set) {
        return set.name().isReserved()
                || Mark.of(set)
                        .filter(mark -> mark.ownerHash().equals(OWNER.hash()))
                        .isPresent();
    }
}
