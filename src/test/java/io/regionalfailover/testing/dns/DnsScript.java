package io.regionalfailover.testing.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Record;

/** What {@link ScriptedDnsServer} does with a question. */
public sealed interface DnsScript {

    /**
     * A and AAAA records of the name asked for; a type that has none gets an empty answer.
     *
     * @param ttlSeconds the records' time to live, seconds
     * @param addresses the addresses, of either family
     */
    record Addresses(long ttlSeconds, List<InetAddress> addresses) implements DnsScript {
        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Exactly these records, whatever they are named, when one of them has the type asked for or is a CNAME; otherwise an
     * empty answer.
     *
     * @param records the answer section, in order
     */
    record Records(List<Record> records) implements DnsScript {
        public Records {
            records = List.copyOf(records);
        }
    }

    /** The name does not exist. */
    record NxDomain() implements DnsScript {}

    /** The server failed. */
    record ServFail() implements DnsScript {}

    /** The server refuses. */
    record Refused() implements DnsScript {}

    /** The name exists and has nothing of that type: NOERROR with an empty answer. */
    record NoData() implements DnsScript {}

    /**
     * Over UDP an empty answer with TC set.
     *
     * @param overTcp what happens when the client comes back over TCP
     */
    record Truncated(DnsScript overTcp) implements DnsScript {}

    /** Nothing is sent back; a TCP connection stays open. */
    record Silence() implements DnsScript {}

    /** The right message id, then bytes that are no DNS message. */
    record Garbage() implements DnsScript {}

    /**
     * A good reply to a question with another id, as a spoofer would send it.
     *
     * @param reply what the reply says
     */
    record WrongId(DnsScript reply) implements DnsScript {}

    /**
     * A reply that takes its time.
     *
     * @param by how long
     * @param reply what comes then
     */
    record Delayed(Duration by, DnsScript reply) implements DnsScript {}

    /**
     * Returns a script that answers with addresses and a TTL of 5 seconds.
     *
     * @param addresses IPv4 or IPv6 literals
     */
    static DnsScript addresses(String... addresses) {
        return new Addresses(5, Arrays.stream(addresses).map(DnsScript::literal).toList());
    }

    /** Returns a script for a server that has gone quiet. */
    static DnsScript silence() {
        return new Silence();
    }

    /** Returns a script for a name that does not exist. */
    static DnsScript nxDomain() {
        return new NxDomain();
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + address + "' is no IPv4 or IPv6 address", e);
        }
    }
}
