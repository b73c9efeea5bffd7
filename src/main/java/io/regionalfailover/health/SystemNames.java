package io.regionalfailover.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Resolves names as this host does, and keeps no answer: a name that stops resolving is noticed by the next probe, which a
 * cache would hide for as long as it holds.
 */
final class SystemNames {

    /** How much of the time that is left the IPv6 answer may take once there are IPv4 addresses. */
    private static final int SECOND_FAMILY_SHARE = 4;

    private final SystemDns system;
    private final DnsExchange exchange;
    private final Executor workers;

    SystemNames(SystemDns system, DnsExchange exchange, Executor workers) {
        this.system = system;
        this.exchange = exchange;
        this.workers = workers;
    }

    /** Asks the system's resolvers, the next one when one does not know; the failure is the first one's. */
    DnsAnswer ask(Name name, int type, Deadline deadline) {
        return ask(system.settings().resolvers(), name, type, deadline);
    }

    /**
     * All addresses of a host, IPv4 first; at least one.
     *
     * @param host a name or an address
     */
    List<InetAddress> addresses(String host, Deadline deadline) throws AttemptFailed {
        HostName.refuseAmbiguous(host);
        Optional<InetAddress> literal = HostName.literal(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        List<InetAddress> local = system.hostsAddresses(host);
        return local.isEmpty() ? fromResolvers(host, deadline) : local;
    }

    private List<InetAddress> fromResolvers(String host, Deadline deadline) throws AttemptFailed {
        SystemDns.Settings settings = system.settings();
        Name name = parse(host);
        Optional<DnsAnswer> failure = Optional.empty();
        for (Name candidate : settings.candidates(name)) {
            List<InetAddress> found = new ArrayList<>();
            DnsAnswer answer = bothFamilies(settings.resolvers(), candidate, deadline, found);
            if (!found.isEmpty()) {
                return found;
            }
            boolean asWritten = candidate.labels() == name.labels() + (name.isAbsolute() ? 0 : 1);
            if (failure.isEmpty() || asWritten) {
                failure = Optional.of(answer);
            }
            if (deadline.passed()) {
                break;
            }
        }
        throw new AttemptFailed(failure.map(DnsAnswer::failure)
                .orElseGet(() -> ProbeResult.failing("'" + host + "' is too long for a DNS name")));
    }

    /** Asks for both families at once and collects addresses; returns the IPv4 answer, or the IPv6 one if that says more. */
    private DnsAnswer bothFamilies(
            List<InetSocketAddress> resolvers, Name name, Deadline deadline, List<InetAddress> found) {
        CompletableFuture<DnsAnswer> second =
                CompletableFuture.supplyAsync(() -> ask(resolvers, name, Type.AAAA, deadline), workers);
        DnsAnswer four = ask(resolvers, name, Type.A, deadline);
        collect(four, found);
        Optional<DnsAnswer> six = await(second, found.isEmpty() ? deadline : deadline.share(SECOND_FAMILY_SHARE));
        six.ifPresent(answer -> collect(answer, found));
        return four.isFinal() ? six.filter(answer -> !answer.isFinal()).orElse(four) : four;
    }

    private static Optional<DnsAnswer> await(CompletableFuture<DnsAnswer> answer, Deadline deadline) {
        try {
            return Optional.of(answer.get(deadline.millis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void collect(DnsAnswer answer, List<InetAddress> found) {
        for (Record record : answer.records()) {
            if (record instanceof ARecord a) {
                found.add(a.getAddress());
            } else if (record instanceof AAAARecord aaaa) {
                found.add(aaaa.getAddress());
            }
        }
    }

    private DnsAnswer ask(List<InetSocketAddress> resolvers, Name name, int type, Deadline deadline) {
        Optional<DnsAnswer> first = Optional.empty();
        for (int i = 0; i < resolvers.size(); i++) {
            DnsAnswer answer = exchange.ask(resolvers.get(i), name, type, deadline.share(resolvers.size() - i));
            if (answer.isFinal()) {
                return answer;
            }
            first = first.or(() -> Optional.of(answer));
        }
        return first.orElseThrow();
    }

    private static Name parse(String host) throws AttemptFailed {
        try {
            return Name.fromString(host);
        } catch (TextParseException e) {
            throw new AttemptFailed(ProbeResult.failing("'" + host + "' is not a DNS name"));
        }
    }
}
