package io.regionalfailover.dns.externaldns;

import io.regionalfailover.dns.Failure;
import java.util.List;
import java.util.Optional;

/** The one {@code DNSEndpoint} object of a zone. Calls block their (virtual) thread for a bounded time, and never throw. */
public interface EndpointStore {
    /** The object as it stands. */
    Reading read();

    /**
     * Replaces the entries.
     *
     * @param version the object's, as it was read; empty: there was none, and there must be none still
     */
    Keeping keep(Optional<String> version, List<Endpoint> endpoints);

    /** The object for a person, such as {@code DNSEndpoint external-dns/regional-failover-example.com}. */
    String label();

    /** What a read came to. */
    sealed interface Reading {
        /**
         * It stands there.
         *
         * @param version changes with every write
         * @param lagging true when ExternalDNS has not taken up what was written last, as its status says
         */
        record Found(List<Endpoint> endpoints, String version, boolean lagging) implements Reading {
            public Found {
                endpoints = List.copyOf(endpoints);
            }
        }

        /** There is none yet. */
        record Missing() implements Reading {}

        /** Not read. */
        record NotRead(Failure failure, String message) implements Reading {}
    }

    /** What a write came to. */
    sealed interface Keeping {
        /** It stands there. */
        record Kept() implements Keeping {}

        /** Somebody else wrote first; nothing was changed. */
        record Outdated() implements Keeping {}

        /** Nothing was changed. */
        record NotKept(Failure failure, String message) implements Keeping {}

        /** The reply was lost: it may have been written or not. */
        record Unknown(String message) implements Keeping {}
    }
}
