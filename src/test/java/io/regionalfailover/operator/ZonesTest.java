package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.Zones.Blueprint;
import io.regionalfailover.operator.Zones.Maker;
import io.regionalfailover.operator.Zones.Opened;
import io.regionalfailover.operator.Zones.Refused;
import io.regionalfailover.operator.Zones.Site;
import io.regionalfailover.operator.Zones.Standing;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZonesTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final Zones zones =
            new Zones(new Zones.Makers(new Sites<>(), new Sites<>(), new Sites<>(), new Sites<>()), name -> true);

    /** Opens sites that do nothing. */
    private final class Sites<S extends ZoneSetup> implements Maker<S> {
        @Override
        public Site open(Blueprint<S> blueprint) {
            String text = blueprint.name() + " at " + blueprint.setup().account();
            opened.add(text);
            Zone zone = (Zone) Proxy.newProxyInstance(
                    Zone.class.getClassLoader(), new Class<?>[] {Zone.class}, (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    });
            return new Site() {
                @Override
                public Zone zone() {
                    return zone;
                }

                @Override
                public Standing standing() {
                    return new Standing(true, Failure.REFUSED, "");
                }

                @Override
                public void close() {
                    closed.add(text);
                }
            };
        }

        @Override
        public void close() {}
    }

    private static DnsZone resource(String name, String role, String created) {
        return YAML.unmarshal("""
                metadata: {name: %s, creationTimestamp: "%s"}
                spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1, roleArn: "%s"}}}
                """.formatted(name, created, role), DnsZone.class);
    }

    private Zone open(DnsZone resource) {
        return ((Opened) zones.open(resource)).zone();
    }

    @Test
    void isOpenedOnceHoweverOftenItIsAskedFor() {
        DnsZone resource = resource("a-zone", "arn:aws:iam::111111111111:role/dns", "2026-11-23T04:00:00Z");
        Zone zone = open(resource);
        assertThat(open(resource)).isSameAs(zone);
        assertThat(open(resource("a-zone", "arn:aws:iam::111111111111:role/dns", "2026-11-23T04:00:00Z")))
                .isSameAs(zone);
        assertThat(opened).hasSize(1);
        assertThat(closed).isEmpty();
    }

    @Test
    void isOpenedAnewWhenItsSpecChanged() {
        DnsZone before = resource("a-zone", "arn:aws:iam::111111111111:role/dns", "2026-11-23T04:00:00Z");
        Zone zone = open(before);
        DnsZone after = resource("a-zone", "arn:aws:iam::222222222222:role/dns", "2026-11-23T04:00:00Z");
        assertThat(open(after)).isNotSameAs(zone);
        assertThat(open(after)).isNotSameAs(zone);
        assertThat(opened).hasSize(2);
        assertThat(closed).containsExactly(opened.getFirst());
    }

    @Test
    void theYoungerOfTwoForTheSameZoneIsRefused() {
        open(resource("elder", "arn:aws:iam::111111111111:role/dns", "2026-11-23T04:00:00Z"));
        assertThat(zones.open(resource("younger", "arn:aws:iam::111111111111:role/dns", "2026-11-24T04:00:00Z")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.message()).contains("\"younger\"", "\"elder\""));
        assertThat(opened).hasSize(1);
    }
}
