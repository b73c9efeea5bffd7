package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http2.Http2Exception;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that never stops sending is read for so long and no longer, whatever it repeats. */
class HostileServersTest {
    private static final int MIB = 1024 * 1024;

    /** A beginning, then the same again without end; every byte that is taken is counted. */
    private static final class Endless extends InputStream {
        private final byte[] beginning;
        private final byte[] again;
        private long taken;

        Endless(byte[] beginning, byte[] again) {
            this.beginning = beginning;
            this.again = again;
        }

        @Override
        public int read() {
            long at = taken++;
            return (at < beginning.length ? beginning[(int) at] : again[(int) ((at - beginning.length) % again.length)])
                    & 0xff;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // beginning | what is repeated | the most that may be read, in bytes
                "HTTP/1.1 200 OK; | X | 80000",
                "HTTP/1.1 200 OK;X: | x | 80000",
                "HTTP/1.1 200 OK; | X: y; | 80000",
                "'' | HTTP/1.1 103 Early;; | 80000",
                "HTTP/1.1 200 OK;; | x | 1200000",
                "HTTP/1.1 200 OK;Content-Encoding: gzip;; | x | 1200000",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;; | 0 | 80000",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;;0; | X: y; | 80000",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;; | 1;x; | 7000000",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;; | 1,x=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy;x; | 7000000",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;; | fffffffffffffff;x | 1200000",
            })
    void http(String beginning, String again, long most) {
        // In the table ';' is an end of line, and ',' a semicolon.
        Endless sent = new Endless(bytes(beginning), bytes(again));
        HttpResponse response = new HttpResponse(sent, phase -> {}, HttpResponse.KEPT_BODY_BYTES);

        assertThatThrownBy(() -> {
                    response.readHead();
                    response.readBody("GET");
                })
                .isInstanceOf(HttpSyntaxException.class);
        assertThat(sent.taken).isLessThan(most);
    }

    private static byte[] bytes(String written) {
        return written.replace(";", "\r\n").replace(',', ';').getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        // Each a whole frame: its length, type, flags, stream and what it holds.
        "settings,000000040000000000",
        "settings with values,00000604000000000000017fffffff",
        "pings,0000080600000000000102030405060708",
        "windows,00000408000000000100000001",
        "empty data,000000000000000001",
        "interim answers,00000501040000000148033130 33",
        "heads without end,000001010000000001ff",
        "continuations,00000009000000000100",
        "unknown frames,000004fa000000000000000000",
        "pushes,000004050400000001000000 02",
        "priorities,0000050200000000030000000000",
        "resets of other streams,00000403000000000500000008",
        "large frames,004001000000000001",
        "zeros,00",
    })
    void http2(String what, String frame) {
        byte[] again = HexFormat.of().parseHex(frame.replace(" ", ""));
        Endless sent = new Endless(HexFormat.of().parseHex("000000040000000000"), again);
        long[] written = {0};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                written[0]++;
            }
        };

        assertThatThrownBy(() -> {
                    try (Http2Call call = new Http2Call(sent, out)) {
                        call.exchange(
                                new Http2Call.Head("http", "h", "/grpc.health.v1.Health/Check", "1000m"),
                                GrpcHealth.request("shop"));
                    }
                })
                .as(what)
                .isInstanceOfAny(HttpSyntaxException.class, Http2Exception.class);
        assertThat(sent.taken).as(what).isLessThan(MIB);
        assertThat(written[0]).as(what).isLessThan(MIB);
    }

    @Test
    void whatTheyWriteCannotBreakALineOrATerminal() {
        ProbeResult result = GrpcAttempt.judge(
                new GrpcProbe("h", 1, "", Optional.empty()),
                new Http2Call.Answer(
                        Map.of(
                                ":status",
                                "200",
                                "content-type",
                                "application/grpc",
                                "grpc-status",
                                "14",
                                "grpc-message",
                                "%0a%1b[2J%e2%80%ae".repeat(900)),
                        new byte[0],
                        Optional.empty()));

        assertThat(result.message())
                .hasSizeLessThanOrEqualTo(200)
                .startsWith("UNAVAILABLE")
                .doesNotContain("\n", "\u001b", "\u202e");
    }
}
