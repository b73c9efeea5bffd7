package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsMetrics;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many policies in few zones read back, while nothing happens, with hardly more requests than one policy in each would. */
class ReadingBackTest {
    private static final int ZONES = 3;
    private static final int POLICIES = 1_000;
    private static final int PAGE = 300;
    private static final long MILLISECOND = 1_000_000;
    private static final List<String> REGIONS = List.of("192.0.2.1", "192.0.2.2");

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final Random random = new Random(3);
    private final Intake intake = new Intake(time);
    private final LoopParts parts = LonePolicies.parts(time, task -> late(task, 700), intake);
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, task -> late(task, 300), random);
    private final Budget budget = new Budget(runtime, 5, 20);
    private final List<StrictZone> zones = new ArrayList<>();

    /** On a busy machine, everything comes after a while. */
    private void late(Runnable task, int mostMillis) {
        time.after(random.nextLong(mostMillis * MILLISECOND), task);
    }

    private void start() {
        for (int number = 0; number < ZONES; number++) {
            ZoneWriter writer = zone(number);
            for (int policy = number; policy < POLICIES; policy += ZONES) {
                handOver("policy-" + policy, apex(number), writer);
            }
        }
    }

    private static String apex(int number) {
        return "zone-" + number + ".example.com";
    }

    private ZoneWriter zone(int number) {
        DnsName apex = DnsName.of(apex(number));
        StrictZone zone = new StrictZone(apex, new DnsProvider.Limits(1_000, 32_000));
        NameserverAsker all = (server, name, type) -> new NameserverAsker.Answer.Authoritative(REGIONS);
        zones.add(zone);
        return new ZoneWriter(apex, zone, budget, all, List.of(), runtime, DnsMetrics.NONE);
    }

    /** As reconcilers do, one after another. */
    private void handOver(String name, String apex, Zone zone) {
        String key = "shop/" + name;
        intake.expect(() -> IntStream.range(0, POLICIES)
                .mapToObj(policy -> "shop/policy-" + policy)
                .collect(Collectors.toSet()));
        new PolicyLoop(parts, key, Remembered.NOTHING, new LonePolicies.Nobody())
                .accept(LonePolicies.model(name, apex, "1m"), zone, "");
        time.advance(Duration.ofMillis(2));
    }

    /** Requests that reads took so far, as Route 53 pages them: by name, or through the whole zone where that is less. */
    private int requests() {
        int requests = 0;
        for (StrictZone zone : zones) {
            int pages = Math.ceilDiv(zone.all().size(), PAGE);
            for (Set<DnsName> names : zone.reads()) {
                int byName = (int) names.stream()
                        .filter(name -> !name.text().startsWith("_failover"))
                        .count();
                requests += Math.min(pages, Math.max(1, byName));
            }
        }
        return requests;
    }

    @Test
    void oneReadingOfEachZoneBeginsThemAll() {
        start();
        assertThat(zones).allSatisfy(zone -> assertThat(zone.reads()).isEmpty());
        time.advance(Duration.ofMillis(1_500));
        assertThat(zones)
                .allSatisfy(zone -> assertThat(zone.reads().getFirst()).hasSizeGreaterThan(2 * (POLICIES / ZONES)));
    }

    @Test
    void theIntakeHearsWhenAPolicyIsJudgedForTheFirstTime() {
        intake.expect(() -> Set.of("shop/policy-0", "shop/late"));
        handOver("policy-0", apex(0), zone(0));
        intake.judged("shop/late");
        time.advance(Duration.ofSeconds(3));
        assertThat(zones.getFirst().reads())
                .as("while one has not asked for a reading")
                .isEmpty();
        assertThat(intake.allJudged()).isNotDone();

        intake.took("shop/late");
        time.advance(Duration.ofSeconds(2));
        assertThat(intake.allJudged()).isDone();
    }

    @Test
    void tenQuietMinutesOfAThousandPoliciesReadEachZoneTenTimes() {
        start();
        time.advance(Duration.ofMinutes(5));
        List<RecordSet> sets = zones.getFirst().all();
        int before = requests();
        int reads = zones.stream().mapToInt(zone -> zone.reads().size()).sum();

        time.advance(Duration.ofMinutes(10));

        int pages = zones.stream()
                .mapToInt(zone -> Math.ceilDiv(zone.all().size(), PAGE))
                .sum();
        assertThat(pages).isGreaterThanOrEqualTo(10);
        assertThat(zones.stream().mapToInt(zone -> zone.reads().size()).sum() - reads)
                .as("each zone once a minute")
                .isBetween(ZONES * 9, ZONES * 11);
        assertThat((requests() - before) / 600.0).as("requests per second").isLessThan(0.25);

        zones.getFirst().remove(sets.getLast());
        time.advance(LonePolicies.RESYNC.plusSeconds(5));
        assertThat(zones.getFirst().all()).as("what somebody removed").hasSize(sets.size());
    }
}
