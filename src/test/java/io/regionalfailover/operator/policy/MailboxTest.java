package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MailboxTest {
    @Test
    void messagesRunInOrderAndATurnFollows() {
        List<String> seen = new ArrayList<>();
        Mailbox mailbox = new Mailbox(Runnable::run, () -> seen.add("turn"), fault -> {});

        mailbox.post(() -> {
            seen.add("a");
            mailbox.post(() -> seen.add("b"));
        });

        assertThat(seen).containsExactly("a", "turn", "b", "turn");
    }

    @Test
    void whatIsBroughtHasOneTurnAtOnceAndWhatComesMeanwhileIsAnotherThreads() {
        List<String> seen = new ArrayList<>();
        Deque<Runnable> handedOn = new ArrayDeque<>();
        Mailbox mailbox = new Mailbox(handedOn::add, () -> seen.add("turn"), fault -> {});

        mailbox.bring(() -> {
            seen.add("a");
            mailbox.bring(() -> seen.add("b"));
            mailbox.post(() -> seen.add("c"));
            return true;
        });
        assertThat(seen).containsExactly("a", "turn");
        assertThat(mailbox.isIdle()).isFalse();

        mailbox.bring(() -> seen.add("d"));
        assertThat(handedOn).hasSize(1);
        handedOn.remove().run();
        assertThat(seen).containsExactly("a", "turn", "b", "c", "d", "turn");
        assertThat(mailbox.isIdle()).isTrue();
    }

    @Test
    void aTurnFollowsOnlyWhereAMessageAsksForIt() {
        List<String> seen = new ArrayList<>();
        Deque<Runnable> handedOn = new ArrayDeque<>();
        Mailbox mailbox = new Mailbox(handedOn::add, () -> seen.add("turn"), fault -> seen.add("fault"));

        mailbox.bring(() -> !seen.add("a"));
        assertThat(seen).containsExactly("a");
        assertThat(mailbox.turns()).isZero();
        assertThat(mailbox.isIdle()).isTrue();

        mailbox.hand(() -> !seen.add("b"));
        mailbox.hand(() -> seen.add("c"));
        mailbox.hand(() -> !seen.add("d"));
        handedOn.remove().run();
        assertThat(seen).as("one of three asks").containsExactly("a", "b", "c", "d", "turn");

        seen.clear();
        mailbox.bring(() -> {
            throw new IllegalStateException("broken");
        });
        assertThat(seen).as("nobody knows how far it came").containsExactly("fault", "turn");
        assertThat(mailbox.turns()).isEqualTo(2);
    }

    @Test
    void oneThatThrowsStopsNothing() {
        List<String> seen = new ArrayList<>();
        Mailbox mailbox = new Mailbox(
                Runnable::run, () -> seen.add("turn"), fault -> seen.add(String.valueOf(fault.getMessage())));

        mailbox.post(() -> {
            throw new IllegalStateException("broken");
        });
        mailbox.post(() -> seen.add("after"));

        assertThat(seen).containsExactly("broken", "turn", "after", "turn");
    }

    @Test
    void nothingRunsTwiceAtOnceAndNothingIsLost() throws InterruptedException {
        int posters = 8;
        int each = 2_000;
        AtomicBoolean inside = new AtomicBoolean();
        ConcurrentHashMap<Integer, Boolean> ran = new ConcurrentHashMap<>();
        AtomicLong turns = new AtomicLong();
        CountDownLatch left = new CountDownLatch(posters * each);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Mailbox mailbox = new Mailbox(executor, turns::incrementAndGet, fault -> {});
            for (int p = 0; p < posters; p++) {
                int first = p * each;
                executor.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = first + i;
                        Runnable message = () -> {
                            if (inside.getAndSet(true)) {
                                ran.put(-1, true);
                            }
                            ran.put(number, true);
                            inside.set(false);
                            left.countDown();
                        };
                        if (number % 2 == 0) {
                            mailbox.post(message);
                        } else {
                            mailbox.bring(() -> {
                                message.run();
                                return number % 3 == 0;
                            });
                        }
                    }
                });
            }
            left.await();
        }
        assertThat(ran).hasSize(posters * each).doesNotContainKey(-1);
        assertThat(turns.get()).isBetween(1L, (long) posters * each);
    }
}
