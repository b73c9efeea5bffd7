package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.ProviderContract;
import io.regionalfailover.dns.RequestGate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract against the embedded zones, without their server. */
class EmbeddedContractTest extends ProviderContract {
    private static final int PORT = 8_053;

    @TempDir
    private Path folder;

    private Optional<EmbeddedZones> zones = Optional.empty();

    @AfterEach
    void stop() {
        zones.ifPresent(EmbeddedZones::close);
    }

    /** A change is made in this process, at once: there are no requests, no replies to lose and nothing to wait for; nor aliases. */
    @Override
    protected Set<ContractRule> lacking() {
        return Set.of(
                ContractRule.PAGES,
                ContractRule.LOST_REPLY,
                ContractRule.THROTTLING,
                ContractRule.PENDING,
                ContractRule.ALIAS_READ_BACK,
                ContractRule.ALIAS_EXACT_DELETE);
    }

    @Override
    protected Backend backend() {
        EmbeddedZones here = new EmbeddedZones(folder, "", InstantSource.system(), new Tally(), new Told());
        zones = Optional.of(here);
        here.declare(SampleZone.APEX, SampleZone.SERVERS);
        return new Backend() {
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
            public void loseNextReply() {}

            @Override
            public void holdChanges() {}

            @Override
            public int changesReceived() {
                return 0;
            }

            @Override
            public int nameserverPort() {
                return PORT;
            }
        };
    }
}
