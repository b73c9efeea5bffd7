package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NarrowExecutorTest {
    private final Deque<Runnable> handedOn = new ArrayDeque<>();
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void letsSoManyThroughAtATimeInTheirOrder() {
        NarrowExecutor narrow = new NarrowExecutor(handedOn::add, 2);
        for (int number = 0; number < 5; number++) {
            int own = number;
            narrow.execute(() -> ran.add(own));
        }
        assertThat(handedOn).hasSize(2);

        while (!handedOn.isEmpty()) {
            handedOn.remove().run();
            assertThat(handedOn).hasSizeLessThanOrEqualTo(2);
        }

        assertThat(ran).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void oneThatThrowsMakesRoomForTheNext() {
        NarrowExecutor narrow = new NarrowExecutor(handedOn::add, 1);
        narrow.execute(() -> {
            throw new IllegalStateException("broken");
        });
        narrow.execute(() -> ran.add(1));

        try {
            handedOn.remove().run();
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("broken");
        }
        handedOn.remove().run();

        assertThat(ran).containsExactly(1);
    }

    @Test
    void losesNothingAndKeepsItsWidthWhenManyHandIn() throws InterruptedException {
        int posters = 8;
        int each = 2_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(posters * each);
        try (ExecutorService wide = Executors.newVirtualThreadPerTaskExecutor()) {
            NarrowExecutor narrow = new NarrowExecutor(wide, 3);
            for (int poster = 0; poster < posters; poster++) {
                wide.execute(() -> {
                    for (int task = 0; task < each; task++) {
                        narrow.execute(() -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            left.countDown();
                        });
                    }
                });
            }
            left.await();
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }
}
