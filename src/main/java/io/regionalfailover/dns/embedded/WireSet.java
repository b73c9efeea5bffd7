package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A record set ready to be answered with.
 *
 * @param type as on the wire
 * @param ttl seconds
 * @param weight among the sets of its name and type; those of a plain set do not matter
 * @param data of each record, as on the wire and without compression
 */
record WireSet(int type, long ttl, int weight, List<byte[]> data) {
    /** A set whose records take more would not fit a message (RFC 1035, 4.2.2: at most 65,535 bytes). */
    private static final int MOST_BYTES = 60_000;

    /** What each record takes beside its data. */
    private static final int OVERHEAD = 12;

    /** The root as owner, type, class, TTL and length. */
    private static final int BEFORE_DATA = 11;

    private static final int MOST_WEIGHT = 255;
    private static final long LONGEST_TTL = Integer.MAX_VALUE;

    WireSet {
        data = List.copyOf(data);
    }

    /**
     * Reads values in presentation form.
     *
     * @throws IllegalArgumentException when it cannot be answered with, with a sentence that says why
     */
    static WireSet of(RecordSet set) {
        int type = Type.value(set.type());
        if (type <= 0 || type == Type.OPT || type >= 128 && type <= 255) {
            throw wrong(
                    set, "is of a type that no zone holds; A, AAAA, CNAME, TXT and other types of data are allowed");
        }
        if (set.foreignRouting().isPresent()) {
            throw wrong(set, "is " + set.foreignRouting().get() + "; plain and weighted sets with values are allowed");
        }
        if (set.ttlSeconds() < 0 || set.ttlSeconds() > LONGEST_TTL) {
            throw wrong(set, "has a TTL of " + set.ttlSeconds() + " s; 0 to " + LONGEST_TTL + " are allowed");
        }
        int weight = set.weight().orElse(0);
        if (weight < 0
                || weight > MOST_WEIGHT
                || set.weight().isPresent() != set.setIdentifier().isPresent()) {
            throw wrong(
                    set,
                    "is neither plain nor weighted: a set identifier and a weight of 0 to " + MOST_WEIGHT
                            + " go together");
        }
        if (set.values().isEmpty() || type == Type.CNAME && set.values().size() > 1) {
            throw wrong(
                    set,
                    "has " + set.values().size() + " values; "
                            + (type == Type.CNAME ? "exactly one is allowed" : "at least one is needed"));
        }
        List<byte[]> data = new ArrayList<>();
        int bytes = 0;
        for (String value : set.values()) {
            byte[] one = data(set, type, value);
            bytes += one.length + OVERHEAD;
            data.add(one);
        }
        if (bytes > MOST_BYTES) {
            throw wrong(set, "takes " + bytes + " bytes in a message; at most " + MOST_BYTES + " are allowed");
        }
        return new WireSet(type, set.ttlSeconds(), weight, data);
    }

    private static byte[] data(RecordSet set, int type, String value) {
        try {
            byte[] wire = Record.fromString(Name.root, type, DClass.IN, set.ttlSeconds(), value, Name.root)
                    .toWire(Section.ANSWER);
            return Arrays.copyOfRange(wire, BEFORE_DATA, wire.length);
        } catch (IOException | RuntimeException e) {
            throw wrong(set, "has the value " + value + ", which is none of its type: " + e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(RecordSet set, String what) {
        return new IllegalArgumentException(set.type() + " of " + set.name() + " " + what);
    }

    /** The zone's start of authority (RFC 1035, 3.3.13). */
    static WireSet startOfAuthority(DnsName apex, DnsName server, long serial, Timing timing, long ttl) {
        String value = server + ". hostmaster." + apex + ". " + serial + " " + timing.refresh() + " " + timing.retry()
                + " " + timing.expire() + " " + timing.minimum();
        return plain(apex, "SOA", ttl, List.of(value));
    }

    /** A plain set that the zone brings along by itself. */
    static WireSet plain(DnsName name, String type, long ttl, List<String> values) {
        return of(RecordSet.plain(name, type, ttl, values));
    }

    /**
     * The times of a start of authority, in seconds.
     *
     * @param minimum how long others may remember that a name does not exist (RFC 2308, 4)
     */
    record Timing(long refresh, long retry, long expire, long minimum) {}
}
