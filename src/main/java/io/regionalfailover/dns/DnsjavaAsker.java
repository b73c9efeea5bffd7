package io.regionalfailover.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks over UDP, and over TCP when the answer does not fit. */
public final class DnsjavaAsker implements NameserverAsker {
    private final Duration timeout;
    private final boolean recursively;

    private DnsjavaAsker(Duration timeout, boolean recursively) {
        this.timeout = timeout;
        this.recursively = recursively;
    }

    /**
     * Asks authoritative servers: only what they answer with authority counts.
     *
     * @param timeout for one question, above 0
     */
    public DnsjavaAsker(Duration timeout) {
        this(timeout, false);
    }

    /**
     * Asks servers that look answers up elsewhere, as those inside a private network do. What they kept is seen until its TTL
     * is over.
     *
     * @param timeout for one question, above 0
     */
    public static DnsjavaAsker ofResolvers(Duration timeout) {
        return new DnsjavaAsker(timeout, true);
    }

    @Override
    public Answer ask(InetSocketAddress server, DnsName name, String type) {
        try {
            SimpleResolver resolver = new SimpleResolver(resolved(server));
            resolver.setTimeout(timeout);
            Name wanted = Name.fromString(name.text() + ".");
            int wantedType = Type.value(type);
            Message question = Message.newQuery(Record.newRecord(wanted, wantedType, DClass.IN));
            if (!recursively) {
                question.getHeader().unsetFlag(Flags.RD);
            }
            return answer(resolver.send(question), wanted, wantedType);
        } catch (UnknownHostException e) {
            return new Answer.None("has no address");
        } catch (TextParseException e) {
            return new Answer.None("cannot be asked for " + name);
        } catch (IOException e) {
            return new Answer.None("does not answer");
        }
    }

    private static InetSocketAddress resolved(InetSocketAddress server) throws UnknownHostException {
        return server.isUnresolved()
                ? new InetSocketAddress(InetAddress.getByName(server.getHostString()), server.getPort())
                : server;
    }

    private Answer answer(Message reply, Name wanted, int type) {
        int rcode = reply.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return new Answer.None("answers " + Rcode.string(rcode));
        }
        if (!recursively && !reply.getHeader().getFlag(Flags.AA)) {
            return new Answer.None("has no authority");
        }
        List<String> values = new ArrayList<>();
        for (Record found : reply.getSection(Section.ANSWER)) {
            if (found.getType() == type && found.getName().equals(wanted)) {
                values.add(found.rdataToString());
            }
        }
        return new Answer.Authoritative(values);
    }
}
