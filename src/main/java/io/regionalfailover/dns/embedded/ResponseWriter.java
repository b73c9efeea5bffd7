package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Query.Edns;
import io.regionalfailover.dns.embedded.Reply.Owned;
import java.util.List;
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
    private static final int DNSSEC_OK = 0x8000;
    private static final int NO_ROOM = -1;

    private final byte[] query;
    private final byte[] to;
    private int room;
    private int at;

    /**
     * @param query the message that is answered
     * @param to takes the response, and is at least as long as it may be
     * @param limit how long the response may be, at least 512
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
     * @return the response's length
     */
    int write(Query.Asked asked, WireName apex, Reply reply) {
        room -= asked.edns().isPresent() ? OPT_LENGTH : 0;
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
            at = asked.questionEnd();
            answers = 0;
            authorities = 0;
        } else {
            additionals = whatFits(names, reply.additional());
        }
        if (asked.edns().isPresent()) {
            option(asked.edns().get(), reply.code());
            additionals++;
        }
        head(asked.flags(), flags, reply.code(), 1);
        overwrite(6, answers);
        overwrite(8, authorities);
        overwrite(10, additionals);
        return at;
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
            // An owner takes at most as much as its labels and a pointer.
            if (at + owned.owner().labels().length() + 12 + one.length > room) {
                return false;
            }
            owner(names, owned.owner());
            number(owned.set().type());
            number(DClass.IN);
            number((int) (owned.set().ttl() >> 16));
            number((int) owned.set().ttl());
            number(one.length);
            System.arraycopy(one, 0, to, at, one.length);
            at += one.length;
        }
        return true;
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

    /** RFC 6891, 6.1: what this server takes, the upper part of the code, version 0, DO as it was asked. */
    private void option(Edns edns, int code) {
        to[at++] = 0;
        number(Type.OPT);
        number(PAYLOAD);
        number(code >> 4 << 8);
        number(edns.dnssec() ? DNSSEC_OK : 0);
        number(0);
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
