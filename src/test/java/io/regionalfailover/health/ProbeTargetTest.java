package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTargetTest {

    @ParameterizedTest
    @CsvSource({"200-299,200,true", "200-299,299,true", "200-299,300,false", "204,204,true", "204,205,false"})
    void statusRangesHoldTheirEnds(String range, int status, boolean contained) {
        assertThat(StatusRange.parse(range).contains(status)).isEqualTo(contained);
        assertThat(StatusRange.parse(range)).hasToString(range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2xx", "99", "600", "300-200", "200-", "200-600", "200 - 299", "-1"})
    void refusesWhatIsNoStatusRange(String text) {
        assertThatThrownBy(() -> StatusRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.0.2.1/healthz,,80,192.0.2.1,192.0.2.1",
        "https://192.0.2.1/,checkout.example.com,443,checkout.example.com,checkout.example.com",
        "https://192.0.2.1/,checkout.example.com:8443,443,checkout.example.com:8443,checkout.example.com",
        "https://[2001:db8::1]:8443/,,8443,[2001:db8::1]:8443,2001:db8::1",
        "HTTPS://checkout.example.com.,,443,checkout.example.com.,checkout.example.com"
    })
    void knowsPortHostHeaderAndServerName(String url, String host, int port, String header, String serverName) {
        HttpProbe probe = http(url, Optional.ofNullable(host), Map.of());

        assertThat(probe.port()).isEqualTo(port);
        assertThat(probe.hostHeader()).isEqualTo(header);
        assertThat(probe.serverName()).isEqualTo(serverName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://192.0.2.1/",
                "//192.0.2.1/",
                "healthz",
                "http:///healthz",
                "http://user:secret@192.0.2.1/",
                "http://192.0.2.1:70000/"
            })
    void refusesUrlsThatCannotBeAsked(String url) {
        assertThatThrownBy(() -> http(url, Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret@");
    }

    @Test
    void refusesHeadersThatWouldChangeTheRequest() {
        for (Map<String, String> headers : List.of(
                Map.of("X-Probe", "1\r\nHost: evil"),
                Map.of("X Probe", "1"),
                Map.of("", "1"),
                Map.of("host", "evil"),
                Map.of("Content-Length", "5"),
                Map.of("X-A", "1", "x-a", "2"),
                Map.of("X-Probe", "\u0000"))) {
            assertThatThrownBy(() -> http("http://192.0.2.1/", Optional.empty(), headers))
                    .as("%s", headers)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("header");
        }
        assertThatThrownBy(() -> http("http://192.0.2.1/", Optional.of("a b\r\n"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsHeaderValuesToItself() {
        HttpProbe probe = http("http://192.0.2.1/", Optional.empty(), Map.of("Authorization", "Bearer secret"));

        assertThat(probe.toString()).contains("Authorization").doesNotContain("secret");
    }

    @Test
    void expectsSuccessUnlessToldOtherwise() {
        assertThat(http("http://192.0.2.1/", Optional.empty(), Map.of()).expectedStatus())
                .containsExactly(StatusRange.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2:53,10.0.0.2:53",
        "10.0.0.2,10.0.0.2:53",
        "[2001:db8::1]:5353,[2001:db8::1]:5353",
        "[2001:db8::1],[2001:db8::1]:53",
        "2001:db8::1,[2001:db8::1]:53",
        "dns.example.com:5353,dns.example.com:5353",
        "dns.example.com.,dns.example.com:53"
    })
    void readsResolvers(String text, String expected) {
        assertThat(HostName.text(DnsProbe.resolver(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":53", "10.0.0.2:", "10.0.0.2:0", "10.0.0.2:65536", "10.0.0.2:dns"})
    void refusesWhatIsNoResolver(String text) {
        assertThatThrownBy(() -> DnsProbe.resolver(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void refusesNamesAndTypesThatCannotBeAsked() {
        assertThatThrownBy(() -> new DnsProbe("a..b", "A", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DnsProbe("x".repeat(64) + ".com", "A", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        for (String type : List.of("ANY", "AXFR", "OPT", "TSIG", "B", "")) {
            assertThatThrownBy(() -> new DnsProbe("example.com", type, List.of(), List.of()))
                    .as(type)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesATimeoutLongerThanTheInterval() {
        TcpProbe target = new TcpProbe("[2001:db8::1]", 80, Optional.empty());
        assertThat(target.host()).isEqualTo("2001:db8::1");
        assertThatThrownBy(() -> new ProbeSpec(target, Duration.ofSeconds(1), Duration.ofSeconds(2), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProbeSpec(target, Duration.ofSeconds(1), Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TcpProbe("192.0.2.1", 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesAreOneShortLineWhateverAHostSends() {
        assertThat(ProbeResult.failing("a\r\nb\u001b[31mc\u202e\ud800d").message())
                .isEqualTo("a  b [31mc  d");
        assertThat(ProbeResult.failing("x".repeat(200)).message()).hasSize(200);
        assertThat(ProbeResult.failing("x".repeat(5000)).message()).hasSize(200).endsWith("x…");
        assertThat(ProbeResult.failing("x".repeat(198) + "😀😀").message())
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("x…");
    }

    private static HttpProbe http(String url, Optional<String> host, Map<String, String> headers) {
        return new HttpProbe(URI.create(url), host, "GET", List.of(), Optional.empty(), headers, false);
    }
}
