package io.regionalfailover.dns.embedded;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * DNS cookies (RFC 7873) as all servers make them (RFC 9018). An asker that shows one has got an answer of ours at that address within the last
 * hour: its address is not forged. None is ever demanded.
 */
final class Cookies {
    /** An option of the pseudo-record OPT. */
    static final int OPTION = 10;

    /** What is answered: the client's cookie and the server's. */
    static final int BYTES = 24;

    private static final int SHORTEST_WITH_SERVER = 16;
    private static final int LONGEST = 40;
    private static final int VERSION_SHIFT = 56;
    private static final long VERSION = 1;
    private static final long RESERVED = 0x00FF_FFFF_0000_0000L;
    private static final int OLDEST_SECONDS = 3_600;
    private static final int RENEWED_SECONDS = 1_800;
    private static final int FORWARD_SECONDS = 300;

    private final long low;
    private final long high;
    private final InstantSource wall;

    /**
     * @param low the first eight bytes of the secret, little-endian
     * @param high the last eight
     */
    Cookies(long low, long high, InstantSource wall) {
        this.low = low;
        this.high = high;
        this.wall = wall;
    }

    /** With a secret that ends with the process: who shows an older cookie is given a new one. */
    static Cookies fresh(RandomGenerator secret, InstantSource wall) {
        return new Cookies(secret.nextLong(), secret.nextLong(), wall);
    }

    /**
     * What an asker shows.
     *
     * @param client its own cookie
     * @param head of the server's cookie: version, three reserved bytes, seconds
     * @param hash the rest of the server's cookie
     * @param whole false when it shows its own alone, or a server's of another length than ours
     */
    record Shown(long client, long head, long hash, boolean whole) {}

    /** A server's cookie: version, three reserved bytes, seconds; and the hash. */
    record Made(long head, long hash) {}

    /** A client's cookie alone takes 8 bytes, one with a server's 16 to 40 (RFC 7873, 4). */
    static boolean isLength(int bytes) {
        return bytes == Long.BYTES || bytes >= SHORTEST_WITH_SERVER && bytes <= LONGEST;
    }

    /** Whether a cookie was made here for this address, lately. */
    boolean proves(Shown shown, InetAddress asker) {
        return shown.whole()
                && shown.head() >>> VERSION_SHIFT == VERSION
                && isLate(shown, -FORWARD_SECONDS, OLDEST_SECONDS)
                && hash(shown.client(), shown.head(), asker) == shown.hash();
    }

    /** The cookie to answer with: the one shown while it is young and proven, else a new one. */
    Made answer(Shown shown, InetAddress asker, boolean proven) {
        boolean plain = (shown.head() & RESERVED) == 0;
        if (proven && plain && isLate(shown, -FORWARD_SECONDS, RENEWED_SECONDS)) {
            return new Made(shown.head(), shown.hash());
        }
        long head = VERSION << VERSION_SHIFT | wall.instant().getEpochSecond() & 0xFFFF_FFFFL;
        return new Made(head, hash(shown.client(), head, asker));
    }

    /** Serial number arithmetic (RFC 9018, 4.3): seconds of 32 bits, which begin anew in 2106. */
    private boolean isLate(Shown shown, int from, int to) {
        int age = (int) wall.instant().getEpochSecond() - (int) shown.head();
        return age >= from && age <= to;
    }

    private long hash(long client, long head, InetAddress asker) {
        byte[] address = asker.getAddress();
        byte[] input = new byte[2 * Long.BYTES + address.length];
        ByteBuffer.wrap(input).putLong(client).putLong(head).put(address);
        return Long.reverseBytes(SipHash.of(low, high, input, input.length));
    }
}
