package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Map;

/** What a zone holds at some names. */
sealed interface Holding {
    /** @param byName no list is empty */
    record Held(Map<DnsName, List<RecordSet>> byName) implements Holding {}

    /** The zone is to be answered for and is not yet. */
    record NotYet(String message) implements Holding {}

    /** Nobody declared such a zone. */
    record NoZone() implements Holding {}
}
