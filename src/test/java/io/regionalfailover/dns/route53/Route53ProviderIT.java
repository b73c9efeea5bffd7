package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.route53.Route53Client;

/** What batches come to, and what is never sent. */
class Route53ProviderIT {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final DnsName WWW = new DnsName("www.example.com");
    private static final DnsName WILDCARD = new DnsName("*.shop.example.com");

    private final CopyOnWriteArrayList<RequestGate.Kind> passed = new CopyOnWriteArrayList<>();
    private Route53StandIn standIn = Route53StandIn.start();
    private String zoneId = standIn.createZone("example.com");
    private Route53Client client = client(PATIENT);
    private Route53Provider provider = new Route53Provider(client, zoneId, passed::add);

    @AfterEach
    void stop() {
        client.close();
        standIn.close();
    }

    @Test
    void aBatchIsOneRequestAndPassesTheGateOnce() {
        assertThat(provider.apply(List.of(create(plain(WWW, "192.0.2.1"))), "first"))
                .asInstanceOf(type(ApplyResult.Applied.class))
                .satisfies(applied -> assertThat(applied.changeId()).startsWith("/change/C"));
        assertThat(passed).containsExactly(RequestGate.Kind.CHANGE);
        assertThat(standIn.requests()).hasSize(1);
    }

    @Test
    void nothingIsAskedForThatTheDocumentedPolicyDoesNotAllow() {
        ApplyResult result = provider.apply(List.of(create(plain(WWW, "192.0.2.1"))), "first");
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        provider.inForce(((ApplyResult.Applied) result).changeId());
        provider.read(Set.of(WWW));
        provider.nameservers();
        assertThat(standIn.requests())
                .extracting(request -> request.operation().action())
                .containsExactlyInAnyOrderElementsOf(Route53DocumentTest.allowedActions());
    }

    @ParameterizedTest
    @EnumSource(Options.ErrorForm.class)
    void aConflictIsFencedAndNamesWhatIsSaid(Options.ErrorForm form) {
        restart(Options.defaults().errorForm(form));
        assertThat(provider.apply(List.of(create(plain(WILDCARD, "192.0.2.1")), create(plain(WWW, "192.0.2.1"))), ""))
                .isInstanceOf(ApplyResult.Applied.class);
        ApplyResult result = provider.apply(
                List.of(
                        delete(plain(WILDCARD, "192.0.2.2")),
                        create(plain(WWW, "192.0.2.1")),
                        delete(plain(WWW.fence(), "192.0.2.1")),
                        create(plain(new DnsName("other.example.com"), "192.0.2.1"))),
                "");
        assertThat(result)
                .asInstanceOf(type(ApplyResult.Fenced.class))
                .extracting(ApplyResult.Fenced::names)
                .isEqualTo(Set.of(WILDCARD, WWW, WWW.fence()));
        assertThat(standIn.recordSets(zoneId, "other.example.com", "A")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Options.ErrorForm.class)
    void aChangeThatCanNeverBeMadeIsRefusedAndNamed(Options.ErrorForm form) {
        restart(Options.defaults().errorForm(form));
        DnsName foreign = new DnsName("www.example.net");
        ApplyResult result =
                provider.apply(List.of(create(plain(WWW, "192.0.2.1")), create(plain(foreign, "192.0.2.1"))), "");
        assertThat(result).asInstanceOf(type(ApplyResult.Refused.class)).satisfies(refused -> {
            assertThat(refused.names()).containsExactly(foreign);
            assertThat(refused.message()).contains("not permitted in zone");
        });
    }

    @ParameterizedTest
    @EnumSource(Options.ErrorForm.class)
    void aBatchOverTheLimitsIsRefusedAsAWhole(Options.ErrorForm form) {
        restart(Options.defaults().errorForm(form));
        RecordSet large = new RecordSet(
                WWW,
                "TXT",
                Optional.empty(),
                OptionalInt.empty(),
                30,
                java.util.stream.IntStream.range(0, 200)
                        .mapToObj(i -> "\"" + i + "x".repeat(200) + "\"")
                        .toList(),
                Optional.empty());
        assertThat(provider.apply(List.of(create(large)), ""))
                .asInstanceOf(type(ApplyResult.Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.names()).isEmpty();
                    assertThat(refused.message()).contains("limit");
                });
    }

    @Test
    void aSetThatIsRoutedOtherwiseIsNeverWritten() {
        RecordSet routed = new RecordSet(
                WWW,
                "A",
                Optional.empty(),
                OptionalInt.empty(),
                0,
                List.of(),
                Optional.of("failover routing (PRIMARY)"));
        assertThat(provider.apply(List.of(delete(routed)), ""))
                .asInstanceOf(type(ApplyResult.Refused.class))
                .satisfies(refused -> assertThat(refused.message())
                        .isEqualTo("www.example.com A is not written, as it has failover routing (PRIMARY)"));
        assertThat(standIn.requests()).isEmpty();
    }

    @Test
    void anAliasIsReadWithItsTarget() {
        standIn.editByHand(
                zoneId,
                io.regionalfailover.testing.route53.Change.create(io.regionalfailover.testing.route53.RecordSet.alias(
                        "www.example.com", "A", "Z35S", "x.elb.amazonaws.com")));
        assertThat(provider.read(Set.of(WWW)))
                .asInstanceOf(type(ReadResult.Read.class))
                .satisfies(read -> assertThat(read.byName().get(WWW))
                        .singleElement()
                        .satisfies(set -> {
                            assertThat(set.foreignRouting()).isEmpty();
                            assertThat(set.alias()).contains(new Alias("x.elb.amazonaws.com.", "Z35S", false));
                        }));
    }

    @Test
    void aZoneThatDoesNotExistIsRefused() {
        Route53Provider other = new Route53Provider(client, "ZNONE", RequestGate.open());
        assertThat(other.nameservers())
                .asInstanceOf(type(NameserverResult.NotAnswered.class))
                .satisfies(refused -> assertThat(refused.message()).contains("ZNONE does not exist"));
    }

    @Test
    void aWaitThatIsBrokenOffSendsNothing() {
        Route53Provider gated = new Route53Provider(client, zoneId, kind -> {
            throw new InterruptedException();
        });
        assertThat(gated.apply(List.of(create(plain(WWW, "192.0.2.1"))), ""))
                .isInstanceOf(ApplyResult.Unreachable.class);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(standIn.requests()).isEmpty();
    }

    private void restart(Options options) {
        stop();
        standIn = Route53StandIn.start(options);
        zoneId = standIn.createZone("example.com");
        client = client(PATIENT);
        provider = new Route53Provider(client, zoneId, passed::add);
    }

    private Route53Client client(Duration attempt) {
        return Route53Clients.builder(new Route53Clients.Timeouts(attempt, attempt))
                .endpointOverride(standIn.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("good", "secret")))
                .build();
    }

    private static Change create(RecordSet set) {
        return new Change(Change.Action.CREATE, set);
    }

    private static Change delete(RecordSet set) {
        return new Change(Change.Action.DELETE, set);
    }

    private static RecordSet plain(DnsName name, String address) {
        return new RecordSet(name, "A", Optional.empty(), OptionalInt.empty(), 30, List.of(address), Optional.empty());
    }
}
