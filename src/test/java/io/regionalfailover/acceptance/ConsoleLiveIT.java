package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.browser.Browser;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The console of an operator that acts: a person watches a region fail, and is not to load anything again. */
class ConsoleLiveIT {
    @Test
    void aFailoverIsSeenAsItHappens() {
        try (Browser browser = Browser.startOrSkip(Path.of("target", "acceptance", "live-browser"))) {
            World world = World.usual();
            try (Shop shop = world.shop()) {
                shop.apply(shop.policy());
                shop.awaitSteady();
                String row = "[data-key=\"" + shop.namespace() + "/shop\"]";
                browser.window(1100, 900, 1, false);
                browser.open("http://127.0.0.1:" + world.operator().listensOn() + "/console/");
                browser.until("it is steady", text(row) + ".includes('Steady')");
                assertThat(browser.value("document.getElementById('standing').textContent")
                                .asText())
                        .contains("carries out policies");

                shop.east().stop();
                browser.until("it has failed over", text(row) + ".includes('Failed over')");
                browser.until("traffic is in the west", text(row) + ".includes('us-west-2 100 %')");

                shop.delete(Shop.POLICY);
                browser.until("it is gone", "document.querySelector('" + row + "') === null");
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    private static String text(String row) {
        return "(document.querySelector('" + row + "')?.innerText ?? '')";
    }
}
