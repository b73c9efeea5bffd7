package io.regionalfailover.simulation;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.simulation.engine.ZoneChange;
import java.util.List;
import java.util.Map;

/**
 * One change of the zone.
 *
 * @param by who made it
 * @param change what was changed
 */
record Step(Writer by, ZoneChange change) {
    long atNanos() {
        return change.atNanos();
    }

    long sentNanos() {
        return change.sentNanos();
    }

    List<Change> batch() {
        return change.batch();
    }

    Map<DnsName, List<RecordSet>> before() {
        return change.before();
    }

    Map<DnsName, List<RecordSet>> after() {
        return change.after();
    }

    /** Nothing but heartbeats of instances. */
    boolean isSignOfLife() {
        return !batch().isEmpty()
                && batch().stream().allMatch(each -> isHeartbeat(each.set().name()));
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
        return atNanos() - sentNanos() > Invariants.MOMENT;
    }
}
