package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import io.regionalfailover.dns.embedded.NameServer;
import io.regionalfailover.testing.dns.Silence;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Zones on disk are answered for where nothing of the application stands. */
class EarlyDnsTest {
    private static final DnsName APEX = DnsName.of("early.example");

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @Test
    void zonesOnDiskAreAnsweredForBySettingsAlone() throws Exception {
        layZone();

        EarlyDns.begin(new Here(folder), "here");

        try (EmbeddedDns dns = EarlyDns.take().orElseThrow()) {
            Message answer = ask(dns.address().orElseThrow());
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(answer.getSection(Section.ANSWER))
                    .extracting(Record::rdataToString)
                    .containsExactly("ns1." + APEX + ".");
            assertThat(EarlyDns.take()).as("it is handed over once").isEmpty();
        }
    }

    @Test
    void noPortIsOpenedWithoutAZone() {
        EarlyDns.begin(new Here(folder), "here");

        try (EmbeddedDns dns = EarlyDns.take().orElseThrow()) {
            assertThat(dns.address()).isEmpty();
        }
    }

    @Test
    void aServerThatIsClosedKeepsNoThread() {
        layZone();

        assertThat(timer.isShutdown()).isTrue();
    }

    private void layZone() {
        try (EmbeddedDns before = new EmbeddedDns(
                new EmbeddedDns.Options(Optional.of(InetAddress.getLoopbackAddress()), 0, folder, "before", 0),
                InstantSource.system(),
                System::nanoTime,
                InstantSource.system(),
                timer,
                new Silence())) {
            assertThat(before.declare(APEX, List.of(new NameServer(DnsName.of("ns1." + APEX), List.of("192.0.2.1")))))
                    .isEmpty();
        }
    }

    private static Message ask(InetSocketAddress server) throws Exception {
        SimpleResolver client = new SimpleResolver(new InetSocketAddress("127.0.0.1", server.getPort()));
        return client.send(Message.newQuery(Record.newRecord(Name.fromString(APEX + "."), Type.NS, DClass.IN)));
    }

    private record Here(Path folder) implements Settings.Dns.Embedded {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public Optional<String> address() {
            return Optional.of("127.0.0.1");
        }

        @Override
        public Optional<Path> stateDir() {
            return Optional.of(folder);
        }

        @Override
        public int responsesPerSecond() {
            return 0;
        }
    }
}
