package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.DnsName;
import java.util.Set;

/** In which way a request to Route 53 came to nothing. Messages are sentences of at most 256 characters. */
sealed interface Fault {
    /** For a person. */
    String message();

    /** The zone is not what the batch believed: nothing was changed. */
    record Conflict(Set<DnsName> names, String message) implements Fault {}

    /** Refused for good: nothing was changed. */
    record Refusal(Set<DnsName> names, String message) implements Fault {}

    /**
     * Too many requests, or too soon after the last change: nothing was changed.
     *
     * @param account false when it is the zone's last change that is not complete: other zones need not slow down
     */
    record Throttle(String message, boolean account) implements Fault {}

    /** It never left. */
    record NotSent(String message) implements Fault {}

    /** It may have been carried out or not. */
    record InDoubt(String message) implements Fault {}
}
