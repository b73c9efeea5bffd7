package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.ProviderContract;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.moto.MotoServer;
import io.regionalfailover.testing.moto.ReplyLosingProxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.route53.Route53Client;

/** The contract against moto, which others wrote: a second witness for the wire format, lenient about the rules. */
class MotoContractIT extends ProviderContract {
    /** What moto 5.2.5 does not keep; {@code docs/route53.md} says the same. */
    static final Set<ContractRule> LACKING = EnumSet.of(
            ContractRule.DELETE_BEFORE_CREATE,
            ContractRule.RETURN_TO_FORMER,
            ContractRule.STALE_FENCE,
            ContractRule.EXACT_DELETE,
            ContractRule.ALIAS_EXACT_DELETE,
            ContractRule.DELETE_OF_MISSING,
            ContractRule.CREATE_OF_EXISTING,
            ContractRule.CREATE_BESIDE_OTHER_ROUTING,
            ContractRule.ALL_OR_NOTHING,
            ContractRule.ALL_CONFLICTS_NAMED,
            ContractRule.NEVER_EMPTY,
            ContractRule.DELETE_BY_NAME,
            ContractRule.CHARACTERS_LIMIT,
            ContractRule.PAGE_INSIDE_NAME,
            ContractRule.WEIGHTED_ANSWERS,
            ContractRule.THROTTLING,
            ContractRule.PENDING,
            ContractRule.UNKNOWN_CHANGE);

    @TempDir
    private static Path folder;

    private static MotoServer moto;
    private static ReplyLosingProxy proxy;
    private static Route53Client client;

    @BeforeAll
    static void start() {
        moto = MotoServer.start(folder.resolve("moto.log"));
        proxy = new ReplyLosingProxy(moto.endpoint());
        client = Route53Clients.builder(Route53Clients.Timeouts.standard())
                .endpointOverride(proxy.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("contract", "secret")))
                .build();
        System.out.println("moto does not keep these rules of the provider contract:");
        LACKING.forEach(rule -> System.out.println("  " + rule + ": " + rule.sentence()));
    }

    @AfterAll
    static void stop() {
        client.close();
        proxy.close();
        moto.close();
    }

    @Override
    protected Set<ContractRule> lacking() {
        return LACKING;
    }

    @Override
    protected Backend backend() {
        String zoneId = client.createHostedZone(request -> request.name("example.com")
                        .callerReference(UUID.randomUUID().toString()))
                .hostedZone()
                .id();
        int before = proxy.posts();
        return new Backend() {
            @Override
            public DnsName apex() {
                return new DnsName("example.com");
            }

            @Override
            public DnsProvider provider(RequestGate gate) {
                return new Route53Provider(client, zoneId, gate);
            }

            @Override
            public DnsProvider providerOfNoZone() {
                return new Route53Provider(client, "Z0000000NOBODY", RequestGate.open());
            }

            @Override
            public void loseNextReply() {
                proxy.loseNextReply();
            }

            @Override
            public void holdChanges() {
                // Its changes are in force at once.
            }

            @Override
            public int changesReceived() {
                return proxy.posts() - before;
            }
        };
    }
}
