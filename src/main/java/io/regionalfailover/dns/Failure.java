package io.regionalfailover.dns;

/** In which way a provider did not do what it was asked. */
public enum Failure {
    /** It did not answer, or with an error of its own. */
    UNREACHABLE,
    /** It asked for fewer requests. */
    THROTTLED,
    /** It refused the request: credentials, rights, or the zone does not exist. */
    REFUSED
}
