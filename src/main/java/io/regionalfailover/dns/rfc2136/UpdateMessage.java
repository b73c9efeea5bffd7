package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.rfc2136.Attempt.Exchange;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Exchanges as one message (RFC 2136): first everything that has to stand there as it was read, and what must not stand there, then
 * what goes, then what comes. The server does all of it or, where one thing is not as asserted, nothing.
 */
final class UpdateMessage {
    /** What fits a message over TCP, less a signature. */
    static final int MOST_BYTES = 65_535 - 700;

    /**
     * Types that a name may have beside no CNAME. A server passes over a CNAME that is added beside others without a word (RFC 2136, 3.4.2.2):
     * what is not asserted to be absent could leave a name without an answer.
     */
    private static final List<Integer> BESIDE_NO_CNAME = List.of(
            Type.A,
            Type.AAAA,
            Type.TXT,
            Type.MX,
            Type.SRV,
            Type.NS,
            Type.PTR,
            Type.CAA,
            Type.HTTPS,
            Type.SVCB,
            Type.TLSA,
            Type.NAPTR,
            Type.SSHFP,
            Type.DNAME,
            Type.LOC,
            Type.HINFO,
            Type.DS);

    private UpdateMessage() {}

    static Update of(DnsName apex, Collection<List<Exchange>> byName) {
        Update update = new Update(Rdata.name(apex));
        List<Exchange> all = byName.stream().flatMap(List::stream).toList();
        Set<String> asserted = new HashSet<>();
        for (Exchange exchange : all) {
            asserted.add(exchange.name() + " " + exchange.type());
            exchange.before()
                    .ifPresentOrElse(
                            set -> assertPresent(update, set),
                            () -> update.absent(Rdata.name(exchange.name()), Type.value(exchange.type())));
        }
        for (Exchange exchange : all) {
            for (int type : mustBeAbsent(exchange)) {
                if (asserted.add(exchange.name() + " " + Type.string(type))) {
                    update.absent(Rdata.name(exchange.name()), type);
                }
            }
        }
        List<Record> added = new ArrayList<>();
        for (Exchange exchange : all) {
            if (exchange.changes()) {
                exchange.before().ifPresent(set -> update.delete(Rdata.name(set.name()), Type.value(set.type())));
                exchange.after().ifPresent(set -> added.addAll(Rdata.records(set)));
            }
        }
        added.forEach(update::add);
        return update;
    }

    /** A name that stands already asserts as much by standing there. */
    private static List<Integer> mustBeAbsent(Exchange exchange) {
        if (exchange.before().isPresent() || exchange.after().isEmpty()) {
            return List.of();
        }
        boolean cname = exchange.type().equals("CNAME")
                || exchange.type().equals(LuaShares.TYPE)
                        && LuaShares.answered(exchange.after().orElseThrow()).contains("CNAME");
        return cname ? BESIDE_NO_CNAME : List.of(Type.CNAME);
    }

    private static void assertPresent(Update update, RealSet set) {
        if (set.values().isEmpty()) {
            update.present(Rdata.name(set.name()), Type.value(set.type()));
        } else {
            Rdata.records(set.withoutTtl()).forEach(update::present);
        }
    }

    /** Puts record sets in the place of whatever stands there of their types. */
    static Update replacing(DnsName apex, List<RealSet> sets) {
        Update update = new Update(Rdata.name(apex));
        for (RealSet set : sets) {
            update.delete(Rdata.name(set.name()), Type.value(set.type()));
            Rdata.records(set).forEach(update::add);
        }
        return update;
    }

    /** An update that changes nothing and tells whether what was exchanged stands there now. */
    static Update question(DnsName apex, Collection<Exchange> made) {
        Update update = new Update(Rdata.name(apex));
        for (Exchange exchange : made) {
            exchange.after()
                    .ifPresentOrElse(
                            set -> assertPresent(update, set),
                            () -> update.absent(Rdata.name(exchange.name()), Type.value(exchange.type())));
        }
        return update;
    }

    /** What the answer to a question says: whether all that was asserted stands so. Empty when it does not say. */
    static Optional<Boolean> holds(Answer answer) {
        return answer instanceof Answer.Signed(Message reply)
                ? switch (reply.getHeader().getRcode()) {
                    case Rcode.NOERROR -> Optional.of(true);
                    case Rcode.NXRRSET, Rcode.NXDOMAIN, Rcode.YXRRSET, Rcode.YXDOMAIN -> Optional.of(false);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    /** An update that changes nothing and tells whether this very record set stands there; its TTL does not count. */
    static Update question(DnsName apex, RealSet set) {
        Update update = new Update(Rdata.name(apex));
        assertPresent(update, set);
        return update;
    }

    /** An update that changes nothing and tells whether anything stands at a name, wildcards aside. */
    static Update question(DnsName apex, DnsName name) {
        Update update = new Update(Rdata.name(apex));
        update.present(Rdata.name(name));
        return update;
    }

    /** Asserts and adds nothing more than fits, name by name; the names for which there is no room. */
    static Set<DnsName> withoutRoom(DnsName apex, Map<DnsName, List<Exchange>> exchanges) {
        List<DnsName> names = List.copyOf(exchanges.keySet());
        int fitting = names.size();
        while (fitting > 0) {
            List<List<Exchange>> some = new ArrayList<>();
            names.subList(0, fitting).forEach(name -> some.add(exchanges.getOrDefault(name, List.of())));
            if (of(apex, some).toWire().length <= MOST_BYTES) {
                break;
            }
            fitting /= 2;
        }
        return Set.copyOf(names.subList(fitting, names.size()));
    }
}
