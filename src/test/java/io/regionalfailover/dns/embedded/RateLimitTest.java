package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a network is sent the same, in bounded memory. */
class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final InetAddress ASKER = InetAddress.ofLiteral("198.51.100.1");
    private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("198.51.100.250");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("198.51.101.1");

    private final RateLimit limit = new RateLimit(10, 4_711);

    private int granted(InetAddress asker, int alike, int asked, long nanos) {
        return (int) IntStream.range(0, asked)
                .filter(i -> limit.grants(asker, alike, nanos))
                .count();
    }

    @Test
    void aNetworkIsGrantedASecondsWorthAtOnceAndThenTheRate() {
        assertThat(granted(ASKER, 1, 100, 0)).isEqualTo(10);
        assertThat(granted(NEIGHBOUR, 1, 100, 0)).as("of the same /24").isZero();
        assertThat(granted(STRANGER, 1, 100, 0)).as("of another one").isEqualTo(10);
        assertThat(granted(ASKER, 2, 100, 0)).as("another answer").isEqualTo(10);
        assertThat(granted(ASKER, 1, 100, SECOND / 2)).isEqualTo(5);
        assertThat(granted(ASKER, 1, 100, 20 * SECOND))
                .as("nothing is saved up")
                .isEqualTo(10);
    }

    @Test
    void itHoldsWhereItsClockBeginsAnew() {
        long end = 1L << 54;
        assertThat(granted(ASKER, 1, 100, end - SECOND / 2)).isEqualTo(10);
        assertThat(granted(ASKER, 1, 100, end)).isEqualTo(5);
        assertThat(granted(ASKER, 1, 100, end + SECOND / 2)).isEqualTo(5);
        assertThat(granted(ASKER, 1, 100, end + 9 * SECOND)).isEqualTo(10);
    }

    @Test
    void anIpv6NetworkIsASlash56() {
        assertThat(granted(InetAddress.ofLiteral("2001:db8:0:1::1"), 1, 100, 0)).isEqualTo(10);
        assertThat(granted(InetAddress.ofLiteral("2001:db8:0:ff::1"), 1, 100, 0))
                .isZero();
        assertThat(granted(InetAddress.ofLiteral("2001:db8:0:100::1"), 1, 100, 0))
                .isEqualTo(10);
    }

    @Test
    void aCrowdOfOthersDoesNotFreeWhoAsksTooOften() {
        int granted = 0;
        for (int i = 0; i < 300_000; i++) {
            granted += limit.grants(ASKER, 1, i) ? 1 : 0;
            byte[] other = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            other[2] ^= other[3];
            limit.grants(
                    InetAddress.ofLiteral(
                            (other[0] & 255) + "." + (other[1] & 255) + "." + (other[2] & 255) + "." + (i & 255)),
                    i,
                    i);
        }
        assertThat(granted).isLessThan(30);
    }

    @Test
    void withoutARateEverybodyIsGrantedEverything() {
        RateLimit none = new RateLimit(0, 1);
        assertThat(IntStream.range(0, 10_000).allMatch(i -> none.grants(ASKER, 1, 0)))
                .isTrue();
    }
}
