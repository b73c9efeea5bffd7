package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.ContractBackend;
import io.regionalfailover.dns.ContractRule;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.ProviderContract;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.route53.Route53Client;

/** The contract against the strict stand-in, which keeps all of it. */
class StrictStandInContractIT extends ProviderContract {
    private final Route53StandIn standIn = Route53StandIn.start();
    private final Route53Client client = Route53Clients.builder(Route53Clients.Timeouts.standard())
            .endpointOverride(standIn.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("contract", "secret")))
            .build();

    private final DnsjavaAsker asker = new DnsjavaAsker(Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        client.close();
        standIn.close();
    }

    @Override
    protected Set<ContractRule> lacking() {
        return ContractBackend.ROUTE53.lacking();
    }

    @Override
    protected Backend backend() {
        String zoneId = standIn.createZone("example.com");
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
                standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.ReplyLost());
            }

            @Override
            public boolean answers() {
                return true;
            }

            @Override
            public Optional<List<String>> answer(DnsName name) {
                return asker.ask(standIn.nameServers().getFirst().address(), name, "A")
                                instanceof NameserverAsker.Answer.Authoritative(List<String> values)
                        ? Optional.of(values)
                        : Optional.empty();
            }

            @Override
            public void holdChanges() {
                standIn.holdPropagation(zoneId);
            }

            @Override
            public int changesReceived() {
                return standIn.requests(Operation.CHANGE_RECORD_SETS).size();
            }
        };
    }
}
