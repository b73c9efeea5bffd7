package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookies are those of RFC 9018, and prove an address for an hour. */
class CookiesTest {
    private static final String SECRET = "e5e973e5a6b2a43f48e7dc849e37bfcf";
    private static final long CLIENT = 0x2464c4abcf10c957L;
    private static final long MADE_AT = 1_559_731_985;
    private static final InetAddress ASKER = InetAddress.ofLiteral("198.51.100.100");

    private static Cookies cookies(String secret, long second) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(secret));
        return new Cookies(
                Long.reverseBytes(bytes.getLong()),
                Long.reverseBytes(bytes.getLong()),
                () -> Instant.ofEpochSecond(second));
    }

    private static Cookies.Shown shown(long client, String server) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(server));
        return new Cookies.Shown(client, bytes.getLong(), bytes.getLong(), true);
    }

    private static String text(Cookies.Made made) {
        return HexFormat.of().toHexDigits(made.head()) + HexFormat.of().toHexDigits(made.hash());
    }

    /** RFC 9018, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "198.51.100.100, e5e973e5a6b2a43f48e7dc849e37bfcf, 2464c4abcf10c957, 1559731985, 010000005cf79f111f8130c3eee29480",
        "198.51.100.100, e5e973e5a6b2a43f48e7dc849e37bfcf, 2464c4abcf10c957, 1559734385, 010000005cf7a871d4a564a1442aca77",
        "2001:db8:220:1:59de:d0f4:8769:82b8, 445536bcd2513298075a5d379663c962, 22681ab97d52c298, 1559741961, 010000005cf7c609a6bb79d16625507a",
    })
    void theStandardsOwn(String address, String secret, String client, long second, String expected) {
        Cookies.Shown alone = new Cookies.Shown(Long.parseUnsignedLong(client, 16), 0, 0, false);
        assertThat(text(cookies(secret, second).answer(alone, InetAddress.ofLiteral(address), false)))
                .isEqualTo(expected);
    }

    @Test
    void oneWithReservedBitsProvesAndIsExchanged() {
        Cookies.Shown shown = shown(0xfc93fc62807ddb86L, "01abcdef5cf78f71a314227b6679ebf5");
        InetAddress asker = InetAddress.ofLiteral("203.0.113.203");
        Cookies cookies = cookies(SECRET, 1_559_728_000);
        assertThat(cookies.proves(shown, asker)).isTrue();
        assertThat(text(cookies.answer(shown, asker, true))).startsWith("01000000");
    }

    @Test
    void itProvesForAnHourAndIsRenewedAfterHalf() {
        Cookies.Shown shown = shown(CLIENT, "010000005cf79f111f8130c3eee29480");
        assertThat(cookies(SECRET, MADE_AT - 301).proves(shown, ASKER)).isFalse();
        assertThat(cookies(SECRET, MADE_AT - 300).proves(shown, ASKER)).isTrue();
        assertThat(cookies(SECRET, MADE_AT + 3_600).proves(shown, ASKER)).isTrue();
        assertThat(cookies(SECRET, MADE_AT + 3_601).proves(shown, ASKER)).isFalse();
        assertThat(cookies(SECRET, MADE_AT + 1_800).answer(shown, ASKER, true).hash())
                .isEqualTo(shown.hash());
        assertThat(cookies(SECRET, MADE_AT + 1_801).answer(shown, ASKER, true).hash())
                .isNotEqualTo(shown.hash());
    }

    @Test
    void anotherAddressAnotherSecretAnotherCookieProveNothing() {
        Cookies.Shown shown = shown(CLIENT, "010000005cf79f111f8130c3eee29480");
        assertThat(cookies(SECRET, MADE_AT).proves(shown, InetAddress.ofLiteral("198.51.100.101")))
                .isFalse();
        assertThat(cookies("445536bcd2513298075a5d379663c962", MADE_AT).proves(shown, ASKER))
                .isFalse();
        assertThat(cookies(SECRET, MADE_AT).proves(shown(CLIENT + 1, "010000005cf79f111f8130c3eee29480"), ASKER))
                .isFalse();
        assertThat(cookies(SECRET, MADE_AT).proves(shown(CLIENT, "020000005cf79f111f8130c3eee29480"), ASKER))
                .isFalse();
        assertThat(cookies(SECRET, MADE_AT).proves(new Cookies.Shown(CLIENT, 0, 0, false), ASKER))
                .isFalse();
    }
}
