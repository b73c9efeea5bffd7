package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.testing.dns.DynamicServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** A person with {@code nsupdate}, who asserts nothing. */
final class Rfc2136Hand {
    private Rfc2136Hand() {}

    /** Puts values in the place of whatever stands there. */
    static void replace(InetSocketAddress server, DnsName apex, DnsName name, String type, String... values) {
        try {
            Name owner = Name.fromString(name + ".");
            Update update = new Update(Name.fromString(apex + "."));
            update.delete(owner, Type.value(type));
            for (String value : values) {
                update.add(owner, Type.value(type), 30, value);
            }
            SimpleResolver resolver = new SimpleResolver(server);
            resolver.setTCP(true);
            resolver.setTSIGKey(
                    new TSIG(TSIG.HMAC_SHA256, Name.fromString(DynamicServer.KEY + "."), DynamicServer.SECRET));
            int code = resolver.send(update).getRcode();
            if (code != Rcode.NOERROR) {
                throw new IllegalStateException("the update by hand was answered with " + Rcode.string(code));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
