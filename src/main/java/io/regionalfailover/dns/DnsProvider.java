package io.regionalfailover.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A zone at its provider. Calls block their (virtual) thread, never retry by themselves, and never throw. */
public interface DnsProvider {
    /**
     * Reads the record sets at these names.
     *
     * @param names all names wanted, fences' names among them
     */
    ReadResult read(Set<DnsName> names);

    /**
     * Applies a batch: all of it or nothing.
     *
     * @param changes of one or more policies, within {@link #limits()}
     * @param comment at most 256 characters
     */
    ApplyResult apply(List<Change> changes, String comment);

    /** Whether a change is in force. */
    ForceResult inForce(String changeId);

    /** The zone's own authoritative servers, as the provider names them. */
    NameserverResult nameservers();

    /** What one batch may hold. */
    Limits limits();

    /**
     * False when it hands record sets on to somebody who publishes them later, and without the fences: then an answer of a region
     * that has weight is all that name servers can show of a plan.
     */
    default boolean servesFences() {
        return true;
    }

    /** Whether whoever publishes has taken up all that was written. Asked of providers that do not serve fences; may block. */
    default boolean isTakenUp() {
        return true;
    }

    /**
     * Says whether all is at rest at some names: see {@link Zone#shorten}. Where a TTL is what was written, nothing happens.
     *
     * @param seconds how long answers are to be kept while it is not
     */
    default void shorten(Set<DnsName> names, long seconds, boolean restless) {}

    /** How long after a batch the changes of several policies are gathered into the next one. */
    default Duration gathering() {
        return Duration.ofMillis(500);
    }

    /**
     * What one batch may hold.
     *
     * @param values record values
     * @param characters of all values together
     */
    record Limits(int values, int characters) {}

    /** What a read came to. */
    sealed interface ReadResult {
        /** @param byName record sets by name; a name without any is missing */
        record Read(Map<DnsName, List<RecordSet>> byName) implements ReadResult {}

        /** Not read. */
        record NotRead(Failure failure, String message) implements ReadResult {}
    }

    /** What an apply came to. */
    sealed interface ApplyResult {
        /** @param changeId to ask whether it is in force */
        record Applied(String changeId) implements ApplyResult {}

        /**
         * Nothing was changed, since the zone is not what the batch believed.
         *
         * @param names the names that the provider's message speaks of; empty when it names none
         */
        record Fenced(Set<DnsName> names, String message) implements ApplyResult {}

        /** The reply was lost: it may have been applied or not. */
        record OutcomeUnknown(String message) implements ApplyResult {}

        /**
         * Nothing was changed; fewer requests, please.
         *
         * @param account false when the zone alone is busy with the change before
         */
        record Throttled(String message, boolean account) implements ApplyResult {
            /** The account asks too much. */
            public Throttled(String message) {
                this(message, true);
            }
        }

        /**
         * Nothing was changed: no right to, no such zone, or a change that can never be made. Sent again it would be
         * refused again.
         *
         * @param names whose changes are at fault, as far as the provider says so; empty when it is the request as a whole
         */
        record Refused(Set<DnsName> names, String message) implements ApplyResult {
            public Refused {
                names = Set.copyOf(names);
            }

            /** The request as a whole is refused. */
            public Refused(String message) {
                this(Set.of(), message);
            }
        }

        /** Nothing was changed: it could not even be asked. */
        record Unreachable(String message) implements ApplyResult {}
    }

    /** What a question for a change came to. */
    sealed interface ForceResult {
        /** In force at every authoritative server, says the provider. */
        record InForce() implements ForceResult {}

        /** Accepted, not yet in force. */
        record Pending() implements ForceResult {}

        /** Not answered. */
        record NotAnswered(Failure failure, String message) implements ForceResult {}
    }

    /** What a question for the zone's servers came to. */
    sealed interface NameserverResult {
        /**
         * @param servers host name and port of each
         * @param apex the zone's apex as the provider knows it
         * @param privateZone true: the provider answers for it inside private networks only
         */
        record Named(List<InetSocketAddress> servers, DnsName apex, boolean privateZone) implements NameserverResult {
            /** Of a public zone. */
            public Named(List<InetSocketAddress> servers, DnsName apex) {
                this(servers, apex, false);
            }
        }

        /** Not answered. */
        record NotAnswered(Failure failure, String message) implements NameserverResult {}
    }
}
