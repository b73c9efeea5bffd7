package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.dns.DynamicServer;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Providers as tests make them. */
final class Sample {
    static final TsigKeys.Present KEY =
            new TsigKeys.Present(DynamicServer.KEY, DynamicServer.ALGORITHM, DynamicServer.SECRET);

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), timer());

    private Sample() {}

    /** Does not keep the process from ending. */
    static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());
    }

    static Rfc2136Provider provider(DnsName apex, InetSocketAddress server, RequestGate gate) {
        return provider(apex, server, gate, KEY, Clock.systemUTC());
    }

    /** Where shares are carried by LUA records. */
    static Rfc2136Provider sharing(DnsName apex, InetSocketAddress server, RequestGate gate) {
        return new Rfc2136Provider(
                new Rfc2136Provider.Place(apex, server, PATIENCE, Clock.systemUTC(), true), () -> KEY, gate);
    }

    static Rfc2136Provider provider(
            DnsName apex, InetSocketAddress server, RequestGate gate, TsigKeys key, Clock clock) {
        return new Rfc2136Provider(new Rfc2136Provider.Place(apex, server, PATIENCE, clock, false), () -> key, gate);
    }
}
