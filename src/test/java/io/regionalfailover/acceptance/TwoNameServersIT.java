package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.toxiproxy.Link;
import io.regionalfailover.testing.toxiproxy.Toxiproxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Two instances answer for one zone: in step, apart, in step again, and after one has lost all that it had. */
class TwoNameServersIT {
    private static final String APEX = "pair.example";
    private static final String NAME = "www." + APEX;

    @TempDir
    private static Path folder;

    private final Toxiproxy proxy = Toxiproxy.start(Path.of("target", "acceptance", "two-name-servers-toxiproxy.log"));
    private final Server east = new Server(Shop.EAST);
    private final Server west = new Server(Shop.WEST);
    private final World world = World.with(settings(east, west));
    private final OperatorProcess other = world.another(settings(west, east));
    private final Shop shop = world.shop();

    /** An instance, as it is reached by those that ask and, through a link that can be cut, by its peer. */
    private final class Server {
        private final String region;
        private final int dns = FreePort.on("127.0.0.1");
        private final int http = FreePort.on("127.0.0.1");
        private final Link link;

        private Server(String region) {
            this.region = region;
            link = proxy.link("to-" + region, "127.0.0.1", http);
        }

        private Path state() {
            return folder.resolve(region);
        }
    }

    private static Map<String, String> settings(Server own, Server peer) {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_INSTALLATION_ID", "pair");
        settings.put("REGIONAL_FAILOVER_REGION", own.region);
        settings.put("REGIONAL_FAILOVER_PEERS", "http://" + peer.link.hostAndPort());
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(own.http));
        settings.put("REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", Integer.toString(own.dns));
        settings.put("REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR", own.state().toString());
        return settings;
    }

    @AfterEach
    void stop() {
        shop.close();
        other.close();
        world.kube().resources(DnsZone.class).withName("pair").delete();
        proxy.close();
    }

    @Test
    void theyAgreeInStepApartAndAfterALoss() throws IOException {
        other.start();
        other.awaitReady();
        publish();
        agree("127.0.0.1");

        east.link.refuse();
        west.link.refuse();
        shop.east().stop();
        Shop.until(
                "each of them has moved traffic by itself",
                () -> answers(east).contains("127.0.0.2") && answers(west).contains("127.0.0.2"));
        assertThat(fence(east)).as("written apart").isNotEqualTo(fence(west));
        east.link.heal();
        west.link.heal();
        agree("127.0.0.2");

        other.kill();
        Files.delete(west.state().resolve(APEX + ".zone"));
        other.start();
        other.awaitReady();
        agree("127.0.0.2");
        assertThat(soa(west)).as("equal zones have equal serials").isEqualTo(soa(east));
        assertThat(other.metrics()).contains("regional_failover_dns_server_parts_refused_total 0.0");
    }

    private void publish() {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: pair}
                spec:
                  domainName: %s
                  nameservers: ["127.0.0.1:%d", "127.0.0.1:%d"]
                  provider: {embedded: {nameServers: [
                    {name: ns1.%1$s, addresses: ["127.0.0.1"]}, {name: ns2.%1$s, addresses: ["127.0.0.1"]}]}}
                  grants: [{name: all, namespaces: {names: [%4$s]}}]
                """.formatted(APEX, east.dns, west.dns, shop.namespace()));
        PolicyDraft policy = shop.policy()
                .with("dns", "{zone: pair, records: [{name: %s, type: A, ttl: 1s}]}".formatted(NAME))
                .with("failover", "{quorum: Any, cooldown: 10m}")
                .replacing("checks", "timeout: 1s", "timeout: 500ms");
        shop.apply(policy);
        shop.awaitSteady();
    }

    private void agree(String address) {
        Shop.until(
                "both answer " + address + " and show one plan",
                () -> answers(east).equals(address)
                        && answers(west).equals(address)
                        && !fence(east).isEmpty()
                        && fence(east).equals(fence(west)));
    }

    private static String answers(Server server) {
        return ask(server, NAME, Type.A);
    }

    private static String fence(Server server) {
        return ask(server, "_failover." + NAME, Type.TXT);
    }

    private static String soa(Server server) {
        return ask(server, APEX, Type.SOA);
    }

    private static String ask(Server server, String name, int type) {
        try {
            SimpleResolver client =
                    new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.dns));
            client.setTimeout(Duration.ofSeconds(1));
            Message question = Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
            return client.send(question).getSection(Section.ANSWER).stream()
                    .map(Record::rdataToString)
                    .collect(Collectors.joining(" / "));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return "";
        }
    }
}
