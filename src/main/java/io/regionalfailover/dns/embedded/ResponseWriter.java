package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Query.Edns;
import io.regionalfailover.dns.embedded.Reply.Owned;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/**
 * Writes responses (RFC 1035, 4.1). The question is repeated byte for byte, in the letters it was asked in; owners point into it, as they
 * all lie in the zone that it asks about.
 */
final class ResponseWriter {
    /** The largest datagram that is sent, so that none is ever cut up on its way. */
    static final int PAYLOAD = 1_232;

    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;
    private static final int RESPONSE = 0x8000;
    /** The opcode, RD and CD. */
    private static final int COPIED = 0x7910;

    private static final int POINTER = 0xC000;
    private static final int OPT_LENGTH = 11;
    private static final int COOKIE_LENGTH = 4 + Cookies.BYTES;
    private static final int DNSSEC_OK = 0x8000;
    private static final int NO_ROOM = -1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] query;
    private final byte[] to;
    private int room;
    private int at;
    private boolean cut;

    /**
     * @param query the message that is answered
     * @param to takes the response, and is at least as long as it may be
     * @param limit how long the response may be; at least as long as the query
     */
    ResponseWriter(byte[] query, byte[] to, int limit) {
        this.query = query;
        this.to = to;
        this.room = limit;
    }

    /**
     * Answers a question.
     *
     * @param apex of the zone that the reply's records are from
     * @param cookie goes into the pseudo-record, if there is one
     * @return the response's length
     */
    int write(Query.Asked asked, WireName apex, Reply reply, Optional<Cookies.Made> cookie) {
        room -= asked.edns().isPresent() ? OPT_LENGTH : 0;
        room -= cookie.isPresent() ? COOKIE_LENGTH : 0;
        System.arraycopy(query, 0, to, 0, asked.questionEnd());
        at = asked.questionEnd();
        Names names = new Names(asked.name(), apex);
        int flags = reply.authoritative() ? AUTHORITATIVE : 0;
        int answers = section(names, reply.answer());
        int authorities = answers == NO_ROOM ? NO_ROOM : section(names, reply.authority());
        int additionals = 0;
        if (authorities == NO_ROOM) {
            // It is asked for again over TCP, so what would fit is not worth sending (RFC 2181, 9).
            flags |= TRUNCATED;
            cut = true;
            at = asked.questionEnd();
            answers = 0;
            authorities = 0;
        } else {
            additionals = whatFits(names, reply.additional());
        }
        if (asked.edns().isPresent()) {
            option(asked.edns().get(), reply.code(), cookie);
            additionals++;
        }
        head(asked.flags(), flags, reply.code(), 1);
        overwrite(6, answers);
        overwrite(8, authorities);
        overwrite(10, additionals);
        return at;
    }

    /** Whether what was written had to be cut off. */
    boolean isCut() {
        return cut;
    }

    /** Answers what is broken or of another kind; returns the response's length. */
    int write(Query.Broken broken) {
        at = broken.questionEnd();
        System.arraycopy(query, 0, to, 0, at);
        head(broken.flags(), 0, broken.code(), at > QueryReader.HEADER ? 1 : 0);
        overwrite(6, 0);
        overwrite(8, 0);
        overwrite(10, 0);
        return at;
    }

    private void head(int queryFlags, int flags, int code, int questions) {
        overwrite(2, RESPONSE | (queryFlags & COPIED) | flags | (code & 0xF));
        overwrite(4, questions);
    }

    /** @param asked the question's name, which stands behind the header */
    private record Names(WireName asked, WireName apex) {}

    /** How many records were written; {@link #NO_ROOM} when they do not fit. */
    private int section(Names names, List<Owned> sets) {
        int records = 0;
        for (Owned set : sets) {
            if (!write(names, set)) {
                return NO_ROOM;
            }
            records += set.set().data().size();
        }
        return records;
    }

    private int whatFits(Names names, List<Owned> sets) {
        int records = 0;
        for (Owned set : sets) {
            int before = at;
            if (write(names, set)) {
                records += set.set().data().size();
            } else {
                at = before;
            }
        }
        return records;
    }

    /** Writes all of a set, from its first value on in a circle; false when it does not fit. */
    private boolean write(Names names, Owned owned) {
        List<byte[]> data = owned.set().data();
        for (int i = 0; i < data.size(); i++) {
            byte[] one = data.get((owned.first() + i) % data.size());
            // An owner takes at most as much as its labels and a pointer; shortened, all may still fit the room.
            if (at + owned.owner().labels().length() + 12 + one.length > to.length) {
                return false;
            }
            owner(names, owned.owner());
            number(owned.set().type());
            number(DClass.IN);
            number((int) (owned.ttl() >> 16));
            number((int) owned.ttl());
            int length = at;
            at += 2;
            data(names, owned.set().type(), one);
            overwrite(length, at - length - 2);
            if (at > room) {
                return false;
            }
        }
        return true;
    }

    /**
     * Names in the data of the oldest types are shortened as owners are, so that a negative answer is no more than three times as long as its
     * question; other data stands as it is (RFC 3597, 4).
     */
    private void data(Names names, int type, byte[] bytes) {
        int done = switch (type) {
            case Type.NS, Type.CNAME -> name(names, bytes, 0);
            case Type.SOA -> name(names, bytes, name(names, bytes, 0));
            default -> 0;
        };
        System.arraycopy(bytes, done, to, at, bytes.length - done);
        at += bytes.length - done;
    }

    /** Writes the name that stands at a place of some data; returns where it ends there. */
    private int name(Names names, byte[] bytes, int from) {
        String apex = names.apex().labels();
        int apexAt = from;
        int end = from;
        while (bytes[end] != 0) {
            end += 1 + bytes[end];
        }
        while (end - apexAt > apex.length()) {
            apexAt += 1 + bytes[apexAt];
        }
        int inQuestion = QueryReader.HEADER + names.asked().labels().length() - apex.length();
        // Letters stay as they are written: a name is only pointed to where it was asked for in the same ones.
        boolean below = end - apexAt == apex.length()
                && !apex.isEmpty()
                && Arrays.equals(bytes, apexAt, end, query, inQuestion, inQuestion + apex.length());
        int copied = below ? apexAt - from : end + 1 - from;
        System.arraycopy(bytes, from, to, at, copied);
        at += copied;
        if (below) {
            number(POINTER | inQuestion);
        }
        return end + 1;
    }

    /** RFC 1035, 4.1.4: what an owner shares with the question's name is pointed to. */
    private void owner(Names names, WireName owner) {
        if (owner.equals(names.asked())) {
            number(POINTER | QueryReader.HEADER);
            return;
        }
        String labels = owner.labels();
        int apexLength = names.apex().labels().length();
        for (int i = 0; i < labels.length() - apexLength; i++) {
            to[at++] = (byte) labels.charAt(i);
        }
        number(POINTER | (QueryReader.HEADER + names.asked().labels().length() - apexLength));
    }

    /** Says no more than that it is to be asked over TCP; returns the response's length. */
    int writeCut(Query.Asked asked, Optional<Cookies.Made> cookie) {
        System.arraycopy(query, 0, to, 0, asked.questionEnd());
        at = asked.questionEnd();
        asked.edns().ifPresent(edns -> option(edns, 0, cookie));
        head(asked.flags(), AUTHORITATIVE | TRUNCATED, 0, 1);
        overwrite(6, 0);
        overwrite(8, 0);
        overwrite(10, asked.edns().isPresent() ? 1 : 0);
        return at;
    }

    /** RFC 6891, 6.1: what this server takes, the upper part of the code, version 0, DO as it was asked. */
    private void option(Edns edns, int code, Optional<Cookies.Made> cookie) {
        to[at++] = 0;
        number(Type.OPT);
        number(PAYLOAD);
        number(code >> 4 << 8);
        number(edns.dnssec() ? DNSSEC_OK : 0);
        if (cookie.isEmpty() || edns.cookie().isEmpty()) {
            number(0);
            return;
        }
        number(COOKIE_LENGTH);
        number(Cookies.OPTION);
        number(Cookies.BYTES);
        wide(edns.cookie().get().client());
        wide(cookie.get().head());
        wide(cookie.get().hash());
    }

    private void wide(long value) {
        LONG.set(to, at, value);
        at += Long.BYTES;
    }

    private void number(int value) {
        overwrite(at, value);
        at += 2;
    }

    private void overwrite(int where, int value) {
        to[where] = (byte) (value >> 8);
        to[where + 1] = (byte) value;
    }
}
