package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Query.Asked;
import io.regionalfailover.dns.embedded.Query.Broken;
import io.regionalfailover.dns.embedded.Query.Edns;
import io.regionalfailover.dns.embedded.Query.Unanswerable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Reads messages (RFC 1035, 4.1) that anybody may have sent. Whatever stands in them, it ends, holds on to nothing, and throws
 * nothing.
 */
final class QueryReader {
    static final int HEADER = 12;

    private static final int RESPONSE = 0x8000;
    private static final int LONGEST_LABEL = 63;
    private static final int POINTER = 0xC0;
    private static final int BEYOND = -1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] wire;
    private final int length;

    private QueryReader(byte[] wire, int length) {
        this.wire = wire;
        this.length = length;
    }

    /** @param length how many of the bytes are the message */
    static Query read(byte[] wire, int length) {
        return new QueryReader(wire, length).read();
    }

    private Query read() {
        if (length < HEADER || (number(2) & RESPONSE) != 0) {
            return new Unanswerable();
        }
        int flags = number(2);
        if (((flags >> 11) & 0xF) != Opcode.QUERY) {
            return new Broken(flags, HEADER, Rcode.NOTIMP);
        }
        int nameEnd = number(4) == 1 ? questionName() : BEYOND;
        int questionEnd = nameEnd == BEYOND || nameEnd + 4 > length ? HEADER : nameEnd + 4;
        if (questionEnd == HEADER) {
            return new Broken(flags, HEADER, Rcode.FORMERR);
        }
        Rest rest = rest(questionEnd);
        return rest.sound()
                ? new Asked(
                        flags,
                        WireName.read(wire, HEADER, nameEnd - HEADER),
                        number(nameEnd),
                        number(nameEnd + 2),
                        questionEnd,
                        rest.edns())
                : new Broken(flags, questionEnd, Rcode.FORMERR);
    }

    /** Where the question's name ends. It stands behind nothing that it could point to, so it is not compressed. */
    private int questionName() {
        int at = HEADER;
        while (at < length && at - HEADER < WireName.LONGEST) {
            int label = wire[at] & 0xFF;
            if (label == 0) {
                return at + 1;
            }
            if (label > LONGEST_LABEL) {
                return BEYOND;
            }
            at += 1 + label;
        }
        return BEYOND;
    }

    /** @param sound whether all records that the header counts are there */
    private record Rest(boolean sound, Optional<Edns> edns) {
        static final Rest BROKEN = new Rest(false, Optional.empty());
    }

    /** The records behind the question, of which only the pseudo-record OPT says something (RFC 6891, 6.1.1: at most one). */
    private Rest rest(int from) {
        int ahead = number(6) + number(8);
        int all = ahead + number(10);
        int at = from;
        Optional<Edns> edns = Optional.empty();
        for (int record = 0; record < all; record++) {
            int fixed = skipName(at);
            if (fixed == BEYOND || fixed + 10 > length || fixed + 10 + number(fixed + 8) > length) {
                return Rest.BROKEN;
            }
            if (number(fixed) == Type.OPT) {
                boolean root = wire[at] == 0;
                if (record < ahead || !root || edns.isPresent()) {
                    return Rest.BROKEN;
                }
                Options options = options(fixed + 10, fixed + 10 + number(fixed + 8));
                if (!options.sound()) {
                    return Rest.BROKEN;
                }
                edns = Optional.of(new Edns(
                        number(fixed + 2),
                        wire[fixed + 5] & 0xFF,
                        (number(fixed + 6) & RESPONSE) != 0,
                        options.cookie()));
            }
            at = fixed + 10 + number(fixed + 8);
        }
        return new Rest(true, edns);
    }

    /** @param sound whether they fill their record, and a cookie among them is as long as one may be (RFC 7873, 5.2.2) */
    private record Options(boolean sound, Optional<Cookies.Shown> cookie) {
        static final Options BROKEN = new Options(false, Optional.empty());
    }

    /** What stands in a pseudo-record (RFC 6891, 6.1.2). All but a cookie is ignored, client subnets (RFC 7871) above all. */
    private Options options(int from, int end) {
        Optional<Cookies.Shown> cookie = Optional.empty();
        int at = from;
        while (at < end) {
            if (at + 4 > end || at + 4 + number(at + 2) > end) {
                return Options.BROKEN;
            }
            int size = number(at + 2);
            if (number(at) == Cookies.OPTION && cookie.isEmpty()) {
                if (!Cookies.isLength(size)) {
                    return Options.BROKEN;
                }
                cookie = Optional.of(shown(at + 4, size));
            }
            at += 4 + size;
        }
        return new Options(true, cookie);
    }

    private Cookies.Shown shown(int at, int size) {
        boolean whole = size == Cookies.BYTES;
        return new Cookies.Shown(
                (long) LONG.get(wire, at),
                whole ? (long) LONG.get(wire, at + 8) : 0,
                whole ? (long) LONG.get(wire, at + 16) : 0,
                whole);
    }

    /** Where a name ends, compressed or not. */
    private int skipName(int from) {
        int at = from;
        while (at < length) {
            int label = wire[at] & 0xFF;
            if (label == 0) {
                return at + 1;
            }
            if (label >= POINTER) {
                return at + 2;
            }
            if (label > LONGEST_LABEL) {
                return BEYOND;
            }
            at += 1 + label;
        }
        return BEYOND;
    }

    private int number(int at) {
        return (wire[at] & 0xFF) << 8 | wire[at + 1] & 0xFF;
    }
}
