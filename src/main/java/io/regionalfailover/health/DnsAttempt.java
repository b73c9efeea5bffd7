package io.regionalfailover.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Tries a DNS probe once. */
final class DnsAttempt {

    private record Numbered(int number, ProbeResult result) {}

    private final SystemNames names;
    private final DnsExchange exchange;
    private final Dialer dialer;
    private final Executor workers;

    DnsAttempt(SystemNames names, DnsExchange exchange, Dialer dialer, Executor workers) {
        this.names = names;
        this.exchange = exchange;
        this.dialer = dialer;
        this.workers = workers;
    }

    ProbeResult run(DnsProbe probe, Deadline deadline) throws AttemptFailed {
        Name name = probe.absoluteName();
        int type = Type.value(probe.type());
        if (type == Type.A || type == Type.AAAA) {
            for (String expected : probe.expected()) {
                HostName.refuseAmbiguous(expected);
            }
        }
        if (probe.resolvers().isEmpty()) {
            return judge(names.ask(name, type, deadline), probe);
        }
        // All are checked before any is asked.
        List<InetSocketAddress> resolvers = new ArrayList<>();
        for (InetSocketAddress resolver : probe.resolvers()) {
            List<InetAddress> addresses = dialer.allowedAddresses(host(resolver), deadline);
            resolvers.add(new InetSocketAddress(addresses.getFirst(), resolver.getPort()));
        }
        if (resolvers.size() == 1) {
            return judge(exchange.ask(resolvers.getFirst(), name, type, deadline), probe);
        }
        return anyOf(resolvers, probe, deadline);
    }

    /** Asks all at once; the first that passes decides, else the first in the list. */
    private ProbeResult anyOf(List<InetSocketAddress> resolvers, DnsProbe probe, Deadline deadline) {
        BlockingQueue<Numbered> results = new LinkedBlockingQueue<>();
        for (int i = 0; i < resolvers.size(); i++) {
            int number = i;
            workers.execute(() -> {
                DnsAnswer answer =
                        exchange.ask(resolvers.get(number), probe.absoluteName(), Type.value(probe.type()), deadline);
                results.add(new Numbered(number, judge(answer, probe)));
            });
        }
        ProbeResult failure = ProbeResult.failing("no answer for " + probe.name() + " within " + deadline.text());
        for (int i = 0; i < resolvers.size(); i++) {
            Numbered next = next(results, deadline);
            if (next == null) {
                break;
            }
            if (next.result().equals(ProbeResult.PASSING)) {
                return ProbeResult.PASSING;
            }
            if (next.number() == 0) {
                failure = next.result();
            }
        }
        return failure;
    }

    private static @Nullable Numbered next(BlockingQueue<Numbered> results, Deadline deadline) {
        try {
            // Every exchange ends at the deadline; the grace lets it say how.
            return results.poll(deadline.millis() + 50L, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static ProbeResult judge(DnsAnswer answer, DnsProbe probe) {
        if (!answer.isFound()) {
            return answer.failure();
        }
        for (String expected : probe.expected()) {
            if (answer.records().stream().noneMatch(record -> matches(record, expected))) {
                return ProbeResult.failing("answer for " + probe.name() + " lacks " + expected);
            }
        }
        return ProbeResult.PASSING;
    }

    private static boolean matches(Record record, String expected) {
        return switch (record) {
            case ARecord a -> isAddress(a.getAddress(), expected);
            case AAAARecord aaaa -> isAddress(aaaa.getAddress(), expected);
            case TXTRecord txt -> String.join("", txt.getStrings()).equals(expected);
            default -> isName(record.rdataToString(), expected);
        };
    }

    private static boolean isAddress(InetAddress address, String expected) {
        return HostName.literal(expected).filter(address::equals).isPresent();
    }

    private static boolean isName(String data, String expected) {
        return HostName.bare(data)
                .toLowerCase(Locale.ROOT)
                .equals(HostName.bare(expected).toLowerCase(Locale.ROOT));
    }

    private static String host(InetSocketAddress resolver) {
        return resolver.isUnresolved() ? resolver.getHostString() : HostName.text(resolver.getAddress());
    }
}
