package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.decision.Outcome;
import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ReceivedRequest;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProbeIT {

    private final ScriptedHttpEndpoint endpoint = ScriptedHttpEndpoint.start();
    private final ScriptedDnsServer dns = ScriptedDnsServer.start();
    private Network network;

    @BeforeEach
    void start(@TempDir Path folder) {
        network = new Network(folder).resolvers(dns.hostAndPort());
    }

    @AfterEach
    void stop() {
        network.close();
        endpoint.close();
        dns.close();
    }

    @Test
    void passesAndAsksAsItWasTold() {
        HttpProbe probe = new HttpProbe(
                URI.create(endpoint.url("/healthz?deep=1%20x")),
                Optional.of("checkout.example.com"),
                "GET",
                List.of(),
                Optional.of("ok"),
                Map.of("X-Probe", "1", "user-agent", "mine"),
                false);

        assertThat(network.probe(probe)).isEqualTo(ProbeResult.PASSING);

        ReceivedRequest request = endpoint.requests().getFirst();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/healthz");
        assertThat(request.query()).isEqualTo("deep=1%20x");
        assertThat(request.header("host")).contains("checkout.example.com");
        assertThat(request.header("x-probe")).contains("1");
        assertThat(request.header("user-agent")).contains("mine");
        assertThat(request.header("connection")).contains("close");
        await().untilAsserted(() -> assertThat(endpoint.openConnections()).isZero());
    }

    @Test
    void asksForTheHeadOnly() {
        HttpProbe probe = new HttpProbe(
                URI.create(endpoint.url("")), Optional.empty(), "HEAD", List.of(), Optional.empty(), Map.of(), false);

        assertThat(network.probe(probe)).isEqualTo(ProbeResult.PASSING);
        assertThat(endpoint.requests().getFirst().method()).isEqualTo("HEAD");
        assertThat(endpoint.requests().getFirst().path()).isEqualTo("/");
        assertThat(endpoint.requests().getFirst().header("host")).contains("127.0.0.1:" + endpoint.port());
    }

    @Test
    void usesANewConnectionEachTime() {
        network.probe(get());
        network.probe(get());

        assertThat(endpoint.connections()).isEqualTo(2);
    }

    @Test
    void judgesTheStatus() {
        endpoint.script(HttpScript.status(503, "secret"));
        assertThat(network.probe(get())).isEqualTo(ProbeResult.failing("HTTP 503, expected 200-299"));

        endpoint.script(HttpScript.redirect("http://127.0.0.1:" + endpoint.port() + "/elsewhere"));
        assertThat(network.probe(get()).message()).isEqualTo("HTTP 302, expected 200-299 (redirects are not followed)");
        assertThat(endpoint.requests()).as("nobody went there").hasSize(2);

        HttpProbe redirectExpected = new HttpProbe(
                URI.create(endpoint.url("/")),
                Optional.empty(),
                "GET",
                List.of(StatusRange.parse("204"), StatusRange.parse("300-399")),
                Optional.empty(),
                Map.of(),
                false);
        assertThat(network.probe(redirectExpected)).isEqualTo(ProbeResult.PASSING);
        endpoint.script(HttpScript.ok());
        assertThat(network.probe(redirectExpected).message()).isEqualTo("HTTP 200, expected 204, 300-399");
    }

    @Test
    void looksForTheExpectedText() {
        endpoint.script(HttpScript.status(200, "{\"status\": \"grün\"}"));
        assertThat(network.probe(expecting("\"grün\""))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(expecting("\"rot\"")))
                .isEqualTo(ProbeResult.failing("HTTP 200, but the body lacks the expected text"));

        endpoint.script(HttpScript.status(200, "x".repeat(70_000) + "late"));
        assertThat(network.probe(expecting("late")).outcome()).isEqualTo(Outcome.FAILING);
        assertThat(network.probe(expecting("xxx"))).isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void everyPhaseIsInsideTheTimeout() {
        Map<HttpScript, String> scripts = Map.of(
                new HttpScript.HangAfterAccept(), "(connected, no response)",
                new HttpScript.HangAfterRequest(), "(connected, no response)",
                new HttpScript.HangAfterHead(), "(response body unfinished)",
                new HttpScript.DripHead(Duration.ofMillis(100)), "(response head unfinished)",
                new HttpScript.DripBody(Duration.ofMillis(100)), "(response body unfinished)",
                new HttpScript.Delayed(Duration.ofSeconds(20), HttpScript.ok()), "(connected, no response)");
        scripts.forEach((script, phase) -> {
            endpoint.script(script);
            Instant before = network.clock().instant();

            ProbeResult result = network.probe(get(), Network.TIMEOUT);

            assertThat(result)
                    .as("%s", script)
                    .isEqualTo(ProbeResult.failing(
                            "no answer from 127.0.0.1:" + endpoint.port() + " within 700 ms " + phase));
            assertThat(Duration.between(before, network.clock().instant()))
                    .as("%s", script)
                    .isBetween(Network.TIMEOUT.minusMillis(50), Network.TIMEOUT.plus(Network.GRACE));
        });
        await().untilAsserted(() -> assertThat(endpoint.openConnections())
                .as("connections left behind")
                .isZero());
    }

    @Test
    void aHugeBodyFails() {
        for (boolean withLength : new boolean[] {true, false}) {
            endpoint.script(new HttpScript.HugeBody(Long.MAX_VALUE / 2, withLength));
            assertThat(network.probe(get()).message()).contains("response body is longer than 1 MiB");
        }
        endpoint.script(new HttpScript.HugeBody(HttpResponse.MAX_BODY_BYTES, false));
        assertThat(network.probe(get())).isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void namesWhatBroke() {
        endpoint.script(new HttpScript.Garbage());
        assertThat(network.probe(get()).message())
                .isEqualTo("response is not HTTP/1.1 (127.0.0.1:" + endpoint.port() + ")");

        endpoint.script(new HttpScript.CloseAfterRequest());
        assertThat(network.probe(get()).message())
                .isEqualTo("connection closed by 127.0.0.1:" + endpoint.port() + " (connected, no response)");

        endpoint.script(new HttpScript.Reset());
        assertThat(network.probe(get()).message()).contains("by 127.0.0.1:" + endpoint.port());

        endpoint.stop();
        assertThat(network.probe(get()))
                .isEqualTo(ProbeResult.failing("connection refused by 127.0.0.1:" + endpoint.port()));
    }

    @Test
    void resolvesAFreshEachTimeAndOnce() {
        HttpProbe named = get("http://front.example.com:" + endpoint.port() + "/");
        dns.answer("front.example.com", DnsScript.addresses("127.0.0.1"));
        assertThat(network.probe(named)).isEqualTo(ProbeResult.PASSING);
        assertThat(endpoint.requests().getFirst().header("host")).contains("front.example.com:" + endpoint.port());
        assertThat(dns.queries("front.example.com")).as("A and AAAA, once").isEqualTo(2);

        dns.answer("front.example.com", DnsScript.nxDomain());
        assertThat(network.probe(named).message())
                .isEqualTo("NXDOMAIN for front.example.com (resolver " + dns.hostAndPort() + ")");
    }

    @Test
    void goesOnToTheNextAddress() {
        dns.answer("front.example.com", DnsScript.addresses("127.0.0.77", "127.0.0.1"));

        assertThat(network.probe(get("http://front.example.com:" + endpoint.port() + "/")))
                .isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void deniedAddressesAreNeverConnectedTo() {
        ProbeAttempt strict = network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of()));
        dns.answer("rebound.example.com", DnsScript.addresses("198.51.100.10", "127.0.0.1"));

        assertThat(strict.run(get("http://169.254.169.254/latest/meta-data/"), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("169.254.169.254 is denied"));
        assertThat(strict.run(get(endpoint.url("/")), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("127.0.0.1 is denied"));
        assertThat(strict.run(get("http://rebound.example.com:" + endpoint.port() + "/"), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("rebound.example.com: 127.0.0.1 is denied"));
        assertThat(strict.run(get("http://2130706433:" + endpoint.port() + "/"), Network.PATIENCE)
                        .outcome())
                .isNotEqualTo(Outcome.PASSING);
        assertThat(strict.run(get("http://localhost:" + endpoint.port() + "/"), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("localhost: 127.0.0.1 is denied"));
        assertThat(endpoint.connections()).isZero();
    }

    private HttpProbe get() {
        return get(endpoint.url("/healthz"));
    }

    private static HttpProbe get(String url) {
        return new HttpProbe(URI.create(url), Optional.empty(), "GET", List.of(), Optional.empty(), Map.of(), false);
    }

    private HttpProbe expecting(String text) {
        return new HttpProbe(
                URI.create(endpoint.url("/")), Optional.empty(), "GET", List.of(), Optional.of(text), Map.of(), false);
    }
}
