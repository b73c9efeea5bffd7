package io.regionalfailover.console;

import static io.regionalfailover.console.CardMaker.AT;
import static io.regionalfailover.console.CardMaker.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** As many policies, with as much to say, and as many browsers as there may be. */
class HubLoadTest {
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

    private List<Browser> crowd(int size) {
        return IntStream.range(0, size).mapToObj(number -> browser()).toList();
    }

    private static Set<byte[]> distinct(List<Browser> browsers) {
        Set<byte[]> frames = Collections.newSetFromMap(new IdentityHashMap<>());
        browsers.forEach(browser -> frames.addAll(browser.sent));
        return frames;
    }

    /** Each policy of several KB, as where every check fails. */
    private static ConsoleView heavy(String phase) {
        return view(IntStream.range(0, ConsoleView.MOST_POLICIES)
                .mapToObj(number -> CardMaker.heavy("p%04d".formatted(number), phase))
                .toArray(PolicyCard[]::new));
    }

    @Test
    void aFrameIsMadeOnceForAllWhoNeedIt() {
        source.view = heavy("Steady");
        List<Browser> browsers = crowd(Hub.MOST_VIEWERS);
        assertThat(browsers).allSatisfy(browser -> assertThat(browser.frames).containsExactly("event: all"));
        assertThat(distinct(browsers).size()).isEqualTo(1);

        source.view = heavy("FailedOver");
        seconds(1);
        assertThat(browsers).allSatisfy(browser -> assertThat(browser.sent).hasSize(2));
        assertThat(distinct(browsers).size()).isEqualTo(2);
        assertThat(distinct(browsers)).allSatisfy(HubLoadTest::isBounded);
    }

    private static void isBounded(byte[] frame) {
        assertThat(frame.length).isLessThan(Hub.HEAVIEST_FRAME + (1 << 20));
    }

    /** They come one a second and read nothing, and all policies change all the time. */
    @Test
    void whatNobodyReadsIsBounded() {
        List<Browser> browsers = new ArrayList<>();
        for (int number = 0; number < Hub.MOST_VIEWERS; number++) {
            source.view = heavy("Phase" + number);
            Browser browser = new Browser();
            browser.deaf = true;
            assertThat(hub.join(browser)).isTrue();
            browsers.add(browser);
            seconds(1);
        }

        Set<byte[]> unread =
                distinct(browsers.stream().filter(browser -> !browser.ended).toList());
        assertThat(unread.size()).isBetween(2, 6);
        assertThat(unread).allSatisfy(HubLoadTest::isBounded);
        assertThat(unread.stream().mapToLong(frame -> frame.length).sum())
                .isLessThan(Hub.MOST_UNREAD + 2L * Hub.HEAVIEST_FRAME);

        browsers.forEach(browser -> {
            browser.deaf = false;
            browser.slow = false;
        });
        seconds(2);
        assertThat(browsers.stream().filter(browser -> !browser.ended))
                .isNotEmpty()
                .allSatisfy(browser -> assertThat(browser.frames.getLast()).isEqualTo("event: all"));
    }

    @Test
    void whatIsTooHeavyIsLeftOutOfWhatChangesToo() {
        source.view = heavy("Steady");
        Browser browser = browser();
        source.view = heavy("FailedOver");
        seconds(1);

        Set<Integer> left = new HashSet<>();
        browser.sent.forEach(frame -> {
            String text = new String(frame, UTF_8);
            int at = text.indexOf("\"left\":") + 7;
            left.add(Integer.valueOf(text.substring(at, text.indexOf(',', at))));
            assertThat(text.split("\"key\":", -1))
                    .hasSize(ConsoleView.MOST_POLICIES - left.iterator().next() + 1);
        });
        assertThat(left).hasSize(1).doesNotContain(0);
    }

    /** Event loops must not wait for a frame. */
    @Test
    void whileAFrameIsMadeViewersComeAndGo() throws InterruptedException {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Source slow = new Source() {
            @Override
            public void open() {}

            @Override
            public void close() {}

            @Override
            public ConsoleView view() {
                making.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return CardMaker.view();
            }
        };
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
                Hub busy = new Hub(slow, time, time, workers)) {
            try {
                Browser first = new Browser();
                busy.join(first);
                assertThat(making.await(10, TimeUnit.SECONDS)).isTrue();
                Thread loop = Thread.startVirtualThread(() -> {
                    busy.join(new Browser());
                    busy.leave(first);
                });
                assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
                assertThat(busy.viewers()).isEqualTo(1);
            } finally {
                go.countDown();
            }
        }
    }
}
