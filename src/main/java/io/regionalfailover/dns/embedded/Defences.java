package io.regionalfailover.dns.embedded;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What keeps the server from being turned against others: whoever asks over UDP without having proven its address by a cookie is sent at most three
 * times as much as it sent, and not too often the same.
 */
final class Defences {
    /** A response over UDP is at most so many times as long as the question of an unproven asker. */
    private static final int MOST_AMPLIFICATION = 3;

    private static final int SLIP = 2;

    private final Cookies cookies;
    private final RateLimit rate;
    private final LongSupplier nanos;
    private final int amplification;
    private int withheld;

    /**
     * @param nanos a clock that never jumps
     * @param amplification how many times as long as its question a response to somebody unproven may be
     */
    Defences(Cookies cookies, RateLimit rate, LongSupplier nanos, int amplification) {
        this.cookies = cookies;
        this.rate = rate;
        this.nanos = nanos;
        this.amplification = amplification;
    }

    /**
     * @param perSecond see {@link RateLimit}
     * @param nanos a clock that never jumps
     */
    static Defences of(int perSecond, InstantSource wall, LongSupplier nanos) {
        SecureRandom random = new SecureRandom();
        return new Defences(
                Cookies.fresh(random, wall), new RateLimit(perSecond, random.nextLong()), nanos, MOST_AMPLIFICATION);
    }

    Cookies cookies() {
        return cookies;
    }

    /** How long a response to somebody unproven may be. */
    int room(int questionBytes) {
        return amplification * questionBytes;
    }

    /** Whether one more answer of a kind may be sent to somebody unproven. */
    boolean grants(InetAddress asker, int alike) {
        return rate.grants(asker, alike, nanos.getAsLong());
    }

    /** Every second answer that is withheld is cut off instead of left out: who is there can ask over TCP (races do not matter). */
    boolean slips() {
        return withheld++ % SLIP == 0;
    }
}
