package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DnsProvider.ForceResult;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.DnsProvider.ReadResult;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.route53.Fault;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.route53.Route53Client;

/** What each way in which a request can go wrong comes to, on the wire. */
class Route53FaultsIT {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(800);
    private static final DnsName WWW = new DnsName("www.example.com");

    private final Route53StandIn standIn = Route53StandIn.start();
    private final String zoneId = standIn.createZone("example.com");
    private final Route53Client client = client(PATIENT);
    private final Route53Provider provider = new Route53Provider(client, zoneId, RequestGate.open());

    @AfterEach
    void stop() {
        client.close();
        standIn.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, Rate exceeded",
        "400, ThrottlingException, Rate exceeded",
        "400, PriorRequestNotComplete, The request was rejected because Route 53 was still processing a prior request.",
        "429, TooManyRequestsException, Slow down",
    })
    void throttlingIsThrottled(int status, String code, String message) {
        standIn.faults().always(new Fault.Failure(status, code, message));
        assertThat(apply()).asInstanceOf(type(ApplyResult.Throttled.class)).satisfies(throttled -> {
            assertThat(throttled.message()).contains(code, message);
            assertThat(throttled.account())
                    .as("a zone that is busy slows down no other zone")
                    .isEqualTo(!code.equals("PriorRequestNotComplete"));
        });
        assertThat(read())
                .asInstanceOf(type(ReadResult.NotRead.class))
                .satisfies(notRead -> assertThat(notRead.failure()).isEqualTo(Failure.THROTTLED));
        assertEachWasSentOnce();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, route53:ChangeResourceRecordSets",
        "403, ExpiredToken, expired",
        "403, InvalidClientTokenId, access key",
        "403, SignatureDoesNotMatch, clock",
        "403, RequestExpired, clock",
        "404, NoSuchHostedZone, hostedZoneId",
        "400, InvalidInput, refuses",
    })
    void refusalsSayWhatToCheck(int status, String code, String hint) {
        standIn.faults().always(new Fault.Failure(status, code, "in their words"));
        assertThat(apply())
                .asInstanceOf(type(ApplyResult.Refused.class))
                .satisfies(refused -> assertThat(refused.message()).contains(hint, code, zoneId, "in their words"));
        assertThat(read())
                .asInstanceOf(type(ReadResult.NotRead.class))
                .satisfies(notRead -> assertThat(notRead.failure()).isEqualTo(Failure.REFUSED));
        assertEachWasSentOnce();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalFailure", "503, ServiceUnavailable", "503, Throttling", "408, RequestTimeout"})
    void aServersOwnErrorLeavesTheOutcomeUnknown(int status, String code) {
        standIn.faults().always(new Fault.Failure(status, code, "in their words"));
        assertThat(apply()).isInstanceOf(ApplyResult.OutcomeUnknown.class);
        assertThat(read())
                .asInstanceOf(type(ReadResult.NotRead.class))
                .satisfies(notRead -> assertThat(notRead.failure()).isEqualTo(Failure.UNREACHABLE));
        assertEachWasSentOnce();
    }

    @Test
    void aLostReplyLeavesTheOutcomeUnknownAndNothingIsSentAgain() {
        standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.ReplyLost());
        assertThat(apply()).isInstanceOf(ApplyResult.OutcomeUnknown.class);
        assertThat(standIn.requests(Operation.CHANGE_RECORD_SETS)).hasSize(1);
        assertThat(standIn.recordSets(zoneId, "www.example.com", "A")).hasSize(1);
    }

    @Test
    void aLostReplyOnAConnectionUsedBeforeIsNotSentAgainEither() {
        for (int round = 0; round < 5; round++) {
            read();
            standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.RequestLost());
            assertThat(apply()).isInstanceOf(ApplyResult.OutcomeUnknown.class);
            assertThat(standIn.requests(Operation.CHANGE_RECORD_SETS)).hasSize(round + 1);
        }
        assertThat(standIn.recordSets(zoneId, "www.example.com", "A")).isEmpty();
    }

    @Test
    void aReplyThatDoesNotComeLeavesTheOutcomeUnknownInTime() {
        standIn.faults().next(Operation.CHANGE_RECORD_SETS, new Fault.HangAfterDone());
        try (Route53Client hasty = client(SHORT)) {
            long start = System.nanoTime();
            assertThat(new Route53Provider(hasty, zoneId, RequestGate.open())
                            .apply(List.of(create(plain(WWW, "192.0.2.1"))), "test"))
                    .asInstanceOf(type(ApplyResult.OutcomeUnknown.class))
                    .satisfies(unknown -> assertThat(unknown.message()).contains("in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENT);
            assertThat(standIn.requests(Operation.CHANGE_RECORD_SETS)).hasSize(1);
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() {
        standIn.apiDown();
        assertThat(apply()).isInstanceOf(ApplyResult.Unreachable.class);
        assertThat(read())
                .asInstanceOf(type(ReadResult.NotRead.class))
                .satisfies(notRead -> assertThat(notRead.failure()).isEqualTo(Failure.UNREACHABLE));
        standIn.apiUp();
        assertThat(apply()).isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void rightsAndKeysAreToldApart() {
        standIn.accessKeys().deny("good");
        assertThat(provider.nameservers())
                .asInstanceOf(type(NameserverResult.NotAnswered.class))
                .satisfies(refused -> {
                    assertThat(refused.failure()).isEqualTo(Failure.REFUSED);
                    assertThat(refused.message()).contains("may not route53:GetHostedZone");
                });
        standIn.accessKeys().refuse("good");
        assertThat(provider.inForce("/change/C1"))
                .asInstanceOf(type(ForceResult.NotAnswered.class))
                .satisfies(refused -> {
                    assertThat(refused.failure()).isEqualTo(Failure.REFUSED);
                    assertThat(refused.message()).contains("access key");
                });
    }

    @Test
    void aChangeThatIsUnknownIsRefused() {
        assertThat(provider.inForce("/change/CNONE"))
                .asInstanceOf(type(ForceResult.NotAnswered.class))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(Failure.REFUSED));
    }

    @Test
    void missingCredentialsAreRefusedBeforeAnythingIsSent() {
        try (Route53Client nobody = Route53Clients.builder(Route53Clients.Timeouts.standard())
                .endpointOverride(standIn.endpoint())
                .credentialsProvider(() -> {
                    throw software.amazon.awssdk.core.exception.SdkClientException.create("Unable to load credentials");
                })
                .build()) {
            Route53Provider unknown = new Route53Provider(nobody, zoneId, RequestGate.open());
            assertThat(unknown.apply(List.of(create(plain(WWW, "192.0.2.1"))), ""))
                    .asInstanceOf(type(ApplyResult.Refused.class))
                    .satisfies(refused -> assertThat(refused.message()).contains("No AWS credentials", zoneId));
            assertThat(standIn.requests()).isEmpty();
        }
    }

    private ApplyResult apply() {
        return provider.apply(List.of(create(plain(WWW, "192.0.2.1"))), "test");
    }

    private ReadResult read() {
        return provider.read(Set.of(WWW));
    }

    private void assertEachWasSentOnce() {
        assertThat(standIn.requests(Operation.CHANGE_RECORD_SETS)).hasSize(1);
        assertThat(standIn.requests(Operation.LIST_RECORD_SETS)).hasSize(1);
        assertThat(standIn.recordSets(zoneId, "www.example.com", "A")).isEmpty();
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

    private static RecordSet plain(DnsName name, String address) {
        return RecordSet.plain(name, "A", 30, List.of(address));
    }
}
