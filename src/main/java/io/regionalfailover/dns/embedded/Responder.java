package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Query.Asked;
import io.regionalfailover.dns.embedded.Query.Broken;
import io.regionalfailover.dns.embedded.Query.Edns;
import io.regionalfailover.dns.embedded.Query.Unanswerable;
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

    Responder(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    /** How a message came. */
    enum Transport {
        UDP,
        TCP
    }

    /**
     * Answers a message.
     *
     * @param length how many of the bytes are the message
     * @param to takes the response: {@link ResponseWriter#PAYLOAD} bytes for UDP, {@link #LONGEST} for TCP
     * @return the response's length; 0 for silence
     */
    int respond(byte[] message, int length, byte[] to, Transport transport, RandomGenerator random) {
        return switch (QueryReader.read(message, length)) {
            case Unanswerable() -> 0;
            case Broken broken -> new ResponseWriter(message, to, LONGEST_WITHOUT_EDNS).write(broken);
            case Asked asked -> {
                Optional<ZoneAnswers> zone = catalog.get().zoneOf(asked.name());
                yield new ResponseWriter(message, to, limit(asked.edns(), transport))
                        .write(asked, zone.map(ZoneAnswers::apex).orElse(asked.name()), reply(asked, zone, random));
            }
        };
    }

    private static Reply reply(Asked asked, Optional<ZoneAnswers> zone, RandomGenerator random) {
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
                ? zone.get().answer(asked.name(), type, random)
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
