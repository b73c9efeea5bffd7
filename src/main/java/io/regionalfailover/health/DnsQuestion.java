package io.regionalfailover.health;

import io.regionalfailover.health.DnsAnswer.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One question to one resolver, with a random id, and the judgement of what comes back for it.
 *
 * @param query the message
 * @param resolver who is asked
 */
record DnsQuestion(Message query, InetSocketAddress resolver) {

    private static final int LONGEST_CHAIN = 16;

    /** What some bytes are, as a reply to this question. */
    sealed interface Reply {

        /** Not for this question: ignored, as it may be anybody's. */
        record Foreign() implements Reply {}

        /** For this question, but cannot be read. */
        record Malformed() implements Reply {}

        /** For this question. */
        record Read(Message message) implements Reply {}
    }

    static DnsQuestion of(Name name, int type, InetSocketAddress resolver) {
        return new DnsQuestion(Message.newQuery(Record.newRecord(name, type, DClass.IN)), resolver);
    }

    byte[] wire() {
        return query.toWire();
    }

    /** Reads bytes from the resolver. Never throws, whatever they are. */
    Reply read(byte[] wire) {
        boolean mine = wire.length >= 12
                && ((wire[0] & 0xff) << 8 | (wire[1] & 0xff))
                        == query.getHeader().getID();
        if (!mine || (wire[2] & 0x80) == 0) {
            return new Reply.Foreign();
        }
        try {
            Message message = new Message(wire);
            return answersQuestion(message) ? new Reply.Read(message) : new Reply.Foreign();
        } catch (IOException | RuntimeException e) {
            return new Reply.Malformed();
        }
    }

    /** Errors may leave the question out; an answer that carries records may not. */
    private boolean answersQuestion(Message message) {
        List<Record> questions = message.getSection(Section.QUESTION);
        if (questions.isEmpty()) {
            return message.getRcode() != Rcode.NOERROR;
        }
        Record question = questions.getFirst();
        return questions.size() == 1
                && question.getType() == asked().getType()
                && question.getDClass() == asked().getDClass()
                && question.getName().equals(asked().getName());
    }

    /** What a complete reply says. */
    DnsAnswer judge(Message message) {
        return switch (message.getRcode()) {
            case Rcode.NOERROR -> records(message);
            case Rcode.NXDOMAIN -> failed(Verdict.NXDOMAIN, "NXDOMAIN for " + name());
            case Rcode.SERVFAIL -> failed(Verdict.SERVFAIL, "SERVFAIL for " + name());
            case Rcode.REFUSED -> failed(Verdict.REFUSED, "REFUSED for " + name());
            default -> failed(Verdict.OTHER, Rcode.string(message.getRcode()) + " for " + name());
        };
    }

    DnsAnswer truncated(String why) {
        return failed(Verdict.TRUNCATED, "truncated answer for " + name() + ", " + why);
    }

    DnsAnswer malformed() {
        return failed(Verdict.MALFORMED, "malformed answer for " + name());
    }

    DnsAnswer silent(Deadline deadline, int foreign) {
        String what = foreign == 0 ? "no answer for " : "no matching answer (" + foreign + " others) for ";
        return failed(Verdict.SILENT, what + name() + " within " + deadline.text());
    }

    /** The exchange itself failed. */
    DnsAnswer broken(IOException failure) {
        if (IoFailure.isOwn(failure)) {
            return DnsAnswer.failed(
                    Verdict.NOT_ASKED, IoFailure.shortage(failure).message());
        }
        return failed(Verdict.UNREACHABLE, "resolver cannot be reached for " + name() + ": " + failure.getMessage());
    }

    static boolean isTruncated(Message message) {
        return message.getHeader().getFlag(Flags.TC);
    }

    private DnsAnswer records(Message message) {
        List<Record> answer = message.getSection(Section.ANSWER);
        Name owner = asked().getName();
        for (int link = 0; link < LONGEST_CHAIN; link++) {
            List<Record> found = new ArrayList<>();
            Optional<Name> alias = Optional.empty();
            for (Record record : answer) {
                boolean here = record.getName().equals(owner) && record.getDClass() == DClass.IN;
                if (here && record.getType() == asked().getType()) {
                    found.add(record);
                } else if (here && record instanceof CNAMERecord cname) {
                    alias = Optional.of(cname.getTarget());
                }
            }
            if (!found.isEmpty()) {
                return DnsAnswer.found(found);
            }
            if (alias.isEmpty()) {
                break;
            }
            owner = alias.get();
        }
        String behind = owner.equals(asked().getName()) ? "" : " behind its alias";
        return failed(
                Verdict.EMPTY,
                "empty answer for " + name() + ": no " + Type.string(asked().getType()) + " record" + behind);
    }

    private DnsAnswer failed(Verdict verdict, String what) {
        return DnsAnswer.failed(verdict, what + " (resolver " + HostName.text(resolver) + ")");
    }

    private Record asked() {
        return query.getQuestion();
    }

    private String name() {
        return asked().getName().toString(true);
    }
}
