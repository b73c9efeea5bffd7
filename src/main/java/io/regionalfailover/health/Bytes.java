package io.regionalfailover.health;

/** Search in bytes, so that a body needs no character set. */
final class Bytes {

    private Bytes() {}

    /** Tells whether a text occurs in some bytes; the empty text always does. */
    static boolean contains(byte[] bytes, byte[] text) {
        for (int start = 0; start + text.length <= bytes.length; start++) {
            int matched = 0;
            while (matched < text.length && bytes[start + matched] == text[matched]) {
                matched++;
            }
            if (matched == text.length) {
                return true;
            }
        }
        return false;
    }
}
