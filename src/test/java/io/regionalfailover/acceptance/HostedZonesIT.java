package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.POLICY;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What hosted zones at Route 53 can be: apexes, load balancers, sets that stood there before, private ones, several accounts. */
class HostedZonesIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final String ALIASES = "alias: {dnsName: Shop-1.%s.elb.example.net, hostedZoneId: Z35SXDOTRQ7X7K}";

    private final World world = World.usual();

    /** Load balancers at the apex, where the zone's own sets and those of others stand. */
    @Overlapping
    void aliasesAtTheApexAreOneFencedBatchAndNothingForeignIsTouched() {
        try (Shop shop = world.shop()) {
            List<RecordSet> foreign = ofTheApex(shop);
            shop.apply(atTheApex(shop));
            shop.awaitSteady();
            ApiRequest first = onlyBatch(shop);
            assertThat(first.changes())
                    .filteredOn(change -> change.set().alias().isPresent())
                    .hasSize(4)
                    .allSatisfy(change -> assertThat(change.set().ttl()).isEmpty());
            assertThat(first.changes())
                    .filteredOn(change -> change.set().name().equals("_failover." + shop.domain() + "."))
                    .hasSize(1);
            assertThat(foreignSets(shop)).isEqualTo(foreign);

            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().batches()).hasSize(2);
            assertThat(aliasWeights(shop, "A")).isEqualTo(Map.of("us-east-1", 0L, "us-west-2", 100L));
            assertThat(aliasWeights(shop, "AAAA")).isEqualTo(Map.of("us-east-1", 0L, "us-west-2", 100L));
            assertThat(foreignSets(shop)).isEqualTo(foreign);
        }
    }

    @Overlapping
    void anAliasEditedByHandIsPutBack() {
        try (Shop shop = world.shop()) {
            List<RecordSet> foreign = ofTheApex(shop);
            shop.apply(atTheApex(shop));
            shop.awaitSteady();
            RecordSet before = shop.zone().sets(shop.domain(), "A").getFirst();
            RecordSet elsewhere = RecordSet.weightedAlias(
                    shop.domain(),
                    "A",
                    before.setIdentifier().orElseThrow(),
                    before.weight().orElseThrow(),
                    "Z35SXDOTRQ7X7K",
                    "elsewhere.example.net");
            shop.zone().edit(Change.upsert(elsewhere));

            Shop.until(
                    "the alias is put back",
                    () -> shop.zone().sets(shop.domain(), "A").contains(before));
            assertThat(shop.zone().batches().getLast().changes()).contains(Change.delete(elsewhere));
            assertThat(foreignSets(shop)).isEqualTo(foreign);
        }
    }

    @Overlapping
    void aPlainSetIsTakenOverInOneBatchAndAForeignOneIsNot() {
        try (Shop shop = world.shop()) {
            RecordSet plain = RecordSet.simple(shop.name(), "A", 300, "127.0.0.1");
            RecordSet mail = RecordSet.simple(shop.name(), "MX", 300, "10 mail.example.net.");
            shop.zone().edit(Change.create(plain), Change.create(mail));
            shop.apply(shop.policy());
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertThat(Shop.condition(refused, "Stalled")
                            .map(Condition::message)
                            .orElse(""))
                    .startsWith("spec.dns.records[0].name: ")
                    .contains("spec.dns.adopt");
            assertThat(shop.zone().attempts()).isEmpty();

            shop.apply(shop.policy().replacing("dns", "{zone", "{adopt: true, zone"));
            shop.awaitSteady();
            assertThat(onlyBatch(shop).changes().getFirst()).isEqualTo(Change.delete(plain));
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().sets(shop.name(), "MX")).containsExactly(mail);
        }
    }

    @Overlapping
    void namesAndTypesAreOneBatchAndADroppedTypeGoesWithOnDelete() {
        try (Shop shop = world.shop()) {
            PolicyDraft all = severalRecords(shop, ", {name: " + shop.name() + ", type: AAAA, ttl: 1s}");
            shop.apply(all);
            shop.awaitSteady();
            assertThat(onlyBatch(shop).changes())
                    .as("3 fences, 4 name-and-types of 2 regions")
                    .hasSize(11);

            shop.apply(severalRecords(shop, ""));
            Shop.until(
                    "the type is gone, and the batch that took it is written down",
                    () -> shop.zone().sets(shop.name(), "AAAA").isEmpty()
                            && shop.zone().batches().size() == 3);
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().fence()).hasSize(1);
            assertThat(shop.zone().sets("*." + shop.domain(), "A")).hasSize(2);
            assertThat(shop.zone().batches().getLast().changes())
                    .as("the fence is asserted and stays what it was")
                    .contains(
                            Change.delete(shop.zone().fence().getFirst()),
                            Change.create(shop.zone().fence().getFirst()));
            shop.awaitSteady();
            shop.delete(POLICY);
            assertThat(shop.zone().sets()).isEmpty();
        }
    }

    @Overlapping
    void aPrivateZoneIsAskedForAtItsOwnServersAndMustBeOne() {
        try (Shop shop = world.shop()) {
            String settings = "{hostedZoneId: " + shop.zone().id() + ", private: true}";
            applyZone(shop, settings);
            assertThat(notReady(shop))
                    .contains("spec.provider.route53.private: true: hosted zone "
                            + shop.zone().id() + " is a public one; false is allowed");

            String hidden = world.route53().createPrivateZone(shop.domain() + ".internal");
            applyZone(shop, shop.namespace() + "-in", shop.domain() + ".internal", "{hostedZoneId: " + hidden + "}");
            assertThat(notReady(shop.namespace() + "-in"))
                    .contains(
                            "is a private one; true is allowed, with name servers inside its VPCs in spec.nameservers");
            applyZone(
                    shop,
                    shop.namespace() + "-in",
                    shop.domain() + ".internal",
                    "{hostedZoneId: " + hidden + ", private: true}");
            awaitReady(shop.namespace() + "-in");
            PolicyDraft inside = shop.policy()
                    .named("inside")
                    .with(
                            "dns",
                            "{zone: %s-in, records: [{name: www.%s.internal, type: A, ttl: 1s}]}"
                                    .formatted(shop.namespace(), shop.domain()));
            shop.apply(inside);
            shop.awaitStatus(
                    "inside",
                    "seen at the servers that the DnsZone names",
                    status -> status.plan() != null && status.plan().observedAt() != null);
        }
    }

    @Overlapping
    void aZoneWithCredentialsOfItsOwnFollowsItsSecretAndHoldsUpNoOther() {
        try (Shop shop = world.shop();
                Shop other = world.shop()) {
            String secret = shop.namespace() + "-aws";
            String settings = "{hostedZoneId: " + shop.zone().id() + ", credentialsSecretRef: {name: " + secret + "}}";
            applyZone(shop, settings);
            assertThat(notReady(shop))
                    .contains("Secret \"" + Chart.NAMESPACE + "/" + secret + "\" does not exist")
                    .contains("aws_access_key_id");
            applySecret(secret, "AKIDFIRST");
            awaitReady(shop.namespace());
            shop.apply(shop.policy());
            shop.awaitSteady();
            assertThat(onlyBatch(shop).accessKeyId()).isEqualTo("AKIDFIRST");

            world.route53().accessKeys().deny("AKIDFIRST");
            assertThat(notReady(shop)).contains("The credentials may not");
            assertThat(shop.zone().weights()).as("what is published goes on").isEqualTo(EAST_SERVES);
            other.apply(other.policy());
            other.awaitSteady();

            applySecret(secret, "AKIDSECOND");
            awaitReady(shop.namespace());
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().batches().getLast().accessKeyId()).isEqualTo("AKIDSECOND");
            assertThat(other.zone().batches())
                    .extracting(ApiRequest::accessKeyId)
                    .containsOnly("AKIDOPERATOR");
        }
    }

    private static PolicyDraft atTheApex(Shop shop) {
        String domain = shop.domain();
        return shop.policy()
                .with(
                        "dns",
                        "{zone: %s, records: [{name: %s, type: A}, {name: %s, type: AAAA}]}"
                                .formatted(shop.namespace(), domain, domain))
                .replacing("regions", "addresses: [\"127.0.0.1\"]", ALIASES.formatted(EAST))
                .replacing("regions", "addresses: [\"127.0.0.2\"]", ALIASES.formatted(WEST))
                .replacing("regions", "parameters: {db: " + shop.database(EAST), "parameters: {ip: 127.0.0.1")
                .replacing("regions", "parameters: {db: " + shop.database(WEST), "parameters: {ip: 127.0.0.2")
                .replacing("checks", "{target}", "{ip}");
    }

    private static PolicyDraft severalRecords(Shop shop, String more) {
        String domain = shop.domain();
        return shop.policy()
                .with(
                        "dns",
                        ("{onDelete: Delete, zone: %s, records: [{name: www.%s, type: A, ttl: 1s}, {name: '*.%s', type: A},"
                                        + " {name: api.%s, type: CNAME, endpoint: name}%s]}")
                                .formatted(shop.namespace(), domain, domain, domain, more))
                .replacing(
                        "regions",
                        "addresses: [\"127.0.0.1\"]}",
                        "addresses: [\"127.0.0.1\", \"2001:db8::1\"]}," + " {name: name, hostname: lb-1.example.net}")
                .replacing(
                        "regions",
                        "addresses: [\"127.0.0.2\"]}",
                        "addresses: [\"127.0.0.2\", \"2001:db8::2\"]}," + " {name: name, hostname: lb-2.example.net}");
    }

    /** What stands at an apex besides what we publish: the zone's own, and other people's. */
    private static List<RecordSet> ofTheApex(Shop shop) {
        shop.zone()
                .edit(
                        Change.create(RecordSet.simple(shop.domain(), "MX", 300, "10 mail.example.net.")),
                        Change.create(RecordSet.simple(shop.domain(), "TXT", 300, "\"v=spf1 -all\"")));
        List<RecordSet> foreign = foreignSets(shop);
        assertThat(foreign).extracting(RecordSet::type).containsExactlyInAnyOrder("NS", "SOA", "MX", "TXT");
        return foreign;
    }

    private static List<RecordSet> foreignSets(Shop shop) {
        List<RecordSet> foreign = new ArrayList<>();
        for (String type : List.of("NS", "SOA", "MX", "TXT")) {
            foreign.addAll(shop.zone().sets(shop.domain(), type));
        }
        return foreign;
    }

    private static Map<String, Long> aliasWeights(Shop shop, String type) {
        return shop.zone().sets(shop.domain(), type).stream()
                .collect(java.util.stream.Collectors.toMap(
                        set -> set.alias().orElseThrow().dnsName().split("\\.", -1)[1],
                        set -> set.weight().orElse(-1L)));
    }

    private static ApiRequest onlyBatch(Shop shop) {
        assertThat(shop.zone().attempts()).hasSize(1);
        return shop.zone().batches().getFirst();
    }

    private void applyZone(Shop shop, String route53) {
        applyZone(shop, shop.namespace(), shop.domain(), route53);
    }

    private void applyZone(Shop shop, String name, String domain, String route53) {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: %s}
                spec:
                  domainName: %s
                  provider: {route53: %s}
                  grants: [{name: all, namespaces: {names: [%s]}}]
                  nameservers: ["%s"]
                """.formatted(
                        name,
                        domain,
                        route53,
                        shop.namespace(),
                        world.route53().nameServers().getFirst().hostAndPort()));
    }

    /** As people make them: with a line break at the end of the value. */
    private void applySecret(String name, String accessKeyId) {
        world.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {namespace: %s, name: %s}
                stringData: {aws_access_key_id: "%s\\n", aws_secret_access_key: "secret"}
                """.formatted(Chart.NAMESPACE, name, accessKeyId));
    }

    private String notReady(Shop shop) {
        return notReady(shop.namespace());
    }

    /** The sentence with which a DnsZone says that it is not ready, for the spec that stands there now. */
    private String notReady(String zone) {
        Shop.until(
                zone + " is not Ready",
                () -> ready(zone)
                        .filter(condition -> condition.status().equals("False"))
                        .isPresent());
        return ready(zone).map(Condition::message).orElse("");
    }

    private void awaitReady(String zone) {
        Shop.until(
                zone + " is Ready",
                () -> ready(zone)
                        .filter(condition -> condition.status().equals("True"))
                        .isPresent());
    }

    private Optional<Condition> ready(String name) {
        var zone = world.kube().resources(DnsZone.class).withName(name).get();
        if (zone == null || zone.getStatus() == null) {
            return Optional.empty();
        }
        long generation = zone.getMetadata().getGeneration();
        return zone.getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .filter(condition -> Long.valueOf(generation).equals(condition.observedGeneration()))
                .findFirst();
    }
}
