package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.ContractBackend;
import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.ProviderContract;
import io.regionalfailover.dns.RequestGate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** The contract against the embedded zones, without their server. */
class EmbeddedContractTest extends ProviderContract {
    private static final int PORT = 8_053;

    @TempDir
    private Path folder;

    private Optional<EmbeddedZones> zones = Optional.empty();

    private final RandomGenerator random = new Random(7);

    private static String address(byte[] data) {
        try {
            return InetAddress.getByAddress(data).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        zones.ifPresent(EmbeddedZones::close);
    }

    @Override
    protected Set<ContractRule> lacking() {
        return ContractBackend.EMBEDDED.lacking();
    }

    @Override
    protected Backend backend() {
        EmbeddedZones here = new EmbeddedZones(folder, "", InstantSource.system(), new Tally(), new Told());
        zones = Optional.of(here);
        here.declare(SampleZone.APEX, SampleZone.SERVERS);
        return new ImmediateBackend() {
            @Override
            public DnsName apex() {
                return SampleZone.APEX;
            }

            @Override
            public DnsProvider provider(RequestGate gate) {
                return new EmbeddedProvider(
                        SampleZone.APEX,
                        here,
                        new ShortTtls(() -> 0),
                        () -> Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT)));
            }

            @Override
            public DnsProvider providerOfNoZone() {
                return new EmbeddedProvider(
                        DnsName.of("nobody.example"), here, new ShortTtls(() -> 0), Optional::empty);
            }

            @Override
            public boolean answers() {
                return true;
            }

            @Override
            public Optional<List<String>> answer(DnsName name) {
                return Optional.ofNullable(here.catalog().zones().get(WireName.of(SampleZone.APEX)))
                        .map(zone ->
                                zone.answer(WireName.of(name), Type.A, new ShortTtls(() -> 0), random).answer().stream()
                                        .flatMap(owned -> owned.set().data().stream())
                                        .map(EmbeddedContractTest::address)
                                        .toList());
            }

            @Override
            public int nameserverPort() {
                return PORT;
            }
        };
    }
}
