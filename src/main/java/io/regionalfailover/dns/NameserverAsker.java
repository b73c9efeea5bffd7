package io.regionalfailover.dns;

import java.net.InetSocketAddress;
import java.util.List;

/** Asks one authoritative server one question. Blocks its (virtual) thread for a bounded time, and never throws. */
public interface NameserverAsker {
    /**
     * Asks without recursion.
     *
     * @param server by address, or by a host name that is resolved first
     * @param name any name, with no wildcard
     * @param type {@code A}, {@code AAAA}, {@code CNAME} or {@code TXT}
     */
    Answer ask(InetSocketAddress server, DnsName name, String type);

    /** What came back. */
    sealed interface Answer {
        /** @param values of this name and type in presentation form, as the server has authority to say; empty for none */
        record Authoritative(List<String> values) implements Answer {
            public Authoritative {
                values = List.copyOf(values);
            }
        }

        /** @param how such as {@code does not answer}, after the server's name */
        record None(String how) implements Answer {}
    }
}
