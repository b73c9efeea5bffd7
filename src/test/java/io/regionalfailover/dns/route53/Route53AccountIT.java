package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Route53StandIn;
import io.regionalfailover.testing.route53.StsStandIn;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who asks Route 53: keys that somebody keeps and exchanges, and roles that are assumed with them. */
class Route53AccountIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/failover";

    private static final Route53StandIn standIn = Route53StandIn.start();
    private static final StsStandIn sts = StsStandIn.start();

    private final String zoneId = standIn.createZone("example.com");
    private final AtomicReference<AccessKeys> keys = new AtomicReference<>(present("AKID1"));

    /** As the environment would say it: nothing else names the endpoints. */
    @BeforeAll
    static void start() {
        System.setProperty("aws.endpointUrlRoute53", standIn.endpoint().toString());
        System.setProperty("aws.endpointUrlSts", sts.endpoint().toString());
    }

    @AfterAll
    static void stop() {
        System.clearProperty("aws.endpointUrlRoute53");
        System.clearProperty("aws.endpointUrlSts");
        standIn.close();
        sts.close();
    }

    @Test
    void anExchangedKeyIsUsedFromTheNextRequestOn() {
        try (Route53Account account = Route53Account.of(Optional.of(keys::get), Optional.empty())) {
            DnsProvider zone = account.hostedZone(zoneId, RequestGate.open());
            assertThat(zone.nameservers()).isInstanceOf(NameserverResult.Named.class);
            keys.set(new AccessKeys.Present("AKID2", "other", Optional.of("session")));
            assertThat(zone.nameservers()).isInstanceOf(NameserverResult.Named.class);
            assertThat(standIn.requests().stream()
                            .filter(request ->
                                    request.zoneId().filter(zoneId::equals).isPresent())
                            .map(ApiRequest::accessKeyId))
                    .containsExactly("AKID1", "AKID2");
        }
    }

    @Test
    void withoutAKeyNothingIsSentAndTheSentenceSaysWhatIsMissing() {
        try (Route53Account account = Route53Account.of(Optional.of(keys::get), Optional.empty())) {
            DnsProvider zone = account.hostedZone(zoneId, RequestGate.open());
            int before = standIn.requests().size();
            keys.set(new AccessKeys.Missing("Secret \"ops/aws\" has no aws_access_key_id"));
            assertNotAnswered(
                    zone,
                    Failure.REFUSED,
                    "No AWS credentials for hosted zone " + zoneId + ": Secret \"ops/aws\" has no aws_access_key_id");
            keys.set(new AccessKeys.Unknown("the API server cannot be reached"));
            assertNotAnswered(zone, Failure.UNREACHABLE, "the API server cannot be reached");
            assertThat(standIn.requests()).hasSize(before);
        }
    }

    @Test
    void aRoleIsAssumedOnceAndAgainWhenTheKeyIsExchanged() {
        try (Route53Account account = Route53Account.of(Optional.of(keys::get), Optional.of(ROLE))) {
            DnsProvider zone = account.hostedZone(zoneId, RequestGate.open());
            int before = sts.asked().size();
            assertThat(zone.nameservers()).isInstanceOf(NameserverResult.Named.class);
            assertThat(zone.nameservers()).isInstanceOf(NameserverResult.Named.class);
            keys.set(present("AKID2"));
            assertThat(zone.nameservers()).isInstanceOf(NameserverResult.Named.class);
            assertThat(sts.asked().subList(before, sts.asked().size()))
                    .containsExactly(new StsStandIn.Asked("AKID1", ROLE), new StsStandIn.Asked("AKID2", ROLE));
            assertThat(standIn.requests().stream()
                            .filter(request ->
                                    request.zoneId().filter(zoneId::equals).isPresent())
                            .map(ApiRequest::accessKeyId))
                    .hasSize(3)
                    .allMatch(key -> key.startsWith("ROLE-"));
        }
    }

    @Test
    void aRoleThatMayNotBeAssumedIsSaid() {
        keys.set(present("AKID-DENIED"));
        sts.deny("AKID-DENIED");
        try (Route53Account account = Route53Account.of(Optional.of(keys::get), Optional.of(ROLE))) {
            DnsProvider zone = account.hostedZone(zoneId, RequestGate.open());
            assertNotAnswered(
                    zone, Failure.REFUSED, "is not authorized to perform: sts:AssumeRole on resource: " + ROLE);
            sts.allow("AKID-DENIED");
            assertThat(zone.nameservers()).isInstanceOf(NameserverResult.Named.class);
        }
    }

    @Test
    void aKeyShowsItsIdAndNothingElse() {
        assertThat(new AccessKeys.Present("AKID1", "very-secret", Optional.of("token")))
                .asString()
                .isEqualTo("Present[AKID1]");
    }

    private static AccessKeys present(String id) {
        return new AccessKeys.Present(id, "secret", Optional.empty());
    }

    private static void assertNotAnswered(DnsProvider zone, Failure how, String part) {
        assertThat(zone.nameservers()).isInstanceOfSatisfying(NameserverResult.NotAnswered.class, refused -> {
            assertThat(refused.failure()).isEqualTo(how);
            assertThat(refused.message()).contains(part);
        });
    }
}
