package io.regionalfailover.dns.plain;

import io.regionalfailover.dns.DnsName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Names and values between their presentation form and the wire's. */
public final class Rdata {
    private Rdata() {}

    /**
     * A name on the wire.
     *
     * @throws IllegalArgumentException when it has no place there
     */
    public static Name name(DnsName name) {
        try {
            return Name.fromString(name.text() + ".");
        } catch (TextParseException e) {
            throw new IllegalArgumentException("\"" + name + "\" cannot stand in a DNS message: " + e.getMessage(), e);
        }
    }

    /**
     * The records of a set.
     *
     * @throws IllegalArgumentException when a value cannot be one of that type, with a sentence
     */
    public static List<Record> records(RealSet set) {
        List<Record> records = new ArrayList<>();
        for (String value : set.values()) {
            records.add(record(set.name(), set.type(), set.ttlSeconds(), value));
        }
        return records;
    }

    private static Record record(DnsName name, String type, long ttlSeconds, String value) {
        try {
            return Record.fromString(name(name), Type.value(type), DClass.IN, ttlSeconds, value, Name.root);
        } catch (IOException | RuntimeException e) {
            // The library reads some values, half a byte of NSAP for one, beyond their end.
            throw noneOf(name, type, value, e);
        }
    }

    /** False for values of which the library shows something that it does not read again. */
    public static boolean isWritable(DnsName name, String type, List<String> values) {
        try {
            return canonical(name, type, values) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * A value as it is read back.
     *
     * @throws IllegalArgumentException when it cannot be one of that type, with a sentence
     */
    public static String shown(DnsName name, String type, String value) {
        Record record = record(name, type, 0, value);
        try {
            return record.rdataToString();
        } catch (RuntimeException e) {
            // The library takes some values, empty ones of DHCID for one, that it cannot show.
            throw noneOf(name, type, value, e);
        }
    }

    private static IllegalArgumentException noneOf(DnsName name, String type, String value, Exception why) {
        return new IllegalArgumentException(
                "the value \"" + value + "\" of " + name + " is none of type " + type + ": " + why.getMessage(), why);
    }

    /** Values by meaning: neither their order nor the way they are written counts. */
    public static Set<String> canonical(DnsName name, String type, List<String> values) {
        Set<String> all = new TreeSet<>();
        for (String value : values) {
            String shown = shown(name, type, value);
            all.add(type.equals("CNAME") ? shown.toLowerCase(Locale.ROOT) : shown);
        }
        return all;
    }
}
