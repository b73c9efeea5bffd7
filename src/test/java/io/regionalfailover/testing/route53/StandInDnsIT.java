package io.regionalfailover.testing.route53;

import static io.regionalfailover.testing.route53.StandInFixture.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The name servers of the stand-in. */
class StandInDnsIT {

    private static final RecordSet EAST = RecordSet.weighted("www.example.com", "A", "east", 75, 30, "192.0.2.1");
    private static final RecordSet WEST = RecordSet.weighted("www.example.com", "A", "west", 25, 30, "192.0.2.2");

    private final StandInFixture fixture =
            new StandInFixture(Options.defaults().inSyncAfter(Duration.ZERO).seed(42));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void answersWithAuthority() throws IOException {
        fixture.submit(
                Change.create(RecordSet.simple("api.example.com", "A", 30, "192.0.2.1", "192.0.2.2")),
                Change.create(RecordSet.simple("_failover.api.example.com", "TXT", 30, "\"v1 \\\"n\\\"\" \"two\"")));

        Message reply = fixture.ask("API.example.com.", Type.A);
        assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answers(reply)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(reply.getSection(Section.ANSWER)).extracting(Record::getTTL).containsOnly(30L);
        assertThat(answers(fixture.ask("_failover.api.example.com.", Type.TXT)))
                .containsExactly("\"v1 \\\"n\\\"\" \"two\"");
        assertThat(answers(fixture.ask("example.com.", Type.NS))).hasSize(2);
    }

    @Test
    void tellsNamesThatAreNotThereFromTypesThatAreNotThere() throws IOException {
        fixture.submit(Change.create(RecordSet.simple("a.b.example.com", "A", 30, "192.0.2.1")));

        Message nothing = fixture.ask("nothing.example.com.", Type.A);
        assertThat(nothing.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(nothing.getSection(Section.AUTHORITY))
                .extracting(Record::getType)
                .containsExactly(Type.SOA);
        assertThat(fixture.ask("a.b.example.com.", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(fixture.ask("b.example.com.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(fixture.ask("www.example.org.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void drawsByWeight() throws IOException {
        fixture.submit(Change.create(EAST), Change.create(WEST));

        Map<String, Integer> drawn = draw(200);

        assertThat(drawn.get("192.0.2.1")).isBetween(120, 180);
        assertThat(drawn.get("192.0.2.2")).isBetween(20, 80);
    }

    @Test
    void servesWeightZeroOnlyWhenNothingElseIsLeft() throws IOException {
        fixture.submit(Change.create(EAST), Change.create(WEST.withWeight(0)));
        assertThat(draw(20)).containsOnlyKeys("192.0.2.1");

        fixture.submit(Change.delete(EAST), Change.create(EAST.withWeight(0)));
        assertThat(draw(20)).containsOnlyKeys("192.0.2.1", "192.0.2.2");
    }

    @Test
    void answersWildcardsCnamesAndAliases() throws IOException {
        fixture.standIn.outsideName("lb.elb.amazonaws.com", "198.51.100.7");
        fixture.submit(
                Change.create(RecordSet.simple("*.shop.example.com", "A", 30, "192.0.2.5")),
                Change.create(RecordSet.simple("here.example.com", "CNAME", 30, "x.shop.example.com")),
                Change.create(RecordSet.simple("there.example.com", "CNAME", 30, "lb.example.net")),
                Change.create(RecordSet.alias("example.com", "A", "Z35S", "lb.elb.amazonaws.com")),
                Change.create(RecordSet.alias("same.example.com", "A", fixture.zoneId, "example.com")));

        Message wild = fixture.ask("any.shop.example.com.", Type.A);
        assertThat(wild.getSection(Section.ANSWER)).singleElement().satisfies(record -> {
            assertThat(record.getName().toString()).isEqualTo("any.shop.example.com.");
            assertThat(record.rdataToString()).isEqualTo("192.0.2.5");
        });
        assertThat(answers(fixture.ask("here.example.com.", Type.A)))
                .containsExactly("x.shop.example.com.", "192.0.2.5");
        assertThat(answers(fixture.ask("there.example.com.", Type.A))).containsExactly("lb.example.net.");
        assertThat(answers(fixture.ask("example.com.", Type.A))).containsExactly("198.51.100.7");
        assertThat(answers(fixture.ask("same.example.com.", Type.A))).containsExactly("198.51.100.7");
        assertThat(fixture.ask("same.example.com.", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void showsAChangeWhenItIsInForceOnEachServerInItsOwnTime() throws IOException {
        NameServer punctual = fixture.standIn.nameServers().get(0);
        NameServer late = fixture.standIn.nameServers().get(1);
        late.lag(Duration.ofHours(1));
        fixture.standIn.holdPropagation(fixture.zoneId);
        fixture.submit(Change.create(EAST));
        assertThat(StandInFixture.ask(punctual, "www.example.com.", Type.A).getRcode())
                .isEqualTo(Rcode.NXDOMAIN);

        fixture.standIn.releasePropagation(fixture.zoneId);
        await().untilAsserted(() -> assertThat(answers(StandInFixture.ask(punctual, "www.example.com.", Type.A)))
                .containsExactly("192.0.2.1"));
        assertThat(StandInFixture.ask(late, "www.example.com.", Type.A).getRcode())
                .isEqualTo(Rcode.NXDOMAIN);

        late.lag(Duration.ZERO);
        assertThat(answers(StandInFixture.ask(late, "www.example.com.", Type.A)))
                .containsExactly("192.0.2.1");
    }

    @Test
    void fallsSilentAndGoesAway() throws IOException {
        NameServer server = fixture.standIn.nameServers().getFirst();
        server.silent(true);
        assertThatThrownBy(() -> StandInFixture.ask(server, "example.com.", Type.NS, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class);
        assertThat(server.queries()).isEqualTo(1);
        server.silent(false);
        assertThat(fixture.ask("example.com.", Type.NS).getRcode()).isEqualTo(Rcode.NOERROR);

        server.down();
        assertThatThrownBy(() -> fixture.ask("example.com.", Type.NS)).isInstanceOf(IOException.class);
        server.up();
        assertThat(fixture.ask("example.com.", Type.NS).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void answersLargeSetsOverTcp() throws IOException {
        String[] values = IntStream.range(0, 40)
                .mapToObj(i -> "\"" + "x".repeat(60) + i + "\"")
                .toArray(String[]::new);
        fixture.submit(Change.create(RecordSet.simple("big.example.com", "TXT", 30, values)));

        assertThat(answers(fixture.ask("big.example.com.", Type.TXT))).hasSize(40);
        assertThat(fixture.standIn.nameServers().getFirst().queries()).isEqualTo(2);
    }

    private Map<String, Integer> draw(int times) throws IOException {
        Map<String, Integer> drawn = new HashMap<>();
        for (int i = 0; i < times; i++) {
            drawn.merge(answers(fixture.ask("www.example.com.", Type.A)).getFirst(), 1, Integer::sum);
        }
        return drawn;
    }
}
