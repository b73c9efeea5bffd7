package io.regionalfailover.operator.gate;

import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.gate.GateBook;
import io.regionalfailover.dns.gate.GateChecks;
import io.regionalfailover.dns.gate.GateHealth;
import io.regionalfailover.dns.gate.GateWord;
import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.dns.gate.Opinion;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The gate of one zone: what is said there, and on which health checks the zone's policies hang. */
public final class OpenGate implements ZoneGate {
    private static final String NOT_KNOWN = "its health checks are not known yet";

    private final GateBook book;
    private final InstantSource clock;
    private final Map<String, Set<String>> unfit = new ConcurrentHashMap<>();
    private volatile Hanging hanging = new Hanging.Unknown();
    private volatile Optional<String> trouble = Optional.of(NOT_KNOWN);
    private volatile Optional<String> left = Optional.empty();

    OpenGate(GateBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
    }

    /**
     * Sees to the health checks of the gate. May block for some seconds.
     *
     * @return why nothing hangs on them yet, or can be said of them; empty when they are as they should be
     */
    public Optional<String> ensure(GateHealth health, GateChecks wanted) {
        trouble = switch (health.ensure(wanted)) {
            case GateHealth.Found.Ready(Hanging.Known checks, Set<String> all) -> {
                hanging = checks;
                left = health.sweep(all);
                yield Optional.empty();
            }
            case GateHealth.Found.Starting(String message) -> Optional.of(message);
            case GateHealth.Found.NotKnown(String message) -> Optional.of(message);
        };
        return trouble;
    }

    /** Why health checks that nobody wants may be left: nothing that keeps the gate from working. */
    public Optional<String> left() {
        return left;
    }

    /** A record set was to hang on a check that is gone. */
    public void lost() {
        hanging = new Hanging.Lost();
        trouble = Optional.of("a health check is gone, and others are made");
    }

    /** What is said of a region. */
    GateWord word(String region) {
        return book.word(region);
    }

    @Override
    public Hanging hanging(String policy) {
        return hanging instanceof Hanging.Known(Map<String, String> byRegion, String parked, Set<String> ignored)
                ? new Hanging.Known(byRegion, parked, unfit.getOrDefault(policy, Set.of()))
                : hanging;
    }

    @Override
    public void hear(String policy, Opinion opinion) {
        unfit.put(policy, opinion.unfit());
        book.hear(policy, opinion, clock.instant());
    }

    @Override
    public void forget(String policy) {
        unfit.remove(policy);
        book.forget(policy);
    }

    @Override
    public Set<String> owed(String policy) {
        return book.owed(policy);
    }

    @Override
    public Optional<String> trouble() {
        return trouble.or(() -> {
            int waiting = book.waitsFor();
            return waiting == 0
                    ? Optional.empty()
                    : Optional.of(waiting + (waiting == 1 ? " policy" : " policies")
                            + " that hang on it have not been judged yet");
        });
    }
}
