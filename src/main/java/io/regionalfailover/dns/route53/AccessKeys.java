package io.regionalfailover.dns.route53;

import java.util.Optional;

/** An access key as somebody outside keeps it. */
public sealed interface AccessKeys {
    /**
     * The key. Shows its id and nothing else.
     *
     * @param id such as {@code AKIA…}
     * @param secret what requests are signed with
     * @param sessionToken of a temporary one
     */
    record Present(String id, String secret, Optional<String> sessionToken) implements AccessKeys {
        @Override
        public String toString() {
            return "Present[" + id + "]";
        }
    }

    /**
     * There is none, and waiting does not help.
     *
     * @param message what is missing and where it belongs
     */
    record Missing(String message) implements AccessKeys {}

    /**
     * Nobody knows for now.
     *
     * @param message why
     */
    record Unknown(String message) implements AccessKeys {}
}
