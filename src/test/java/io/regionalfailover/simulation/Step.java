package io.regionalfailover.simulation;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Map;

/**
 * One change of the zone.
 *
 * @param by who made it
 * @param atNanos when it was applied
 * @param sentNanos when it was sent
 * @param batch what was sent; empty when it was done by hand
 * @param before the zone before it
 * @param after the zone after it
 */
record Step(
        Writer by,
        long atNanos,
        long sentNanos,
        List<Change> batch,
        Map<DnsName, List<RecordSet>> before,
        Map<DnsName, List<RecordSet>> after) {
    /** Nothing but heartbeats of instances. */
    boolean isSignOfLife() {
        return !batch.isEmpty()
                && batch.stream().allMatch(change -> isHeartbeat(change.set().name()));
    }

    static boolean isHeartbeat(DnsName name) {
        return name.text().startsWith("_failover-heartbeat.");
    }

    /** One that all policies of a zone share: a heartbeat, or the ledger of what health moves. */
    static boolean isReserved(DnsName name) {
        return isHeartbeat(name) || name.text().startsWith("_failover-velocity.");
    }

    /** It arrived long after it was sent. */
    boolean isLate() {
        return atNanos - sentNanos > Invariants.MOMENT;
    }
}
