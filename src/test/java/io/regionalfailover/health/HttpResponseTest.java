package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokIGNORED",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.0 200\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nTrailer: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 9\r\ntransfer-encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nX-Folded: a\r\n b: c\r\n:nameless\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok"
            })
    void readsEveryKindOfBody(String response) throws IOException {
        assertThat(read(response, "GET")).isEqualTo("200 ok");
    }

    @ParameterizedTest
    @CsvSource({"HEAD,200", "GET,204", "GET,304", "GET,101"})
    void someResponsesHaveNoBody(String method, int status) throws IOException {
        assertThat(read("HTTP/1.1 " + status + " X\r\nContent-Length: 50\r\n\r\n", method))
                .isEqualTo(status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example.com ESMTP ready\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nokk\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"
            })
    void refusesWhatBreaksTheRules(String response) {
        assertThatThrownBy(() -> read(response, "GET")).isInstanceOf(HttpSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
            })
    void aResponseThatBreaksOffFails(String response) {
        assertThatThrownBy(() -> read(response, "GET")).isInstanceOf(EOFException.class);
    }

    @Test
    void bodiesAreReadToTheirLimitAndKeptInPart() throws IOException {
        String head = "HTTP/1.1 200 OK\r\n\r\n";

        String longest = read(head + "x".repeat(HttpResponse.MAX_BODY_BYTES), "GET");
        assertThat(longest).hasSize("200 ".length() + HttpResponse.KEPT_BODY_BYTES);
        assertThatThrownBy(() -> read(head + "x".repeat(HttpResponse.MAX_BODY_BYTES + 1), "GET"))
                .isInstanceOf(HttpSyntaxException.class)
                .hasMessageContaining("1 MiB");
    }

    @Test
    void headsThatNeverEndAreCutOff() {
        String endless = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000);
        String interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(100);

        assertThatThrownBy(() -> read(endless, "GET")).isInstanceOf(HttpSyntaxException.class);
        assertThatThrownBy(() -> read(interim, "GET")).isInstanceOf(HttpSyntaxException.class);
        assertThatThrownBy(() -> read(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "X: y\r\n".repeat(20_000),
                        "GET"))
                .isInstanceOf(HttpSyntaxException.class);
    }

    @Test
    void manySmallChunksAreFine() throws IOException {
        String chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "7\r\nxxxxxxx\r\n".repeat(10_000)
                + "0\r\n\r\n";

        assertThat(read(chunks, "GET")).hasSize("200 ".length() + HttpResponse.KEPT_BODY_BYTES);
    }

    @Test
    void nothingButIOExceptionsComesOutWhateverComesIn() {
        String seed =
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        for (int round = 0; round < 5_000; round++) {
            Random random = new Random(round);
            byte[] bytes = mutated(seed.getBytes(StandardCharsets.ISO_8859_1), random);
            assertThatCode(() -> {
                        try {
                            read(new String(bytes, StandardCharsets.ISO_8859_1), random.nextBoolean() ? "GET" : "HEAD");
                        } catch (IOException e) {
                            // The one way to fail.
                        }
                    })
                    .as("round %d", round)
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, random.nextInt(seed.length * 2));
        for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : seed[random.nextInt(seed.length)];
        }
        return bytes;
    }

    private static String read(String response, String method) throws IOException {
        HttpResponse reader = new HttpResponse(
                new ByteArrayInputStream(response.getBytes(StandardCharsets.ISO_8859_1)),
                phase -> {},
                HttpResponse.KEPT_BODY_BYTES);
        int status = reader.readHead();
        return status + " " + new String(reader.readBody(method), StandardCharsets.ISO_8859_1);
    }
}
