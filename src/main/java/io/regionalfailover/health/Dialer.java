package io.regionalfailover.health;

import io.regionalfailover.decision.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Connects to hosts by addresses that were checked: a name is resolved once, all its addresses are judged, and one of
 * exactly these is connected to. A name that changes its answer between two look-ups (DNS rebinding) gains nothing.
 */
final class Dialer {

    private static final int MOST_TRIED = 8;

    private final SystemNames names;
    private final AddressPolicy policy;
    private final ScheduledExecutorService timer;

    Dialer(SystemNames names, AddressPolicy policy, ScheduledExecutorService timer) {
        this.names = names;
        this.policy = policy;
        this.timer = timer;
    }

    /**
     * Connects to the first address of a host that accepts; each may take its share of the time that is left.
     *
     * @return a connection that is cut at the deadline; the caller closes it
     */
    GuardedSocket dial(String host, int port, Deadline deadline) throws AttemptFailed {
        List<InetAddress> addresses = allowedAddresses(host, deadline);
        int tries = Math.min(addresses.size(), MOST_TRIED);
        Optional<ProbeResult> failure = Optional.empty();
        for (int i = 0; i < tries; i++) {
            InetSocketAddress peer = new InetSocketAddress(addresses.get(i), port);
            GuardedSocket socket = new GuardedSocket(peer, deadline, timer);
            try {
                socket.connect(deadline.share(tries - i));
                return socket;
            } catch (IOException e) {
                ProbeResult found = IoFailure.of(e, socket);
                socket.close();
                failure = Optional.of(
                        failure.filter(first -> !isWeaker(first, found)).orElse(found));
            }
        }
        throw new AttemptFailed(failure.orElseThrow());
    }

    /** All addresses of a host, none of them denied. */
    List<InetAddress> allowedAddresses(String host, Deadline deadline) throws AttemptFailed {
        List<InetAddress> addresses = names.addresses(host, deadline);
        for (InetAddress address : addresses) {
            if (policy.denies(address)) {
                String shown = HostName.text(address);
                String named = HostName.literal(host).isPresent() ? "" : host + ": ";
                throw new AttemptFailed(ProbeResult.unknown(named + shown + " is denied"));
            }
        }
        return addresses;
    }

    /** One address that fails says more than another that this host cannot reach at all. */
    private static boolean isWeaker(ProbeResult first, ProbeResult found) {
        return first.outcome() != found.outcome() && first.outcome() == Outcome.UNKNOWN;
    }
}
