package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All of a zone, as it is kept on disk and answered from. Immutable.
 *
 * @param nameServers at least one
 * @param serial of the start of authority, an unsigned number of 32 bits
 * @param changes how many batches were applied
 * @param sets by name; no list is empty
 */
record ZoneState(
        DnsName apex, List<NameServer> nameServers, long serial, long changes, Map<DnsName, List<StoredSet>> sets) {
    private static final long SERIALS = 1L << 32;

    ZoneState {
        nameServers = List.copyOf(nameServers);
        sets = Map.copyOf(sets);
    }

    /** A record set as it was written, and as it is answered. */
    record StoredSet(RecordSet written, WireSet wire) {
        static StoredSet of(RecordSet set) {
            return new StoredSet(set, WireSet.of(set));
        }
    }

    /** A zone that nothing was ever written to. */
    static ZoneState empty(DnsName apex, List<NameServer> nameServers, Instant now) {
        return new ZoneState(apex, nameServers, Math.floorMod(now.getEpochSecond(), SERIALS), 0, Map.of());
    }

    /** What tells two states of one zone apart. */
    List<Object> mark() {
        return List.of(serial, changes, nameServers);
    }

    /** The state after a batch. */
    ZoneState with(Map<DnsName, List<StoredSet>> next, Instant now) {
        return new ZoneState(apex, nameServers, nextSerial(now), changes + 1, next);
    }

    /** The state under other name servers. */
    ZoneState with(List<NameServer> others, Instant now) {
        return new ZoneState(apex, others, nextSerial(now), changes, sets);
    }

    /**
     * The wall clock's seconds, so that a zone that lost its state does not fall back; where these are not ahead in the circle
     * of serials (RFC 1982, 3.2), one more than before.
     */
    private long nextSerial(Instant now) {
        long clock = Math.floorMod(now.getEpochSecond(), SERIALS);
        long ahead = Math.floorMod(clock - serial, SERIALS);
        return ahead > 0 && ahead < SERIALS / 2 ? clock : Math.floorMod(serial + 1, SERIALS);
    }
}
