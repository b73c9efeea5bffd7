package io.regionalfailover.console;

import static io.regionalfailover.console.CardMaker.AT;
import static io.regionalfailover.console.CardMaker.policy;
import static io.regionalfailover.console.CardMaker.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HubTest {
    private final VirtualTime time = new VirtualTime(AT);
    private final Shown source = new Shown();
    private final Hub hub = new Hub(source, time, time, time);

    private Browser browser() {
        Browser browser = new Browser();
        assertThat(hub.join(browser)).isTrue();
        time.advance(Duration.ZERO);
        return browser;
    }

    private void seconds(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aViewerIsToldEverythingAtOnceAndThenWhatChanges() {
        Browser browser = browser();
        assertThat(browser.frames).containsExactly("event: all");

        seconds(5);
        assertThat(browser.frames).as("nothing changed").hasSize(1);

        source.view = view(policy("checkout", "FailedOver"));
        seconds(1);
        source.view = view(policy("checkout", "FailingBack"));
        seconds(1);
        assertThat(browser.frames).containsExactly("event: all", "event: changes", "event: changes");
    }

    @Test
    void manyChangesInASecondAreOne() {
        Browser browser = browser();
        for (String phase : List.of("FailingOver", "FailedOver", "FailingBack")) {
            source.view = view(policy("checkout", phase));
        }
        seconds(1);

        assertThat(browser.frames).containsExactly("event: all", "event: changes");
    }

    @Test
    void theLineIsKeptAlive() {
        Browser browser = browser();
        seconds(Hub.BEAT_TURNS);

        assertThat(browser.frames).containsExactly("event: all", ":");
    }

    @Test
    void whoDoesNotKeepUpIsToldEverythingLater() {
        Browser browser = browser();
        browser.slow = true;
        source.view = view(policy("checkout", "FailedOver"));
        seconds(5);
        source.view = view(policy("checkout", "FailingBack"));
        seconds(5);
        assertThat(browser.frames).hasSize(1);

        browser.slow = false;
        seconds(1);
        assertThat(browser.frames).containsExactly("event: all", "event: all");
        assertThat(browser.ended).isFalse();
    }

    @Test
    void whoDoesNotKeepUpForLongIsSentAway() {
        Browser slow = browser();
        Browser other = browser();
        slow.slow = true;
        seconds(Hub.PATIENCE_TURNS + 1);

        assertThat(slow.ended).isTrue();
        assertThat(other.ended).isFalse();
        assertThat(hub.viewers()).isEqualTo(1);
    }

    @Test
    void nobodyStaysLongerThanTheirRightIsGoodFor() {
        Browser browser = browser();
        seconds(Hub.STAY_TURNS + 1);

        assertThat(browser.ended).isTrue();
    }

    @Test
    void whoComesTogetherDoesNotGoTogether() {
        List<Browser> browsers = IntStream.range(0, Hub.MOST_VIEWERS)
                .mapToObj(number -> browser())
                .toList();
        seconds(Hub.STAY_TURNS - Hub.MOST_VIEWERS);
        assertThat(ended(browsers)).isZero();
        for (int gone = 1; gone <= Hub.MOST_VIEWERS; gone++) {
            seconds(1);
            assertThat(ended(browsers)).isEqualTo(gone - 1);
        }
        seconds(1);
        assertThat(ended(browsers)).isEqualTo(Hub.MOST_VIEWERS);
    }

    private static long ended(List<Browser> browsers) {
        return browsers.stream().filter(browser -> browser.ended).count();
    }

    @Test
    void thereIsAMost() {
        for (int number = 0; number < Hub.MOST_VIEWERS; number++) {
            browser();
        }
        Browser first = new Browser();
        assertThat(hub.join(first)).isFalse();
    }

    @Test
    void nothingRunsWhenNobodyLooks() {
        assertThat(source.open).isFalse();
        Browser browser = browser();
        assertThat(source.open).isTrue();

        hub.leave(browser);
        seconds(5);
        assertThat(source.open).as("whoever loads the page again finds it open").isTrue();
        seconds(60);
        assertThat(source.open).isFalse();
        int asked = source.asked;
        seconds(600);
        assertThat(source.asked).isEqualTo(asked);

        assertThat(browser().frames).containsExactly("event: all");
        assertThat(source.open).isTrue();
    }

    @Test
    void itEnds() {
        Browser browser = browser();
        hub.close();

        assertThat(browser.ended).isTrue();
        assertThat(source.open).isFalse();
        assertThat(hub.join(new Browser())).isFalse();
    }
}
