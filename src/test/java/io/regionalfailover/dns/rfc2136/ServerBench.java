package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.ContractBackend;
import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.dns.ProviderContract;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.dns.DynamicServer;
import io.regionalfailover.testing.dns.UpdateProxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real server for {@link ProviderContract}, with a zone of its own for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerBench extends ProviderContract {
    static final DnsjavaAsker ASKER = new DnsjavaAsker(Duration.ofSeconds(5));

    private static final int ZONES = 90;

    private final DynamicServer.Kind kind;

    private int used;
    private DynamicServer server;
    private UpdateProxy proxy;

    ServerBench(DynamicServer.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        server = kind.start(folder, ZONES);
        proxy = new UpdateProxy(server.address());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            proxy.close();
            server.close();
        }
    }

    /** A zone that no test has touched. */
    final DnsName freshZone() {
        return DynamicServer.zone(used++);
    }

    /** Where the server itself answers. */
    final InetSocketAddress address() {
        return server.address();
    }

    final DynamicServer.Kind kind() {
        return kind;
    }

    /** The provider of a zone there, as it is when the DnsZone has been looked after. */
    Rfc2136Provider provider(DnsName apex, InetSocketAddress at, RequestGate gate) {
        return Sample.provider(apex, at, gate);
    }

    @Override
    protected Set<ContractRule> lacking() {
        return ContractBackend.valueOf(kind.name()).lacking();
    }

    @Override
    protected Backend backend() {
        DnsName apex = freshZone();
        int before = proxy.updates();
        return new Backend() {
            @Override
            public DnsName apex() {
                return apex;
            }

            @Override
            public DnsProvider provider(RequestGate gate) {
                return ServerBench.this.provider(apex, proxy.address(), gate);
            }

            @Override
            public DnsProvider providerOfNoZone() {
                return Sample.provider(DnsName.of("nobody.invalid"), server.address(), RequestGate.open());
            }

            @Override
            public void loseNextReply() {
                proxy.loseNextReply();
            }

            @Override
            public boolean answers() {
                return true;
            }

            @Override
            public Optional<List<String>> answer(DnsName name) {
                return ASKER.ask(server.address(), name, "A") instanceof Answer.Authoritative(List<String> values)
                        ? Optional.of(values)
                        : Optional.empty();
            }

            @Override
            public void holdChanges() {
                // What is made is in force at this server.
            }

            @Override
            public int changesReceived() {
                return proxy.updates() - before;
            }
        };
    }
}
