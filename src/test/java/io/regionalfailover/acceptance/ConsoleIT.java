package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.browser.Browser;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console in a real browser: what a person sees of each state, and whether the page does what its own rules forbid. */
class ConsoleIT {
    private static final Path PICTURES = Path.of("target", "console");
    private static @Nullable ConsoleWorld world;
    private static @Nullable Browser browser;

    @BeforeAll
    static void begin() {
        browser = Browser.startOrSkip(Path.of("target", "acceptance", "browser"));
        world = new ConsoleWorld();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (world != null) {
            world.close();
        }
    }

    private static Browser browser() {
        return java.util.Objects.requireNonNull(browser);
    }

    private static ConsoleWorld world() {
        return java.util.Objects.requireNonNull(world);
    }

    private static ConsoleScenes scenes() {
        return new ConsoleScenes(world());
    }

    private static void open(int width, int height, boolean dark) {
        browser().window(width, height, 1, dark);
        browser().open(world().page());
        browser().until("the page is live", "document.getElementById('line')?.dataset.state === 'live'");
    }

    private static void headline(String text) {
        browser()
                .until(
                        "the headline says: " + text,
                        "document.getElementById('headline').textContent.includes('" + text + "')");
    }

    /** Opens the first policy, if it is not open. */
    private static void unfold() {
        browser().value("document.querySelector('#list details').open = true");
        browser().until("it is open", "document.querySelector('#list .facts') !== null");
    }

    private static void picture(String name) {
        browser().picture(PICTURES.resolve(name + ".png"));
    }

    private static String text(String selector) {
        return browser()
                .value("document.querySelector('" + selector + "').innerText")
                .asText();
    }

    /** Whatever a test did: nothing was asked of anybody else, and the page's own rules were kept. */
    @AfterEach
    void thePageKeepsItsRules() {
        assertThat(browser().complaints()).isEmpty();
        assertThat(browser().requests()).isNotEmpty().allMatch(address -> address.startsWith(world().page()));
        assertThat(browser()
                        .value("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("nothing stands out of the window")
                .isTrue();
    }

    @Test
    void steady() {
        scenes().steady();
        open(1100, 560, false);
        headline("All is steady: 3 policies serve");

        assertThat(text("#standing")).contains("waits; failover-7d9f4c5b6-8vw2m_1 carries out policies");
        assertThat(text("#regions")).contains("us-east-1", "Healthy for 2 h 30 min", "serves 3 of 3 policies");
        assertThat(text("#list")).contains("checkout shop", "us-east-1 100 %", "for 12 d");
        picture("steady");
    }

    @Test
    void failingOverAsItHappens() {
        scenes().steady();
        open(1100, 1160, false);
        headline("All is steady: 3");

        scenes().failingOver();
        headline("us-east-1 is unhealthy. Of 3 policies: 1 failing over; 2 failed over.");
        browser()
                .until(
                        "it was told, not loaded again",
                        "performance.getEntriesByType('resource').filter(each => each.name.endsWith('.css')).length === 1");
        assertThat(text("#list > li")).contains("Failing over", "checkout");
        unfold();
        assertThat(text("#list > li"))
                .contains(
                        "AwaitingCapacity",
                        "web: 11 of 20 ready",
                        "NXDOMAIN for dynamodb",
                        "changes by time alone in 4 min");
        assertThat(browser()
                        .value("document.querySelectorAll('#list > li .timeline > g').length")
                        .asInt())
                .as("a column for each plan")
                .isEqualTo(5);
        picture("failing-over");
        open(390, 844, true);
        headline("1 failing over");
        unfold();
        picture("failing-over-phone-dark");
    }

    @Test
    void held() {
        scenes().held();
        open(1100, 1160, false);
        headline("2 held back from what is wanted");

        assertThat(text("#regions")).contains("Drained by jane, ends in 1 h 8 min");
        assertThat(text("#orders")).contains("Everybody leaves us-west-2", "kernel roll-out, CHG-4711");
        unfold();
        assertThat(text("#list > li")).contains("Held", "TooFewRegions", "TrafficShift with force");
        picture("held");
        open(1100, 1160, true);
        headline("2 held back");
        unfold();
        picture("held-dark");
    }

    @Test
    void failedOpen() {
        scenes().failedOpen();
        open(1100, 960, false);
        headline("2 failed open: no healthy region is left");

        unfold();
        assertThat(text("#list > li")).contains("Failed open", "NoHealthyRegion");
        picture("failed-open");
    }

    @Test
    void whileTheApiServerIsAwayThePageSaysSo() {
        scenes().steady();
        open(1100, 560, false);
        headline("All is steady: 3");
        assertThat(browser().value("document.getElementById('banner').hidden").asBoolean())
                .isTrue();

        world().cluster().stopApiServer();
        browser().until("it says so", "!document.getElementById('banner').hidden");
        assertThat(text("#banner")).contains("The API server does not answer since");
        assertThat(text("#list")).as("what was seen last").contains("checkout", "us-east-1 100 %");
        picture("away");

        world().cluster().startApiServer();
        browser().until("it is back", "document.getElementById('banner').hidden");
    }

    @Test
    void twoHundredPolicies() {
        scenes().twoHundred();
        open(1100, 900, false);
        headline("Of 200 policies: 7 failed over.");

        assertThat(browser()
                        .value("document.querySelectorAll('#list > li').length")
                        .asInt())
                .isEqualTo(200);
        assertThat(text("#list > li")).as("those that are away stand in front").contains("Failed over", "service-034");
        picture("two-hundred");

        browser().press("/");
        browser().type("identity us-west-2 drained");
        browser().until("it is searched", "document.querySelectorAll('#list > li').length < 10");
        assertThat(text("#list")).doesNotContain("shop");
        browser().press("Escape");
        browser().until("all are back", "document.querySelectorAll('#list > li').length === 200");
        browser().value("document.getElementById('only').click()");
        browser().until("those alone", "document.querySelectorAll('#list > li').length === 7");
    }

    @Test
    void itCanBeUsedWithoutAMouse() {
        scenes().steady();
        open(1100, 700, false);
        headline("All is steady: 3");

        browser().press("Tab");
        assertThat(focused()).isEqualTo("Skip to the policies");
        browser().press("Enter");
        browser().until("the policies have the focus", "document.activeElement.id === 'policies'");
        browser().press("Tab");
        browser().press("Tab");
        browser().press("Tab");
        assertThat(focused()).contains("ledger");
        browser().press("j");
        assertThat(focused()).contains("catalog");
        browser().press("k");
        assertThat(focused()).contains("ledger");
        browser().press("Enter");
        browser().until("it is open", "document.activeElement.parentElement.open");
        scenes().failingOver();
        headline("1 failing over");
        assertThat(focused())
                .as("who reads keeps the place when the order changes")
                .contains("ledger");
        assertThat(browser().value("document.activeElement.parentElement.open").asBoolean())
                .isTrue();
    }

    private static String focused() {
        return browser().value("document.activeElement.innerText").asText();
    }

    @Test
    void everyTextCanBeReadOnItsGround() {
        scenes().held();
        for (boolean dark : new boolean[] {false, true}) {
            open(1100, 900, dark);
            headline("2 held back");
            unfold();
            assertThat(browser().value(ConsoleContrast.SCRIPT).asText())
                    .as("texts with a contrast below 4.5 to 1, dark: " + dark)
                    .isEmpty();
        }
    }
}
