package io.regionalfailover.testing.dns;

import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A real DNS server that takes dynamic updates, configured by the very files in {@code examples/rfc2136}: its zone is
 * {@code example.com}, and there are as many more zones of the same kind as a test asks for.
 */
public final class DynamicServer implements AutoCloseable {
    /** The key of the examples. */
    public static final String KEY = "failover";

    /** Its algorithm. */
    public static final String ALGORITHM = "hmac-sha256";

    /** Its secret. */
    public static final byte[] SECRET =
            Base64.getDecoder().decode("Zm9yIHRoZSBleGFtcGxlIG9ubHksIG1ha2UgYSBuZXcgb25lIQ==");

    /** A key that is known there and may not update. */
    public static final String READER = "reader";

    /** PowerDNS passes over changes of LUA records in a zone with a TXT record of this name, as 5.1 does by default. */
    public static final String FREEZE = "freeze";

    private static final Path EXAMPLES = Path.of("examples/rfc2136");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TiedProcess process;
    private final Path folder;
    private final int port;

    private DynamicServer(TiedProcess process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Which server. */
    public enum Kind {
        BIND("BIND"),
        KNOT("Knot DNS"),
        POWERDNS("PowerDNS"),
        /** The same with LUA records enabled. */
        POWERDNS_LUA("PowerDNS with LUA records");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As people call it. */
        public String title() {
            return title;
        }

        /** True for PowerDNS, with LUA records or without. */
        public boolean isPowerDns() {
            return this == POWERDNS || this == POWERDNS_LUA;
        }

        /**
         * Starts it; where its programs cannot be had, the test that asks is skipped.
         *
         * @param folder gets its files
         * @param zones how many zones more than {@code example.com}, see {@link DynamicServer#zone}
         */
        public DynamicServer start(Path folder, int zones) {
            int port = FreePort.on("127.0.0.1");
            try {
                TiedProcess process = switch (this) {
                    case BIND -> bind(folder, port, zones);
                    case KNOT -> knot(folder, port, zones);
                    case POWERDNS -> powerDns(folder, port, zones, "no");
                    case POWERDNS_LUA -> powerDns(folder, port, zones, "yes");
                };
                DynamicServer server = new DynamicServer(process, folder, port);
                server.awaitAnswers(zones == 0 ? DnsName.of("example.com") : zone(zones - 1));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A zone beside {@code example.com}. */
    public static DnsName zone(int number) {
        return DnsName.of("z" + number + ".example");
    }

    /** Where it answers, over UDP and TCP. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Gives the key another secret, of BIND: it reads its configuration again, and the old secret is none from then on. */
    public void exchangeSecret(byte[] secret) {
        try {
            Path file = folder.resolve("named.conf");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst(
                                    "(key \"" + KEY + "\" \\{[^}]*secret )\"[^\"]*\"",
                                    "$1\"" + Base64.getEncoder().encodeToString(secret) + "\""));
            process.hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process. */
    public TiedProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private static TiedProcess bind(Path folder, int port, int zones) throws IOException {
        DebianTools tools = DebianTools.orSkip();
        zoneFiles(folder, zones);
        String config = example("named.conf")
                .replace("/var/cache/bind", folder.toString())
                .replace("/var/lib/bind", folder.toString())
                .replace("  recursion no;", """
                          recursion no;
                          pid-file none;
                          session-keyfile "%1$s/session.key";
                          listen-on port %2$d { 127.0.0.1; };
                          listen-on-v6 { none; };
                          notify no;
                          dnssec-validation no;
                        """.formatted(folder, port));
        Path file = Files.writeString(
                folder.resolve("named.conf"),
                repeated(config, "zone \"example.com\"", zones) + "\ncontrols { };\nkey \"" + READER
                        + "\" { algorithm hmac-sha256; secret \""
                        + Base64.getEncoder().encodeToString(SECRET)
                        + "\"; };\n");
        return tools.command(folder.resolve("named.log"), "usr/sbin/named", "-g", "-n", "1", "-c", file.toString())
                .start();
    }

    private static TiedProcess knot(Path folder, int port, int zones) throws IOException {
        DebianTools tools = DebianTools.orSkip("knot");
        zoneFiles(folder, zones);
        String config = example("knot.conf")
                .replace("/var/lib/knot", folder.toString())
                .replace("/run/knot", folder.toString())
                .replace("[ 0.0.0.0@53, ::@53 ]", "127.0.0.1@" + port)
                .replace("\nacl:", """
                          - id: %1$s
                            algorithm: hmac-sha256
                            secret: %2$s

                        acl:
                          - id: readers
                            key: %1$s
                            action: query
                        """.formatted(READER, Base64.getEncoder().encodeToString(SECRET))
                        .stripTrailing())
                .replace("acl: operator", "acl: [ operator, readers ]");
        Path file = Files.writeString(folder.resolve("knot.conf"), repeated(config, "  - domain: example.com", zones));
        return tools.command(folder.resolve("knot.log"), "usr/sbin/knotd", "-c", file.toString())
                .start();
    }

    private static TiedProcess powerDns(Path folder, int port, int zones, String lua) throws IOException {
        DebianTools tools = DebianTools.orSkip("powerdns");
        String sqlite = tools.root().resolve("usr/bin/sqlite3").toString();
        String database = folder.resolve("pdns.sqlite3").toString();
        Files.writeString(
                folder.resolve("pdns.conf"),
                example("pdns.conf").replace("/var/lib/powerdns", folder.toString())
                        + """
                        module-dir=%1$s
                        local-address=127.0.0.1
                        local-port=%2$d
                        socket-dir=%3$s
                        config-dir=%3$s
                        guardian=no
                        daemon=no
                        disable-syslog=yes
                        security-poll-suffix=
                        enable-lua-records=%4$s
                        """.formatted(tools.root().resolve("usr/lib/x86_64-linux-gnu/pdns"), port, folder, lua));
        Path script = Files.writeString(folder.resolve("zones.sh"), """
                set -e
                pdnsutil() { "%1$s" --config-dir="%2$s" "$@"; }
                "%3$s" "%4$s" < "%5$s"
                %6$s
                pdnsutil import-tsig-key %7$s hmac-sha256 %8$s
                "%3$s" "%4$s" <<'SQL'
                begin;
                with recursive n(i) as (select 0 union all select i + 1 from n where i < %9$d - 1)
                  insert into domains(name, type) select 'z' || i || '.example', 'NATIVE' from n where i < %9$d;
                insert into records(domain_id, name, type, content, ttl, prio, disabled, auth)
                  select d.id, d.name, r.type, replace(r.content, 'example.com', d.name), r.ttl, r.prio, r.disabled, r.auth
                  from domains d, records r where d.name <> 'example.com';
                insert into domainmetadata(domain_id, kind, content)
                  select d.id, m.kind, m.content from domains d, domainmetadata m where d.name <> 'example.com';
                commit;
                create trigger frozen_insert before insert on records when new.type = 'LUA' and exists
                  (select 1 from records where domain_id = new.domain_id and type = 'TXT' and name like '%10$s.%%') begin select raise(ignore); end;
                create trigger frozen_delete before delete on records when old.type = 'LUA' and exists
                  (select 1 from records where domain_id = old.domain_id and type = 'TXT' and name like '%10$s.%%') begin select raise(ignore); end;
                SQL
                """.formatted(
                        tools.root().resolve("usr/bin/pdnsutil"),
                        folder,
                        sqlite,
                        database,
                        tools.root().resolve("usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql"),
                        example("powerdns-zone.sh").strip(),
                        READER,
                        Base64.getEncoder().encodeToString(SECRET),
                        zones,
                        FREEZE));
        TiedProcess zonesMade = tools.command(folder.resolve("zones.log"), "/bin/sh", script.toString())
                .start();
        if (zonesMade.waitFor(PATIENCE).orElse(-1) != 0) {
            throw new IllegalStateException("no zones for PowerDNS:\n" + zonesMade.logTail(20));
        }
        return tools.command(folder.resolve("pdns.log"), "usr/sbin/pdns_server", "--config-dir=" + folder)
                .start();
    }

    private static void zoneFiles(Path folder, int zones) throws IOException {
        String zone = example("example.com.zone");
        Files.writeString(folder.resolve("example.com.zone"), zone);
        for (int i = 0; i < zones; i++) {
            Files.writeString(folder.resolve(zone(i) + ".zone"), zone.replace("example.com", zone(i).text()));
        }
    }

    /** The block of the zone, which stands last in the file, for each of the zones. */
    private static String repeated(String config, String beginsWith, int zones) {
        int from = config.indexOf(beginsWith);
        String block = config.substring(from);
        return config
                + IntStream.range(0, zones)
                        .mapToObj(i -> "\n" + block.replace("example.com", zone(i).text()))
                        .collect(Collectors.joining());
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }

    private void awaitAnswers(DnsName zone) {
        await(process + " answers").atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(process + " ended:\n" + process.logTail(20));
            }
            try {
                SimpleResolver resolver = new SimpleResolver(address());
                resolver.setTimeout(Duration.ofSeconds(1));
                Message answer = resolver.send(
                        Message.newQuery(Record.newRecord(Name.fromString(zone + "."), Type.SOA, DClass.IN)));
                return answer.getHeader().getFlag(Flags.AA);
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}
