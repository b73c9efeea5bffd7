package io.regionalfailover.chaos;

import static io.regionalfailover.chaos.Fleet.EAST;
import static io.regionalfailover.chaos.Fleet.EURO;
import static io.regionalfailover.chaos.Fleet.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.toxiproxy.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a fleet does when one thing breaks, with real processes. Each test has a shop of its own. The first ones are of two
 * instances, the last one adds a third: in this order the operators are started once and once more. It mostly waits, so other
 * classes run beside it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.CONCURRENT)
class FleetIT {
    /** Three probes, a second apart, each with its time-out of a second. */
    private static final Duration DETECTION = Duration.ofSeconds(6);

    /** Longer than any of the shop's times, and than a silent peer counts. */
    private static final Duration A_WHILE = Duration.ofSeconds(12);

    private static final Fleet FLEET = Fleet.in(EAST, WEST, EURO);
    private static final Site EAST_SITE = FLEET.site(EAST);
    private static final Site WEST_SITE = FLEET.site(WEST);
    private static final FleetShop STOPPED = FLEET.shop(EAST, WEST);
    private static final FleetShop PARTED = FLEET.shop(EAST, WEST);
    private static final FleetShop SKEWED = FLEET.shop(EAST, WEST);
    private static final FleetShop DELETED = FLEET.shop(EAST, WEST);
    private static final FleetShop DEAD = FLEET.shop(EAST, WEST);
    private static final FleetShop ALONE = FLEET.shop(EAST, WEST);
    private static final FleetShop THREE = FLEET.shop(EAST, WEST, EURO);
    private static final List<FleetShop> OF_TWO = List.of(STOPPED, PARTED, SKEWED, DELETED, DEAD, ALONE);

    @BeforeAll
    static void twoOperatorsAreSteady() {
        OF_TWO.forEach(FleetShop::applyEverywhere);
        THREE.applyEverywhere();
        FLEET.staff(EAST, WEST);
        OF_TWO.forEach(shop -> shop.awaitSteady(EAST, WEST));
    }

    @AfterAll
    static void end() {
        OF_TWO.forEach(FleetShop::close);
        THREE.close();
        FLEET.close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(1)
    void aWriterThatWasStoppedLosesAndAgrees() {
        // Who stands in the region that traffic leaves writes last, so the other one is the first to send.
        int fencedBefore = fenced(WEST_SITE.operator().metrics());
        CountDownLatch arrives = new CountDownLatch(1);
        FLEET.route53().faults().next(FleetIT::isTheOldWrite, new Fault.Held(arrives));
        STOPPED.down(EAST);
        FleetShop.until(
                "the first instance's write is on its way",
                () -> oldWrite("Pending").isPresent());
        Instant sent = oldWrite("Pending").orElseThrow().at();
        WEST_SITE.pause();
        try {
            STOPPED.awaitServing(WEST);
            long moved = epoch(STOPPED);
            STOPPED.up(EAST);
            STOPPED.awaitServing(EAST);
            assertThat(epoch(STOPPED)).isGreaterThan(moved);

            arrives.countDown();
            FleetShop.until(
                    "the old write arrives, and is refused",
                    () -> oldWrite("InvalidChangeBatch")
                            .filter(request -> request.at().equals(sent))
                            .isPresent());
        } finally {
            arrives.countDown();
            WEST_SITE.resume();
        }
        // A process that has just woken up may have no answer yet.
        FleetShop.until(
                "it is told, and counts it",
                () -> WEST_SITE
                        .operator()
                        .answer("/q/metrics")
                        .filter(said -> fenced(said) > fencedBefore)
                        .isPresent());
        STOPPED.awaitSteady(EAST, WEST);
        assertThat(STOPPED.status(EAST_SITE).serving())
                .isEqualTo(STOPPED.status(WEST_SITE).serving());
        assertNothingIsBroken(STOPPED, EAST, WEST);
        assertThat(shifts(STOPPED)).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(2)
    void twoThatAreParted() {
        part(EAST_SITE, WEST_SITE);
        PARTED.cut(EAST, WEST);
        PARTED.cut(WEST, EAST);

        nothingMoreThanOneShiftHappens(PARTED);

        heal(EAST_SITE, WEST_SITE);
        PARTED.join(EAST, WEST);
        PARTED.join(WEST, EAST);
        PARTED.awaitSteady(EAST, WEST);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(3)
    void aSpecThatDiffersInOneCluster() {
        int before = SKEWED.log().entries().size();
        EAST_SITE.apply(SKEWED.policy()
                .replacing("regions", WEST + ", weight: 0", WEST + ", weight: 50")
                .yaml());
        FleetShop.until("the cluster that did not change says so", () -> says(SKEWED.status(WEST_SITE), "SpecSkew"));
        assertThat(says(SKEWED.status(EAST_SITE), "SpecSkew")).isFalse();
        SKEWED.down(EAST);
        SKEWED.awaitServing(WEST);
        assertThat(SKEWED.log().entries().size() - before)
                .as(() -> "one change brings the spec, one the evacuation\n"
                        + SKEWED.log().text())
                .isLessThanOrEqualTo(3);
        assertNothingIsBroken(SKEWED, EAST, WEST);
        SKEWED.up(EAST);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(4)
    void aPolicyThatIsDeletedInOneCluster() {
        var before = DELETED.zone().sets();
        DELETED.delete(EAST_SITE);
        FleetShop.until("it is gone there", () -> DELETED.resource(EAST_SITE).isEmpty());
        assertThat(DELETED.zone().sets())
                .filteredOn(set -> set.name().contains("www."))
                .isEqualTo(before.stream()
                        .filter(set -> set.name().contains("www."))
                        .toList());
        assertNothingIsBroken(DELETED, EAST, WEST);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(5)
    void aRegionThatDiesWithItsInstanceAndOneThatDoesNot() {
        Instant killed = Instant.now();
        EAST_SITE.kill();
        DEAD.down(EAST);
        ALONE.database(EAST, false);

        DEAD.awaitServing(WEST);
        ALONE.awaitServing(WEST);
        for (FleetShop shop : List.of(DEAD, ALONE)) {
            Duration took =
                    Duration.between(killed, shop.log().entries().getLast().at());
            System.out.println("from killing region and instance to the accepted change: " + took.toMillis() + " ms");
            assertThat(took).isLessThan(DETECTION.plusSeconds(10));
            assertNothingIsBroken(shop, EAST, WEST);
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @Order(6)
    void oneOfThreeThatIsCutOffFromTheOthersAndARegion() {
        FLEET.staff(EAST, WEST, EURO);
        THREE.awaitSteady(EAST, WEST, EURO);
        int before = THREE.log().entries().size();
        Site euro = FLEET.site(EURO);
        part(euro, EAST_SITE);
        part(euro, WEST_SITE);
        THREE.cut(EURO, EAST);

        staysSo(
                "nothing moves",
                () -> THREE.log().entries().size() == before
                        && THREE.zone().weights().equals(THREE.serving(EAST)));
        assertNothingIsBroken(THREE, EAST, WEST, EURO);
        assertThat(THREE.status(euro).regions())
                .filteredOn(region -> region.name().equals(EAST))
                .extracting(region -> String.valueOf(region.health()))
                .as("the one that is cut off calls nobody unhealthy alone")
                .doesNotContain("Unhealthy");
    }

    private static boolean isTheOldWrite(ApiRequest request) {
        return request.isChange()
                && request.accessKeyId().equals(WEST_SITE.accessKey())
                && request.zoneId().equals(Optional.of(STOPPED.zone().id()));
    }

    /** The last of them that has come to that. */
    private static Optional<ApiRequest> oldWrite(String outcome) {
        return FLEET.route53().requests().stream()
                .filter(request -> isTheOldWrite(request) && request.outcome().equals(outcome))
                .reduce((earlier, later) -> later);
    }

    private static void nothingMoreThanOneShiftHappens(FleetShop shop) {
        staysSo("at most one shift", () -> shifts(shop) <= 1);
        assertNothingIsBroken(shop, EAST, WEST);
    }

    private static void staysSo(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .during(A_WHILE)
                .atMost(A_WHILE.plus(FleetShop.PATIENCE))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }

    private static void assertNothingIsBroken(FleetShop shop, String... sites) {
        assertThat(Invariants.broken(shop, FLEET.truth(), sites))
                .as(() -> shop.log().text())
                .isEmpty();
    }

    /** How often everything left the first region. */
    private static long shifts(FleetShop shop) {
        Map<String, Long> away = shop.serving(WEST);
        return shop.log().entries().stream()
                .filter(entry -> entry.weights().equals(away) && !entry.before().equals(away))
                .count();
    }

    private static long epoch(FleetShop shop) {
        return shop.log().entries().getLast().fence().orElseThrow().epoch();
    }

    private static boolean says(FailoverPolicyStatus status, String reason) {
        return reason.equals(status.reason())
                || status.conditions().stream().map(Condition::reason).anyMatch(reason::equals);
    }

    private static void part(Site one, Site other) {
        List.of(one.toPeer(other.region()), other.toPeer(one.region())).forEach(Link::swallow);
    }

    private static void heal(Site one, Site other) {
        List.of(one.toPeer(other.region()), other.toPeer(one.region())).forEach(Link::heal);
    }

    private static int fenced(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("regional_failover_fenced_writes_total"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
