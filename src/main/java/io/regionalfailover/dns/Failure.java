package io.regionalfailover.dns;

import java.util.Locale;

/** In which way a provider did not do what it was asked. */
public enum Failure {
    /** It did not answer, or with an error of its own. */
    UNREACHABLE,
    /** It asked for fewer requests. */
    THROTTLED,
    /** It refused the request: credentials, rights, or the zone does not exist. */
    REFUSED;

    /** As metrics name it, in lower case. */
    String outcome() {
        return name().toLowerCase(Locale.ROOT);
    }
}
