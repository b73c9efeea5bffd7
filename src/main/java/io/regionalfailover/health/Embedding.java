package io.regionalfailover.health;

import java.util.Arrays;
import java.util.HexFormat;

/** Where IPv6 addresses carry IPv4 addresses. A packet to such an address may arrive at the IPv4 address. */
enum Embedding {
    COMPATIBLE(12, "000000000000000000000000") {
        @Override
        boolean matches(byte[] address) {
            // :: and ::1 are addresses in their own right.
            boolean own = address[12] == 0 && address[13] == 0 && address[14] == 0 && (address[15] & ~1) == 0;
            return super.matches(address) && !own;
        }
    },
    MAPPED(12, "00000000000000000000ffff"),
    TRANSLATED(12, "0000000000000000ffff0000"),
    NAT64(12, "0064ff9b0000000000000000"),
    LOCAL_NAT64(12, "0064ff9b0001"),
    SIX_TO_FOUR(2, "2002"),
    TEREDO_SERVER(4, "20010000"),
    TEREDO_CLIENT(12, "20010000") {
        @Override
        byte[] extract(byte[] address) {
            byte[] embedded = super.extract(address);
            for (int i = 0; i < embedded.length; i++) {
                embedded[i] = (byte) ~embedded[i];
            }
            return embedded;
        }
    },
    ISATAP(12, "") {
        @Override
        boolean matches(byte[] address) {
            return (address[8] & ~3) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
        }
    };

    private final int offset;
    private final String prefix;

    /**
     * @param offset where the IPv4 address begins, in bytes
     * @param prefix the leading bytes, in hexadecimal
     */
    Embedding(int offset, String prefix) {
        this.offset = offset;
        this.prefix = prefix;
    }

    /** Tells whether an address, 16 bytes, is of this kind. */
    boolean matches(byte[] address) {
        return HexFormat.of().formatHex(address).startsWith(prefix);
    }

    /** The IPv4 address, 4 bytes. */
    byte[] extract(byte[] address) {
        return Arrays.copyOfRange(address, offset, offset + 4);
    }
}
