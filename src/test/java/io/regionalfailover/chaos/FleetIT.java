package io.regionalfailover.chaos;

import static io.regionalfailover.chaos.Fleet.EAST;
import static io.regionalfailover.chaos.Fleet.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the fleet does when one thing breaks, with real processes. */
class FleetIT {
    private static final Fleet FLEET = Fleet.in(EAST, WEST);

    @AfterAll
    static void end() {
        FLEET.close();
    }

    @Test
    void aStoppedWriterLoses() {
        Site east = FLEET.site(EAST);
        Site west = FLEET.site(WEST);
        try (FleetShop shop = FLEET.shop(EAST, WEST)) {
            FLEET.staff(EAST, WEST);
            shop.applyEverywhere();
            shop.awaitSteady(EAST, WEST);
            System.out.println("steady\n" + shop.log().text());
            int fencedBefore = fenced(east);

            east.toRoute53().hold();
            west.toRoute53().hold();
            shop.down(EAST);
            FleetShop.until(
                    "it has decided",
                    () -> east.operator().log().stream()
                            .anyMatch(line -> line.contains(shop.namespace() + "/shop: FailingOver")));
            east.pause();
            west.toRoute53().heal();
            shop.awaitServing(WEST);
            System.out.println("n+1\n" + shop.log().text());
            shop.up(EAST);
            shop.awaitServing(EAST);
            System.out.println("n+2\n" + shop.log().text());
            east.toRoute53().heal();
            east.resume();
            FleetShop.until("refused and counted", () -> fenced(east) > fencedBefore);
            shop.awaitSteady(EAST, WEST);
            System.out.println("end\n" + shop.log().text());
            assertThat(Invariants.broken(shop, FLEET.truth(), EAST, WEST)).isEmpty();
        }
    }

    private static int fenced(Site site) {
        return site.operator()
                .metrics()
                .lines()
                .filter(line -> line.startsWith("regional_failover_fenced_writes_total"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
