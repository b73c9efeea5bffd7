package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class RecordSetsTest {
    private static final DnsName WWW = new DnsName("www.example.com");

    @Test
    void aWeightedSetPassesBothWaysUnchanged() {
        RecordSet set = new RecordSet(
                WWW,
                "A",
                Optional.of("us-east-1"),
                OptionalInt.of(0),
                30,
                List.of("198.51.100.10", "198.51.100.11"),
                Optional.empty());
        assertThat(RecordSets.ours(WWW, RecordSets.theirs(set))).isEqualTo(set);
    }

    @Test
    void aPlainTextPassesByteForByte() {
        RecordSet set = RecordSet.plain(WWW.fence(), "TXT", 0, List.of("\"v=1 \\\" \\134 \\303\\244\" \"second\""));
        ResourceRecordSet theirs = RecordSets.theirs(set);
        assertThat(theirs.name()).isEqualTo("_failover.www.example.com.");
        assertThat(theirs.weight()).isNull();
        assertThat(theirs.setIdentifier()).isNull();
        assertThat(theirs.ttl()).isZero();
        assertThat(RecordSets.ours(WWW.fence(), theirs)).isEqualTo(set);
    }

    @Test
    void anAliasPassesByteForByteAndHasNeitherTtlNorValues() {
        RecordSet set = new RecordSet(
                WWW,
                "AAAA",
                Optional.of("rfo:0123456789abcdef:0:east"),
                OptionalInt.of(7),
                0,
                List.of(),
                Optional.of(new Alias("dualstack.X.elb.amazonaws.com.", "Z35", true)),
                Optional.empty());
        ResourceRecordSet theirs = RecordSets.theirs(set);
        assertThat(theirs.ttl()).isNull();
        assertThat(theirs.hasResourceRecords()).isFalse();
        assertThat(theirs.aliasTarget().evaluateTargetHealth()).isTrue();
        assertThat(RecordSets.ours(WWW, theirs)).isEqualTo(set);
        assertThat(foreign(made -> made.aliasTarget(RecordSetsTest::target))).isEmpty();
    }

    private static void target(AliasTarget.Builder alias) {
        alias.dnsName("x.elb.amazonaws.com.").hostedZoneId("Z35").evaluateTargetHealth(false);
    }

    @Test
    void aHealthCheckIsOursWhereTheMarkSaysSo() {
        RecordSet set = new RecordSet(
                WWW,
                "A",
                Optional.of("rfo:0123456789abcdef:0:east:g"),
                OptionalInt.of(7),
                30,
                List.of("192.0.2.1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("5f1c"));
        assertThat(RecordSets.theirs(set).healthCheckId()).isEqualTo("5f1c");
        assertThat(RecordSets.ours(WWW, RecordSets.theirs(set))).isEqualTo(set);
        ResourceRecordSet unmarked = RecordSets.theirs(set).toBuilder()
                .setIdentifier("rfo:0123456789abcdef:0:east")
                .build();
        assertThat(RecordSets.ours(WWW, unmarked).foreignRouting()).contains("the health check 5f1c");
        assertThat(RecordSets.ours(WWW, unmarked).healthCheck()).isEmpty();
    }

    @Test
    void routingThatIsNeverWrittenIsSaid() {
        assertThat(foreign(set -> set.region("eu-west-1").aliasTarget(RecordSetsTest::target)))
                .contains("latency routing for eu-west-1");
        assertThat(foreign(set -> set.region("eu-west-1"))).contains("latency routing for eu-west-1");
        assertThat(foreign(set -> set.geoLocation(geo -> geo.countryCode("US").subdivisionCode("NY"))))
                .contains("geolocation routing for US/NY");
        assertThat(foreign(set -> set.geoProximityLocation(geo -> geo.awsRegion("eu-west-1"))))
                .contains("geoproximity routing");
        assertThat(foreign(set -> set.failover("PRIMARY"))).contains("failover routing (PRIMARY)");
        assertThat(foreign(set -> set.multiValueAnswer(true))).contains("multivalue answer routing");
        assertThat(foreign(set ->
                        set.cidrRoutingConfig(cidr -> cidr.collectionId("c").locationName("office"))))
                .contains("CIDR routing for office");
        assertThat(foreign(set -> set.weight(1L).healthCheckId("abc"))).contains("the health check abc");
        assertThat(foreign(set -> set.trafficPolicyInstanceId("t"))).contains("the traffic policy instance t");
        assertThat(foreign(set -> set.failover("SECONDARY").healthCheckId("abc")))
                .contains("failover routing (SECONDARY), the health check abc");
        assertThat(foreign(set -> set.weight(1L))).isEmpty();
        assertThat(foreign(set -> set.multiValueAnswer(false))).isEmpty();
    }

    private static Optional<String> foreign(Consumer<ResourceRecordSet.Builder> with) {
        ResourceRecordSet.Builder set = ResourceRecordSet.builder()
                .name("www.example.com.")
                .type("A")
                .setIdentifier("a")
                .resourceRecords(ResourceRecord.builder().value("192.0.2.1").build());
        with.accept(set);
        return RecordSets.ours(WWW, set.build()).foreignRouting();
    }
}
