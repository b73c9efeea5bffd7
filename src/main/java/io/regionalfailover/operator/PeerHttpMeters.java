package io.regionalfailover.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.peers.http.PeerHttpEvents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Counts what comes in from peers, and puts what a person should mend into the log. */
final class PeerHttpMeters implements PeerHttpEvents {
    private static final Logger LOG = Logger.getLogger(PeerHttpMeters.class);

    private final MeterRegistry registry;
    private final Map<Integer, Counter> answers = new ConcurrentHashMap<>();
    private final Counter turnedAway;

    PeerHttpMeters(MeterRegistry registry) {
        this.registry = registry;
        turnedAway = Counter.builder("regional.failover.peer.connections.turned.away")
                .description("Connections of peers that were closed because there were too many or TLS failed")
                .register(registry);
    }

    @Override
    public void answered(int status) {
        answers.computeIfAbsent(status, this::counter).increment();
    }

    @Override
    public void turnedAway() {
        turnedAway.increment();
    }

    @Override
    public void troubled(String sentence) {
        LOG.warn(sentence);
    }

    private Counter counter(int status) {
        return Counter.builder("regional.failover.peer.requests")
                .description("Requests of peers that were answered")
                .tags("status", String.valueOf(status))
                .register(registry);
    }
}
