package io.regionalfailover.bench.servers;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import io.regionalfailover.dns.embedded.NameServer;
import io.regionalfailover.dns.embedded.Notices;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The embedded server in a process of its own, with the zone that the others have, too. */
final class OwnServer {
    private static final int SWAPS_PER_SECOND = 10;

    private final DnsProvider provider;
    private RecordSet present = set(0, 0);
    private long swappedAt = System.nanoTime();

    private OwnServer(DnsProvider provider) {
        this.provider = provider;
    }

    /** Serves until the process is ended. */
    static void serve(int port, Path state, boolean swaps) {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        EmbeddedDns dns = new EmbeddedDns(
                new EmbeddedDns.Options(Optional.of(InetAddress.getLoopbackAddress()), port, state, "bench", 0),
                InstantSource.system(),
                System::nanoTime,
                InstantSource.system(),
                timer,
                new Log());
        DnsName apex = DnsName.of(Zone.APEX);
        dns.declare(apex, List.of(new NameServer(DnsName.of("ns1." + Zone.APEX), List.of("192.0.2.53"))));
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < Zone.NAMES; i++) {
            changes.add(new Change(Change.Action.CREATE, set(i, 0)));
        }
        OwnServer server = new OwnServer(dns.provider(apex));
        server.apply(changes);
        if (swaps) {
            var unused =
                    timer.scheduleAtFixedRate(server::swap, 1_000, 1_000 / SWAPS_PER_SECOND, TimeUnit.MILLISECONDS);
        }
    }

    private void apply(List<Change> changes) {
        if (!(provider.apply(changes, "") instanceof DnsProvider.ApplyResult.Applied)) {
            throw new IllegalStateException("the embedded zone did not take a change");
        }
    }

    private void swap() {
        if (System.nanoTime() - swappedAt < TimeUnit.SECONDS.toNanos(1) / SWAPS_PER_SECOND / 2) {
            // This process was paused: what was left out then is not made up for.
            return;
        }
        swappedAt = System.nanoTime();
        RecordSet next = set(0, present.equals(set(0, 0)) ? 1 : 0);
        apply(List.of(new Change(Change.Action.DELETE, present), new Change(Change.Action.CREATE, next)));
        present = next;
    }

    private static RecordSet set(int name, int version) {
        return RecordSet.plain(DnsName.of(Zone.name(name)), "A", Zone.TTL, List.of(Zone.address(name, version)));
    }

    private static final class Log implements Notices {
        @Override
        public void info(String sentence) {
            System.out.println(sentence);
        }

        @Override
        public void trouble(String sentence) {
            System.out.println(sentence);
        }
    }
}
