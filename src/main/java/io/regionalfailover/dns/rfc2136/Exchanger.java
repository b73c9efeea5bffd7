package io.regionalfailover.dns.rfc2136;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.TextParseException;

/** Asks one server over TCP, every message signed, and believes no answer that is not. */
final class Exchanger {
    /** Questions that are on their way at once. */
    private static final int WINDOW = 32;

    /** Questions that have to be answered by one deadline: a longer list is asked in parts. */
    private static final int PART = 1_000;

    private final InetSocketAddress server;
    private final Patience patience;
    private final Clock clock;

    /** @param clock the wall clock, which signatures carry */
    Exchanger(InetSocketAddress server, Patience patience, Clock clock) {
        this.server = server;
        this.patience = patience;
        this.clock = clock;
    }

    /** What an answer turned out to be. */
    sealed interface Answer {
        /** @param message signed with the key */
        record Signed(Message message) implements Answer {}

        /**
         * The server did not accept the signature, so nothing was done.
         *
         * @param error of TSIG (RFC 8945, 3)
         * @param message its answer
         */
        record Rejected(int error, Message message) implements Answer {}

        /**
         * It says that it does not do this, and does not sign that.
         *
         * @param message its answer, with an error
         */
        record Unsigned(Message message) implements Answer {}

        /** It is not signed with the key although it should be: it may come from anybody. */
        record Forged() implements Answer {}
    }

    /** Nothing, or not everything, came back. */
    static final class Silent extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean sent;

        private Silent(boolean sent, IOException cause) {
            super(cause);
            this.sent = sent;
        }

        /** False when the server cannot have got it. */
        boolean wasSent() {
            return sent;
        }
    }

    /** Asks one thing. */
    Answer ask(TsigKeys.Present key, Message question) throws Silent {
        return ask(key, List.of(question)).getFirst();
    }

    /** Asks many things, which may be answered in any order; the answers stand in the order of the questions. */
    List<Answer> ask(TsigKeys.Present key, List<? extends Message> questions) throws Silent {
        TSIG tsig = tsig(key);
        List<Answer> all = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += PART) {
            all.addAll(askPart(tsig, questions.subList(from, Math.min(questions.size(), from + PART))));
        }
        return all;
    }

    private List<Answer> askPart(TSIG tsig, List<? extends Message> questions) throws Silent {
        Map<Integer, Answer> answers = new HashMap<>();
        int answeredBefore = -1;
        try (Deadline deadline = patience.begin()) {
            while (answers.size() < questions.size()) {
                try (Channel channel = open(deadline)) {
                    answeredBefore = answers.size();
                    askOver(channel, tsig, questions, answers);
                } catch (IOException e) {
                    // A server may end a connection after any number of answers. Those that came are kept.
                    if (deadline.isOver()) {
                        throw new Silent(true, deadline.passed());
                    }
                    if (answers.size() == answeredBefore || answers.size() == questions.size()) {
                        throw new Silent(true, e);
                    }
                }
            }
        }
        return IntStream.range(0, questions.size())
                .mapToObj(i -> answers.getOrDefault(i, new Answer.Forged()))
                .toList();
    }

    private Channel open(Deadline deadline) throws Silent {
        try {
            Channel channel = Channel.to(server, patience.answer());
            deadline.cuts(channel);
            return channel;
        } catch (IOException e) {
            throw new Silent(false, e);
        }
    }

    private record Asked(int index, TSIGRecord signature) {}

    private static void askOver(
            Channel channel, TSIG tsig, List<? extends Message> questions, Map<Integer, Answer> answers)
            throws IOException {
        Map<Integer, Asked> waiting = new HashMap<>();
        int next = 0;
        while (answers.size() < questions.size()) {
            while (waiting.size() < WINDOW && next < questions.size()) {
                if (!answers.containsKey(next)) {
                    Message signed = questions.get(next).clone();
                    int id = next & 0xffff;
                    signed.getHeader().setID(id);
                    tsig.apply(signed, null);
                    channel.send(signed.toWire());
                    waiting.put(id, new Asked(next, signed.getTSIG()));
                }
                next++;
            }
            byte[] wire = channel.receive();
            Asked asked = waiting.remove(id(wire));
            if (asked != null) {
                answers.put(asked.index(), judged(tsig, wire, asked.signature()));
            }
        }
    }

    private static int id(byte[] wire) {
        return wire.length < 2 ? -1 : (wire[0] & 0xff) << 8 | wire[1] & 0xff;
    }

    /**
     * What an answer is.
     *
     * @param question the signature of what was asked
     * @throws IOException when it is no message
     */
    static Answer judged(TSIG tsig, byte[] wire, TSIGRecord question) throws IOException {
        try {
            Message answer = new Message(wire);
            TSIGRecord signature = answer.getTSIG();
            if (signature != null && signature.getError() != Rcode.NOERROR) {
                return new Answer.Rejected(signature.getError(), answer);
            }
            if (signature != null && tsig.verify(answer, wire, question) == Rcode.NOERROR) {
                return new Answer.Signed(answer);
            }
            int code = answer.getHeader().getRcode();
            return code == Rcode.NOERROR || code == Rcode.NXDOMAIN ? new Answer.Forged() : new Answer.Unsigned(answer);
        } catch (RuntimeException e) {
            // The library takes counts of records for true: with a wrong one it asks for records that are not there.
            throw new IOException("an answer that is no DNS message", e);
        }
    }

    private TSIG tsig(TsigKeys.Present key) {
        try {
            Name algorithm = TSIG.algorithmToName(key.algorithm());
            return new TSIG(
                    algorithm,
                    Name.fromString(key.name().endsWith(".") ? key.name() : key.name() + "."),
                    new SecretKeySpec(key.secret(), key.algorithm()),
                    clock);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("\"" + key.name() + "\" is no name of a key", e);
        }
    }
}
