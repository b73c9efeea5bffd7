package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is asked of the provider about changes, on virtual time. A question takes as long as the test lets it. */
class ChangeWatchTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Set<String> inForce = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, tasks::add, new Random(1));
    private final ChangeWatch watch = new ChangeWatch(
            new Provider(),
            new Budget(new ZoneRuntime(time, time, time, new Random(1)), 1_000, 1_000),
            runtime,
            DnsMetrics.NONE);

    private final class Provider implements DnsProvider {
        @Override
        public ForceResult inForce(String changeId) {
            asked.add(changeId);
            return inForce.contains(changeId) ? new ForceResult.InForce() : new ForceResult.Pending();
        }

        @Override
        public ReadResult read(Set<DnsName> names) {
            return new ReadResult.Read(Map.of());
        }

        @Override
        public ApplyResult apply(List<Change> changes, String comment) {
            return new ApplyResult.Throttled("nobody asks");
        }

        @Override
        public NameserverResult nameservers() {
            return new NameserverResult.NotAnswered(Failure.REFUSED, "nobody asks");
        }

        @Override
        public Limits limits() {
            return new Limits(1_000, 32_000);
        }
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void oneQuestionIsOnItsWayHoweverManyChangesArePending() {
        for (int i = 0; i < 40; i++) {
            watch.inForce("C" + i);
        }
        pass(60);
        watch.inForce("one more");
        pass(60);
        assertThat(tasks).as("the zone's reads pay from the same budget").hasSize(1);
        tasks.remove().run();
        assertThat(tasks).as("the next one").hasSize(1);
    }

    @Test
    void everyChangeIsAskedForInTurn() {
        for (int i = 0; i < 5; i++) {
            watch.inForce("C" + i);
        }
        pass(2);
        for (int i = 0; i < 5; i++) {
            tasks.remove().run();
        }
        assertThat(asked).containsExactly("C0", "C1", "C2", "C3", "C4");
        asked.clear();
        pass(2);
        work();
        assertThat(asked).containsExactlyInAnyOrder("C0", "C1", "C2", "C3", "C4");
    }

    @Test
    void allWhoWaitForAChangeAreTold() {
        CompletableFuture<Optional<Instant>> one = watch.inForce("C");
        CompletableFuture<Optional<Instant>> other = watch.inForce("C");
        pass(1);
        work();
        assertThat(one).isNotDone();
        inForce.add("C");
        pass(5);
        work();
        assertThat(one.join()).contains(time.instant());
        assertThat(other.join()).contains(time.instant());
        asked.clear();
        pass(60);
        assertThat(asked).isEmpty();
    }

    @Test
    void aChangeThatNobodyWaitsForIsNotAskedFor() {
        CompletableFuture<Optional<Instant>> one = watch.inForce("C");
        CompletableFuture<Optional<Instant>> other = watch.inForce("C");
        one.cancel(false);
        pass(1);
        work();
        assertThat(asked).as("somebody does").hasSize(1);
        other.cancel(false);
        pass(60);
        work();
        assertThat(asked).hasSize(1);
    }
}
