package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

class SystemDnsTest {

    @TempDir
    private Path folder;

    private SystemDns system;

    @BeforeEach
    void setUp() {
        system = new SystemDns(folder.resolve("resolv.conf"), folder.resolve("hosts"));
    }

    @Test
    void readsResolversSearchDomainsAndDots() throws IOException {
        write("resolv.conf", """
                # a comment
                nameserver 10.96.0.10
                nameserver fd00::10
                nameserver [127.0.0.1]:5354
                nameserver 10.0.0.4
                nameserver nonsense
                search shop.svc.cluster.local svc.cluster.local
                options edns0 ndots:5 timeout:2
                """);

        SystemDns.Settings settings = system.settings();

        assertThat(settings.resolvers().stream().map(HostName::text))
                .containsExactly("10.96.0.10:53", "[fd00::10]:53", "127.0.0.1:5354");
        assertThat(settings.dots()).isEqualTo(5);
        assertThat(candidates(settings, "db.shop"))
                .containsExactly("db.shop.shop.svc.cluster.local.", "db.shop.svc.cluster.local.", "db.shop.");
        assertThat(candidates(settings, "db.shop.")).containsExactly("db.shop.");
        assertThat(candidates(settings, "a.b.c.d.e.f"))
                .startsWith("a.b.c.d.e.f.")
                .hasSize(3);
    }

    @Test
    void triesNamesWithDotsAsTheyAreFirst() throws IOException {
        write("resolv.conf", "nameserver 10.0.0.2\ndomain example.com\n");

        assertThat(candidates(system.settings(), "db")).containsExactly("db.example.com.", "db.");
        assertThat(candidates(system.settings(), "db.eu")).containsExactly("db.eu.", "db.eu.example.com.");
    }

    @Test
    void noticesThatAFileChanged() throws IOException {
        write("resolv.conf", "nameserver 10.0.0.2\n");
        assertThat(system.settings().resolvers()).hasSize(1);
        write("resolv.conf", "nameserver 10.0.0.2\nnameserver 10.0.0.3\n");

        assertThat(system.settings().resolvers()).hasSize(2);
    }

    @Test
    void knowsSomeResolverWithoutAFile() {
        assertThat(system.settings().resolvers()).isNotEmpty();
        assertThat(system.settings().search()).isEmpty();
    }

    @Test
    void readsHosts() throws IOException {
        write("hosts", """
                127.0.0.1  localhost
                192.0.2.1\tdb.example.com db # the old one
                2001:db8::1 DB
                # 192.0.2.9 db
                nonsense db
                """);

        assertThat(system.hostsAddresses("db"))
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        assertThat(system.hostsAddresses("DB.example.com.")).containsExactly(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(system.hostsAddresses("old")).isEmpty();
        assertThat(system.hostsAddresses("localhost")).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void localhostNeedsNoFile() {
        assertThat(system.hostsAddresses("localhost")).hasSize(2);
        assertThat(system.hostsAddresses("api.localhost")).hasSize(2);
        assertThat(system.hostsAddresses("example.com")).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static List<String> candidates(SystemDns.Settings settings, String name) {
        try {
            return settings.candidates(Name.fromString(name)).stream()
                    .map(Name::toString)
                    .toList();
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
