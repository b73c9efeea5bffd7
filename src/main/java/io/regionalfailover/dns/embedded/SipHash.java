package io.regionalfailover.dns.embedded;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** SipHash-2-4: a keyed hash of 64 bits that nobody can foresee who does not know the key (RFC 9018, 4.4 and its reference 2). */
final class SipHash {
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = 8;

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long low, long high) {
        v0 = low ^ 0x736f6d6570736575L;
        v1 = high ^ 0x646f72616e646f6dL;
        v2 = low ^ 0x6c7967656e657261L;
        v3 = high ^ 0x7465646279746573L;
    }

    /**
     * The hash of some bytes.
     *
     * @param low the key's first eight bytes as a little-endian number
     * @param high its last eight
     */
    static long of(long low, long high, byte[] bytes, int length) {
        SipHash hash = new SipHash(low, high);
        int whole = length - length % WORD;
        for (int at = 0; at < whole; at += WORD) {
            hash.take((long) LITTLE.get(bytes, at));
        }
        long last = (long) length << 56;
        for (int at = whole; at < length; at++) {
            last |= (bytes[at] & 0xFFL) << (8 * (at - whole));
        }
        hash.take(last);
        return hash.end();
    }

    private void take(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private long end() {
        v2 ^= 0xFF;
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
