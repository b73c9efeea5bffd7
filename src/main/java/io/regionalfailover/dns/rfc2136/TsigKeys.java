package io.regionalfailover.dns.rfc2136;

/** A TSIG key as somebody outside keeps it. */
public sealed interface TsigKeys {
    /**
     * The key. Shows its name and nothing of its secret.
     *
     * @param name as the server knows it
     * @param algorithm such as {@code hmac-sha256}
     * @param secret what messages are signed with
     */
    record Present(String name, String algorithm, byte[] secret) implements TsigKeys {
        public Present {
            secret = secret.clone();
        }

        @Override
        public byte[] secret() {
            return secret.clone();
        }

        @Override
        public String toString() {
            return "Present[" + name + ", " + algorithm + "]";
        }
    }

    /**
     * There is none, and waiting does not help.
     *
     * @param message what is missing and where it belongs
     */
    record Missing(String message) implements TsigKeys {}

    /**
     * Nobody knows for now.
     *
     * @param message why
     */
    record Unknown(String message) implements TsigKeys {}
}
