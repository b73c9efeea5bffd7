package io.regionalfailover.testing.route53;

import io.regionalfailover.testing.dns.DnsListener.Query;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** How a name server answers a question from a zone's record sets. */
final class ZoneAnswers {

    private static final int MAX_STEPS = 8;
    private static final long EXTERNAL_ALIAS_TTL = 60;

    private final Function<String, List<InetAddress>> outside;
    private final RandomGenerator random;
    private final Predicate<String> healthy;

    /**
     * Makes an answerer.
     *
     * @param outside the addresses of alias targets that are in no zone here
     * @param random what weighted choices are drawn from
     * @param healthy whether the health check of an id is
     */
    ZoneAnswers(Function<String, List<InetAddress>> outside, RandomGenerator random, Predicate<String> healthy) {
        this.healthy = healthy;
        this.outside = outside;
        this.random = random;
    }

    /** Returns an answer that refuses: the name is in no zone of this server. */
    static Message refused(Query query) {
        return reply(query, Rcode.REFUSED, false);
    }

    /** Returns the answer of a zone that holds the name asked for. */
    Message answer(Query query, ZoneRecords zone) {
        String asked = DnsNames.of(query.name());
        Optional<String> owner = owner(zone, asked);
        if (owner.isEmpty()) {
            return negative(query, zone, Rcode.NXDOMAIN);
        }
        List<Record> records = records(zone, owner.get(), asked, Type.string(query.type()), 0);
        if (records.isEmpty()) {
            return negative(query, zone, Rcode.NOERROR);
        }
        Message reply = reply(query, Rcode.NOERROR, true);
        records.forEach(record -> reply.addRecord(record, Section.ANSWER));
        return reply;
    }

    /** Returns whose record sets a name has: its own, or those of the wildcard at its closest encloser. */
    private static Optional<String> owner(ZoneRecords zone, String asked) {
        if (zone.nameExists(asked)) {
            return Optional.of(asked);
        }
        String encloser = DnsNames.parent(asked);
        while (!zone.nameExists(encloser)) {
            encloser = DnsNames.parent(encloser);
        }
        String wildcard = "\\052." + encloser;
        return zone.named(wildcard).isEmpty() ? Optional.empty() : Optional.of(wildcard);
    }

    private List<Record> records(ZoneRecords zone, String owner, String asked, String type, int step) {
        if (step == MAX_STEPS) {
            return List.of();
        }
        List<RecordSet> cname = zone.group(owner, "CNAME");
        boolean chase = !cname.isEmpty() && !type.equals("CNAME");
        List<RecordSet> group = chase ? cname : zone.group(owner, type);
        if (group.isEmpty()) {
            return List.of();
        }
        RecordSet chosen = choose(group);
        List<Record> records = new ArrayList<>(
                chosen.alias().isPresent()
                        ? aliased(zone, chosen.alias().get(), asked, chosen.type(), step)
                        : plain(chosen, asked));
        if (chase && chosen.alias().isEmpty()) {
            String target = DnsNames.normal(chosen.values().getFirst());
            if (DnsNames.isWithin(target, zone.zoneName())) {
                owner(zone, target).ifPresent(next -> records.addAll(records(zone, next, target, type, step + 1)));
            }
        }
        return records;
    }

    /**
     * Draws by weight among the healthy sets; when all weights are zero, all have the same chance. Sets of weight 0 count only
     * when nothing else is healthy, and when nothing at all is, everything is.
     */
    private RecordSet choose(List<RecordSet> all) {
        List<RecordSet> well = all.stream()
                .filter(set -> set.healthCheckId().isEmpty()
                        || healthy.test(set.healthCheckId().get()))
                .toList();
        List<RecordSet> group = well.isEmpty() ? all : well;
        long sum = group.stream().mapToLong(ZoneAnswers::weight).sum();
        if (sum == 0) {
            return group.get(random.nextInt(group.size()));
        }
        long drawn = random.nextLong(sum);
        for (RecordSet set : group) {
            drawn -= weight(set);
            if (drawn < 0) {
                return set;
            }
        }
        throw new IllegalStateException("weights changed while drawing");
    }

    private static long weight(RecordSet set) {
        return set.weight().orElse(1L);
    }

    private List<Record> aliased(ZoneRecords zone, RecordSet.Alias alias, String asked, String type, int step) {
        if (DnsNames.isWithin(alias.dnsName(), zone.zoneName())) {
            return owner(zone, alias.dnsName())
                    .map(owner -> records(zone, owner, asked, type, step + 1))
                    .orElse(List.of());
        }
        Name name = DnsNames.wire(asked);
        List<Record> records = new ArrayList<>();
        for (InetAddress address : outside.apply(alias.dnsName())) {
            boolean ipv4 = address instanceof Inet4Address;
            if (ipv4 && type.equals("A")) {
                records.add(new ARecord(name, DClass.IN, EXTERNAL_ALIAS_TTL, address));
            } else if (!ipv4 && type.equals("AAAA")) {
                records.add(new AAAARecord(name, DClass.IN, EXTERNAL_ALIAS_TTL, address));
            }
        }
        return records;
    }

    private static List<Record> plain(RecordSet set, String asked) {
        Name name = DnsNames.wire(asked);
        long ttl = set.ttl().orElse(0L);
        return set.values().stream()
                .map(value -> plain(set.type(), name, ttl, value))
                .toList();
    }

    private static Record plain(String type, Name name, long ttl, String value) {
        try {
            if (type.equals("TXT")) {
                return new TXTRecord(
                        name,
                        DClass.IN,
                        ttl,
                        RecordSyntax.characterStrings(value).stream()
                                .map(ZoneAnswers::escaped)
                                .toList());
            }
            return Record.fromString(name, Type.value(type), DClass.IN, ttl, value, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException("'" + value + "' is no value of type " + type, e);
        }
    }

    private static String escaped(byte[] string) {
        StringBuilder out = new StringBuilder();
        for (byte each : string) {
            int character = each & 0xff;
            boolean printable = character >= ' ' && character <= '~' && character != '"' && character != '\\';
            out.append(printable ? Character.toString(character) : String.format(Locale.ROOT, "\\%03d", character));
        }
        return out.toString();
    }

    private static Message negative(Query query, ZoneRecords zone, int rcode) {
        Message reply = reply(query, rcode, true);
        zone.group(zone.zoneName(), "SOA").stream()
                .flatMap(soa -> plain(soa, zone.zoneName()).stream())
                .map(SOARecord.class::cast)
                .forEach(soa -> reply.addRecord(
                        soa.getTTL() <= soa.getMinimum() ? soa : withTtl(soa, soa.getMinimum()), Section.AUTHORITY));
        return reply;
    }

    private static Record withTtl(SOARecord soa, long ttl) {
        return new SOARecord(
                soa.getName(),
                soa.getDClass(),
                ttl,
                soa.getHost(),
                soa.getAdmin(),
                soa.getSerial(),
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum());
    }

    private static Message reply(Query query, int rcode, boolean authoritative) {
        Message reply = new Message(query.message().getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        if (authoritative) {
            reply.getHeader().setFlag(Flags.AA);
        }
        if (query.message().getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.message().getQuestion(), Section.QUESTION);
        if (query.message().getOPT() != null) {
            reply.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        }
        return reply;
    }
}
