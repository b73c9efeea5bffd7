package io.regionalfailover.operator;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import io.regionalfailover.dns.embedded.ZoneParts;
import io.regionalfailover.operator.report.NarrowExecutor;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.Parcel;
import io.regionalfailover.peers.Parcels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Keeps the embedded zones of all instances in step: what changes here is handed to the peers, what they hand over is taken in where it
 * is newer. Zones wait for the disk; the exchange does not.
 */
final class ZoneExchange implements Parcels {
    /** A peer that is there has told all that it holds by then. */
    private static final Duration LISTENS = Duration.ofSeconds(5);

    private final ZoneParts parts;
    private final NarrowExecutor order;
    private final ScheduledExecutorService timers;
    private final InstantSource clock;
    private final Map<DnsName, Instant> askedFirst = new ConcurrentHashMap<>();

    private ZoneExchange(
            ZoneParts parts, ExecutorService workers, ScheduledExecutorService timers, InstantSource clock) {
        this.parts = parts;
        this.order = new NarrowExecutor(workers, 1);
        this.timers = timers;
        this.clock = clock;
    }

    /** @param clock a clock that never jumps */
    static void connect(
            EmbeddedDns dns,
            Exchange exchange,
            ExecutorService workers,
            ScheduledExecutorService timers,
            InstantSource clock) {
        if (exchange.hasPeers()) {
            ZoneExchange between = new ZoneExchange(dns.parts(), workers, timers, clock);
            exchange.carry(between);
            // In a line of its own: what changed here does not wait behind what others have for the disk.
            NarrowExecutor news = new NarrowExecutor(workers, 1);
            between.parts.listen(keys -> news.execute(() -> exchange.offer(keys)));
            dns.waitWhile(between::listens);
        }
    }

    private boolean listens(DnsName apex) {
        Instant now = clock.instant();
        Instant since = askedFirst.computeIfAbsent(apex, ignored -> {
            timers.schedule(() -> order.execute(parts::settle), LISTENS.toMillis() + 1, TimeUnit.MILLISECONDS);
            return now;
        });
        return now.isBefore(since.plus(LISTENS));
    }

    @Override
    public Set<String> keys() {
        return parts.keys();
    }

    @Override
    public Optional<String> text(String key) {
        return parts.text(key);
    }

    @Override
    public void arrived(List<Parcel> parcels) {
        Map<String, String> texts =
                parcels.stream().collect(Collectors.toMap(Parcel::key, Parcel::text, (some, other) -> other));
        order.execute(() -> parts.take(texts));
    }
}
