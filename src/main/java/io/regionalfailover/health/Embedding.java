package io.regionalfailover.health;

import java.util.Arrays;

/** Where IPv6 addresses carry IPv4 addresses. A packet to such an address may arrive at the IPv4 address. */
enum Embedding {
    COMPATIBLE(12, 0, 0, 0, 0, 0, 0) {
        @Override
        boolean matches(byte[] address) {
            // :: and ::1 are addresses in their own right.
            boolean own = address[12] == 0 && address[13] == 0 && address[14] == 0 && (address[15] & ~1) == 0;
            return super.matches(address) && !own;
        }
    },
    MAPPED(12, 0, 0, 0, 0, 0, 0xffff),
    TRANSLATED(12, 0, 0, 0, 0, 0xffff, 0),
    NAT64(12, 0x64, 0xff9b, 0, 0, 0, 0),
    LOCAL_NAT64(12, 0x64, 0xff9b, 1),
    SIX_TO_FOUR(2, 0x2002),
    TEREDO_SERVER(4, 0x2001, 0),
    TEREDO_CLIENT(12, 0x2001, 0) {
        @Override
        byte[] extract(byte[] address) {
            byte[] embedded = super.extract(address);
            for (int i = 0; i < embedded.length; i++) {
                embedded[i] = (byte) ~embedded[i];
            }
            return embedded;
        }
    },
    ISATAP(12) {
        @Override
        boolean matches(byte[] address) {
            return (address[8] & ~3) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
        }
    };

    private final int offset;
    private final int[] prefix;

    /**
     * @param offset where the IPv4 address begins, in bytes
     * @param prefix the leading groups of 16 bits
     */
    Embedding(int offset, int... prefix) {
        this.offset = offset;
        this.prefix = prefix;
    }

    /** Tells whether an address, 16 bytes, is of this kind. */
    boolean matches(byte[] address) {
        for (int i = 0; i < prefix.length; i++) {
            if (((address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff)) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** The IPv4 address, 4 bytes. */
    byte[] extract(byte[] address) {
        return Arrays.copyOfRange(address, offset, offset + 4);
    }
}
