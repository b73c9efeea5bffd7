package io.regionalfailover.api.v1alpha1;

/**
 * What the CEL rules of several records share. All of it is CEL text and regular expressions of RE2; neither uses a backslash or a
 * double quote, so that a rule reads the same here, in the YAML and in a message of the API server.
 */
final class Rules {
    /** The name of a parameter, which stands in braces as a placeholder. */
    static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    /** A placeholder. */
    static final String HOLE = "[{]" + IDENTIFIER + "[}]";

    /** A port from 1 to 65535. */
    static final String PORT = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    private static final String DNS_LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

    /** A host name, with or without a dot at its end. */
    static final String HOST = DNS_LABEL + "([.]" + DNS_LABEL + ")*[.]?";

    private static final String IPV6_IN_BRACKETS = "[[][0-9A-Fa-f:.]+[]]";

    private static final String HOST_CHARACTERS = "([A-Za-z0-9_-]|" + HOLE + ")+";

    /** A host name or IPv4 address that may hold placeholders. */
    static final String HOST_TEMPLATE = HOST_CHARACTERS + "([.]" + HOST_CHARACTERS + ")*[.]?";

    private static final String AUTHORITY_HOST = "(" + IPV6_IN_BRACKETS + "|" + HOST_TEMPLATE + ")";

    private static final String PORT_TEMPLATE = ":(" + PORT + "|" + HOLE + ")";

    /** {@code host:port} that may hold placeholders. */
    static final String ENDPOINT_TEMPLATE = AUTHORITY_HOST + PORT_TEMPLATE;

    /** {@code host:port} as it is. */
    static final String ENDPOINT = "(" + IPV6_IN_BRACKETS + "|" + HOST + "):" + PORT;

    /** What follows {@code http://} or {@code https://}; may hold placeholders, neither credentials nor a fragment. */
    static final String URL_REST = AUTHORITY_HOST + "(" + PORT_TEMPLATE + ")?"
            + "([/?]([A-Za-z0-9._~:/?@!$&()*+,;=-]|%[0-9A-Fa-f]{2}|" + HOLE + ")*)?";

    /** What follows {@code http://} or {@code https://} when something is to be put behind it: as above without a query. */
    static final String BASE_URL_REST = AUTHORITY_HOST + "(" + PORT_TEMPLATE + ")?"
            + "(/([A-Za-z0-9._~:/@!$&()*+,;=-]|%[0-9A-Fa-f]{2}|" + HOLE + ")*)?";

    /** {@code self} is a DNS label, as a name of an entry or of a Region is. */
    static final String IS_LABEL = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')";

    /** What to say of a {@code name} that is not. */
    static final String LABEL_MESSAGE =
            "'name is ' + self + ': allowed are at most 63 lower-case letters, digits and -,"
                    + " beginning and ending with a letter or digit'";

    /** The form of a duration. */
    static final String DURATION = Api.DURATION_PATTERN;

    /** {@code self} has the form of a duration; what reads {@code duration(self)} stands behind this. */
    static final String IS_DURATION = "self.matches('" + Api.DURATION_PATTERN + "')";

    /** Every entry of {@code self} is {@code host:port}, and what looks like an IPv4 address is one. */
    static final String ENDPOINTS = "self.all(e, e.matches('^" + ENDPOINT + "$')"
            + " && (!e.matches('^[0-9.]+:') || isIP(e.substring(0, e.lastIndexOf(':')))))";

    /** The first entry of {@code self} that breaks {@link #ENDPOINTS}. */
    static final String FIRST_BAD_ENDPOINT = "self.filter(e, !(e.matches('^" + ENDPOINT + "$')"
            + " && (!e.matches('^[0-9.]+:') || isIP(e.substring(0, e.lastIndexOf(':'))))))[0]";

    /** What an endpoint must look like, for people. */
    static final String ENDPOINT_ALLOWED =
            " is not host:port: allowed is a host name or IP address (IPv6 in brackets) and a port from 1 to 65535";

    /** {@code self} is the id of a hosted zone at Route 53. */
    static final String IS_HOSTED_ZONE = "self.matches('^[A-Z0-9]{1,32}$')";

    /** What to say of one that is not. */
    static final String HOSTED_ZONE_MESSAGE = "'hostedZoneId ' + self + ' is not an id of a hosted zone: allowed are 1"
            + " to 32 capital letters and digits, without /hostedzone/, such as Z0123456789'";

    /** What a host name must look like, for people. */
    static final String HOST_ALLOWED =
            " is not a host name: allowed are labels of 1 to 63 letters, digits, - and _, joined by dots;"
                    + " international names in their ASCII form (xn--...)";

    /** The operator's own names. */
    static final String RESERVED_LABEL = "(^|[.])_failover";

    /** What to say about them. */
    static final String RESERVED = ": labels that begin with _failover are kept for the operator";

    /** A cron expression of five fields. */
    static final String IS_CRON = "self.matches('^[0-9*,/-]+( [0-9*,/-]+){2} [0-9A-Za-z*,/-]+ [0-9A-Za-z*,/-]+$')";

    static final String CRON_MESSAGE =
            "'cron is ' + self + ': allowed are five fields separated by one blank, minute hour day-of-month month day-of-week, such as 0 8 * * 1-5'";

    /** The name of an IANA time zone. */
    static final String IS_TIME_ZONE = "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$')";

    static final String TIME_ZONE_MESSAGE =
            "'timeZone is ' + self + ': allowed is the name of an IANA time zone, such as Europe/Berlin'";

    private Rules() {}
}
