package io.regionalfailover.peers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerHttpOptionsTest {
    private static final Optional<Path> TOKEN = Optional.of(Path.of("token"));

    private static PeerHttpOptions options(Optional<Path> token, String... peers) {
        return new PeerHttpOptions(
                List.of(peers).stream().map(PeerUrl::of).toList(), token, Optional.empty(), Optional.empty(), "", 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://west.example.com",
                "https://west.example.com:8443/",
                "https://198.51.100.7:8443",
                "https://[2001:db8::1]:8443",
                "http://127.0.0.1:8080",
                "http://127.8.8.8",
                "http://localhost:8080/",
                "http://[::1]:8080"
            })
    void whatIsEncryptedOrStaysHereIsAPeer(String written) {
        PeerUrl url = PeerUrl.of(written);

        assertThat(url.toString()).isEqualTo(written);
        assertThat(url.at("/peers/v1/observations").getPath()).isEqualTo("/peers/v1/observations");
        assertThat(url.secure()).isEqualTo(written.startsWith("https"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://west.example.com, would send the token in the clear",
        "http://127.0.0.1.example.com:80, would send the token in the clear",
        "http://127.0.0.1@west.example.com, would send the token in the clear",
        "http://localhost.example.com, would send the token in the clear",
        "http://10.0.0.1, would send the token in the clear",
        "ftp://127.0.0.1, is no http or https URL",
        "west.example.com:8443, is no http or https URL",
        "https:///x, is no http or https URL",
        "https://west.example.com/peers, has more than a host and a port",
        "https://west.example.com?a=b, has more than a host and a port",
        "https://a:b@west.example.com, has more than a host and a port",
        "https://west.example.com:70000, has a port out of range",
        "https://we st, is no URL"
    })
    void whatIsNotIsRefusedWithASentence(String written, String sentence) {
        assertThatThrownBy(() -> PeerUrl.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("regional-failover.peers: \"" + written + "\" ")
                .hasMessageContaining(sentence)
                .hasMessageContaining("allowed are https://host:port");
    }

    @Test
    void thePortThatIsMeantAnywayIsTheSamePlace() {
        assertThatThrownBy(() -> options(TOKEN, "https://west.example.com", "https://WEST.example.com:443/"))
                .hasMessageContaining("stands there twice");
    }

    @Test
    void nothingLeavesThisMachineWithoutAToken() {
        assertThatThrownBy(() -> options(Optional.empty(), "http://127.0.0.1:1", "https://west.example.com"))
                .hasMessageContaining("regional-failover.peer-token-file is not set");
        assertThatThrownBy(() -> new PeerHttpOptions(
                        List.of(PeerUrl.of("http://127.0.0.1:1")),
                        Optional.empty(),
                        PeerHttpOptions.identity(Optional.of(Path.of("c")), Optional.of(Path.of("k"))),
                        Optional.empty(),
                        "0.0.0.0",
                        8443))
                .hasMessageContaining("regional-failover.peer-token-file is not set");

        assertThat(options(Optional.empty(), "http://127.0.0.1:1").peers()).hasSize(1);
    }

    @Test
    void aCertificateComesWithItsKey() {
        assertThatThrownBy(() -> PeerHttpOptions.identity(Optional.of(Path.of("c")), Optional.empty()))
                .hasMessageContaining("peer-tls.key-file is not set");
        assertThatThrownBy(() -> PeerHttpOptions.identity(Optional.empty(), Optional.of(Path.of("k"))))
                .hasMessageContaining("peer-tls.certificate-file is not set");
        assertThat(PeerHttpOptions.identity(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void aPolicyInAPathStaysOneSegmentEach() {
        assertThat(HttpPeerLine.encoded("shop/checkout-1.a")).isEqualTo("shop/checkout-1.a");
        assertThat(HttpPeerLine.encoded("shop/a b?c#d%e\u00e9")).isEqualTo("shop/a%20b%3Fc%23d%25e%C3%A9");
    }
}
