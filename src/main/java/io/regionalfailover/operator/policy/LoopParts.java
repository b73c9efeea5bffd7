package io.regionalfailover.operator.policy;

import io.regionalfailover.health.Prober;
import io.regionalfailover.peers.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What all loops share.
 *
 * @param prober runs the probes
 * @param workloads where the workloads of a region are reached
 * @param rehearsals runs what asks clusters whether there would be room; few at a time
 * @param clock steady
 * @param wallClock for windows and expiries alone
 * @param timers wakes loops
 * @param executor runs turns
 * @param velocity over all policies
 * @param doubt of this observer
 * @param nonces fresh, 16 hexadecimal characters each
 * @param random for jitter; used by several threads
 * @param by who writes, as the status names it
 * @param vantagePoint this instance's name as a vantage point
 * @param orders that people gave in this cluster
 * @param exchange with the other instances
 * @param intake those that there were when the process began
 * @param resync how often the zone is read back
 * @param fault is told of what a turn threw
 */
public record LoopParts(
        Prober prober,
        WorkloadAccess workloads,
        Executor rehearsals,
        InstantSource clock,
        InstantSource wallClock,
        ScheduledExecutorService timers,
        Executor executor,
        VelocityLedger velocity,
        SelfDoubt doubt,
        Supplier<String> nonces,
        RandomGenerator random,
        String by,
        String vantagePoint,
        GivenOrders orders,
        Exchange exchange,
        Intake intake,
        Duration resync,
        Consumer<RuntimeException> fault) {
    /** The resync, a tenth longer or shorter, so that policies do not ask all at once. */
    public Duration jitteredResync() {
        return resync.multipliedBy(90 + random.nextInt(20)).dividedBy(100);
    }
}
