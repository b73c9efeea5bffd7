package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Query.Asked;
import io.regionalfailover.dns.embedded.Query.Broken;
import io.regionalfailover.dns.embedded.Query.Edns;
import io.regionalfailover.dns.embedded.Query.Unanswerable;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Answers messages from the zones as they are at this moment. Takes no lock; any number of threads may ask. */
final class Responder {
    /** The longest response over TCP (RFC 1035, 4.2.2). */
    static final int LONGEST = 65_535;

    private static final int LONGEST_WITHOUT_EDNS = 512;
    private static final int FIRST_META_TYPE = 128;
    private static final int LAST_META_TYPE = 255;

    private final Supplier<Catalog> catalog;
    private final Defences defences;
    private final ShortTtls ttls;
    private final Tally tally;

    Responder(Supplier<Catalog> catalog, Defences defences, ShortTtls ttls, Tally tally) {
        this.catalog = catalog;
        this.defences = defences;
        this.ttls = ttls;
        this.tally = tally;
    }

    /** How a message came. */
    enum Transport {
        UDP,
        TCP
    }

    /** Who sent a message, and how. */
    record Asker(Transport transport, InetAddress address) {}

    /**
     * Answers a message.
     *
     * @param length how many of the bytes are the message
     * @param to takes the response: {@link ResponseWriter#PAYLOAD} bytes for UDP, {@link #LONGEST} for TCP
     * @return the response's length; 0 for silence
     */
    int respond(byte[] message, int length, byte[] to, Asker asker, RandomGenerator random) {
        return switch (QueryReader.read(message, length)) {
            case Unanswerable() -> 0;
            case Broken broken -> broken(broken, new ResponseWriter(message, to, LONGEST_WITHOUT_EDNS), asker);
            case Asked asked -> {
                boolean proven = isProven(asked, asker);
                int limit = limit(asked.edns(), asker.transport());
                int room = proven ? limit : Math.min(limit, defences.room(length));
                yield answer(asked, new ResponseWriter(message, to, room), asker, proven, random);
            }
        };
    }

    private int broken(Broken broken, ResponseWriter writer, Asker asker) {
        // It is no longer than the message: nobody gains by it, but a flood of them costs as much as any.
        if (asker.transport() == Transport.UDP && !defences.grants(asker.address(), broken.code())) {
            tally.wasDropped();
            return 0;
        }
        tally.responded(asker.transport(), broken.code());
        return writer.write(broken);
    }

    private int answer(Asked asked, ResponseWriter writer, Asker asker, boolean proven, RandomGenerator random) {
        Optional<ZoneAnswers> zone = catalog.get().zoneOf(asked.name());
        Reply reply = reply(asked, zone, random);
        Optional<Cookies.Made> cookie = asked.edns()
                .flatMap(Edns::cookie)
                .map(shown -> defences.cookies().answer(shown, asker.address(), proven));
        if (!proven && !defences.grants(asker.address(), reply.kind())) {
            if (!defences.slips()) {
                tally.wasDropped();
                return 0;
            }
            tally.wasSlipped();
            tally.wasTruncated();
            tally.responded(asker.transport(), Rcode.NOERROR);
            return writer.writeCut(asked, cookie);
        }
        int written = writer.write(asked, zone.map(ZoneAnswers::apex).orElse(asked.name()), reply, cookie);
        tally.responded(asker.transport(), reply.code());
        if (writer.isCut()) {
            tally.wasTruncated();
        }
        return written;
    }

    /** Who has a connection is where it says it is. */
    private boolean isProven(Asked asked, Asker asker) {
        if (asker.transport() == Transport.TCP) {
            return true;
        }
        boolean proven = asked.edns()
                .flatMap(Edns::cookie)
                .filter(shown -> defences.cookies().proves(shown, asker.address()))
                .isPresent();
        if (proven) {
            tally.wasProven();
        }
        return proven;
    }

    private Reply reply(Asked asked, Optional<ZoneAnswers> zone, RandomGenerator random) {
        if (asked.edns().isPresent() && asked.edns().get().version() > 0) {
            return Reply.bare(Rcode.BADVERS);
        }
        int type = asked.type();
        if (type == Type.OPT || type >= FIRST_META_TYPE && type <= LAST_META_TYPE && type != Type.ANY) {
            return Reply.bare(
                    switch (type) {
                        // Zones are not handed out (RFC 5936, 2.2.1).
                        case Type.AXFR, Type.IXFR -> Rcode.REFUSED;
                        case Type.MAILA, Type.MAILB -> Rcode.NOTIMP;
                        default -> Rcode.FORMERR;
                    });
        }
        return asked.dclass() == DClass.IN && zone.isPresent()
                ? zone.get().answer(asked.name(), type, ttls, random)
                : Reply.bare(Rcode.REFUSED);
    }

    /** RFC 6891, 6.2.3: a size below 512 means 512. */
    private static int limit(Optional<Edns> edns, Transport transport) {
        return switch (transport) {
            case TCP -> LONGEST;
            case UDP ->
                edns.map(said -> Math.clamp(said.payload(), LONGEST_WITHOUT_EDNS, ResponseWriter.PAYLOAD))
                        .orElse(LONGEST_WITHOUT_EDNS);
        };
    }
}
