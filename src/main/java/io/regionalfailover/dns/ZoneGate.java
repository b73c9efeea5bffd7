package io.regionalfailover.dns;

import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.dns.gate.Opinion;
import java.util.Optional;
import java.util.Set;

/** The gate of one zone, for the policies that hang on it. Each policy is named {@code namespace/name}. */
public interface ZoneGate {
    /** On which health checks the policy's record sets hang. */
    Hanging hanging(String policy);

    /** The policy stands so now. */
    void hear(String policy, Opinion opinion);

    /** The policy does not hang on the gate, or no longer. */
    void forget(String policy);

    /** Regions that the gate took away from the policy, and which its weights still have to leave. */
    Set<String> owed(String policy);

    /** Why it would take no region out now; empty when it would. For a person. */
    Optional<String> trouble();

    /** The gate of a zone that has none. */
    ZoneGate NONE = new ZoneGate() {
        @Override
        public Hanging hanging(String policy) {
            return new Hanging.Unknown();
        }

        @Override
        public void hear(String policy, Opinion opinion) {}

        @Override
        public void forget(String policy) {}

        @Override
        public Optional<String> trouble() {
            return Optional.of("the zone has none");
        }

        @Override
        public Set<String> owed(String policy) {
            return Set.of();
        }
    };
}
