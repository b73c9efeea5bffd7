package io.regionalfailover.operator.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Election.Times TIMES =
            new Election.Times(LEASE, Duration.ofSeconds(20), Duration.ofSeconds(4));
    private static final Duration A_LOOK = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final MemoryLease lease = new MemoryLease();
    private final List<String> told = new ArrayList<>();

    private Election candidate(String name) {
        return new Election(lease, name, TIMES, time, time, new Election.Listener() {
            @Override
            public void elected() {
                told.add(name + " leads");
            }

            @Override
            public void deposed(String holder) {
                told.add(name + " yields to " + holder);
            }
        });
    }

    private Election begun(String name) {
        Election election = candidate(name);
        election.begin();
        time.advance(A_LOOK);
        return election;
    }

    /** As a process that was killed, or that sees the API server no more: nothing of it is heard again. */
    private void heldBySomebodyDead(String name) {
        assertThat(lease.create(name)).isEqualTo(LeaseStore.Write.DONE);
    }

    @Test
    void oneOfSeveralLeads() {
        Election first = begun("first");
        Election second = begun("second");
        time.advance(Duration.ofMinutes(10));

        assertThat(told).containsExactly("first leads");
        assertThat(first.leading()).isTrue();
        assertThat(second.leading()).isFalse();
        assertThat(second.holder()).contains("first");
    }

    @Test
    void aLeaseThatIsNotRenewedIsTakenAfterItsWholeDurationAndNotBefore() {
        heldBySomebodyDead("dead");
        Election second = candidate("second");
        second.begin();

        time.advance(LEASE.minusMillis(1));
        assertThat(second.leading()).isFalse();
        time.advance(A_LOOK);
        assertThat(second.leading()).isTrue();
        assertThat(lease.holder()).isEqualTo("second");
    }

    @Test
    void whoComesBackUnderItsOwnNameGoesOnAtOnce() {
        heldBySomebodyDead("first");

        assertThat(begun("first").leading()).isTrue();
    }

    @Test
    void whatIsGivenUpIsTakenWithinASecond() {
        Election first = begun("first");
        begun("second");

        first.giveUp();
        time.advance(A_LOOK);

        assertThat(told).containsExactly("first leads", "second leads");
        assertThat(first.leading()).isFalse();
    }

    @Test
    void whileTheApiServerIsAwayTheLeaderGoesOn() {
        Election first = begun("first");
        lease.away(true);

        time.advance(Duration.ofHours(1));
        assertThat(first.leading()).isTrue();

        lease.away(false);
        time.advance(TIMES.renew());
        assertThat(first.leading()).isTrue();
        assertThat(told).containsExactly("first leads");
    }

    @Test
    void whoSeesAnotherHolderYieldsOnceAndStandsNoMore() {
        Election first = begun("first");
        lease.write("second", (LeaseStore.Held) lease.read());

        time.advance(TIMES.renew());
        assertThat(told).containsExactly("first leads", "first yields to second");
        assertThat(first.leading()).isFalse();

        time.advance(LEASE.multipliedBy(3));
        assertThat(told).hasSize(2);
        assertThat(lease.holder()).isEqualTo("second");
    }

    @Test
    void theLeaseIsRenewedNoMoreOftenThanAsked() {
        begun("first");
        int before = lease.version();

        time.advance(Duration.ofMinutes(1));

        assertThat(lease.version() - before).isEqualTo(15);
    }
}
