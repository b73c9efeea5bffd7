package io.regionalfailover.health;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request over a connection of its own. Passes when the status is expected, the body ends within the timeout
 * and 1 MiB, and holds the expected text in its first 64 KiB. Redirects are not followed: a 3xx is a status like any other.
 *
 * @param url {@code http} or {@code https}, absolute
 * @param host the Host header and the TLS server name; empty is the URL's own
 * @param method {@code GET} or {@code HEAD}
 * @param expectedStatus codes that pass; empty means 200-299
 * @param expectedBody text that must occur in the body
 * @param headers further request headers; their values may be secret and are never shown
 * @param insecureSkipVerify accept any certificate
 * @param caPem certificates (PEM) that are trusted instead of the system's
 */
public record HttpProbe(
        URI url,
        Optional<String> host,
        String method,
        List<StatusRange> expectedStatus,
        Optional<String> expectedBody,
        Map<String, String> headers,
        boolean insecureSkipVerify,
        Optional<String> caPem)
        implements ProbeTarget {

    /** Headers that this client sets itself, because the framing of the exchange hangs on them. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    /** @throws IllegalArgumentException naming the part that cannot be sent, and what is allowed */
    public HttpProbe {
        requireUrl(url);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new IllegalArgumentException("method '" + method + "' is neither GET nor HEAD");
        }
        host.ifPresent(HttpProbe::requireHost);
        headers = Map.copyOf(requireHeaders(headers));
        expectedStatus = expectedStatus.isEmpty() ? List.of(StatusRange.SUCCESS) : List.copyOf(expectedStatus);
    }

    /** A probe that trusts what the system trusts. */
    public HttpProbe(
            URI url,
            Optional<String> host,
            String method,
            List<StatusRange> expectedStatus,
            Optional<String> expectedBody,
            Map<String, String> headers,
            boolean insecureSkipVerify) {
        this(url, host, method, expectedStatus, expectedBody, headers, insecureSkipVerify, Optional.empty());
    }

    @Override
    public String kind() {
        return "http";
    }

    /** Tells whether the exchange is encrypted. */
    boolean secure() {
        return url.getScheme().equalsIgnoreCase("https");
    }

    /** The port, 80 or 443 unless the URL names one. */
    int port() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return secure() ? 443 : 80;
    }

    /** The Host header's value. */
    String hostHeader() {
        return host.orElseGet(() -> url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
    }

    /** The name for SNI and for judging the certificate: without port, IPv6 without brackets. */
    String serverName() {
        return HostName.bare(host.map(HostName::withoutPort).orElseGet(url::getHost));
    }

    /** Leaves out the headers' values: they may be secrets. */
    @Override
    public String toString() {
        return "HttpProbe[" + method + " " + url + ", headers=" + headers.keySet() + "]";
    }

    private static void requireUrl(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("url '" + url + "' does not begin with http:// or https://");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getPort() > 65535 || url.getPort() == 0) {
            throw new IllegalArgumentException(
                    "url has no usable host: allowed is a host name or address and a port of 1-65535, no user name");
        }
    }

    private static void requireHost(String host) {
        if (host.isEmpty() || !host.chars().allMatch(c -> c > ' ' && c < 0x7f && "/\\@?#".indexOf(c) < 0)) {
            throw new IllegalArgumentException("host '" + host + "' is not a host name with or without port");
        }
    }

    private static Map<String, String> requireHeaders(Map<String, String> headers) {
        TreeMap<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (name.isEmpty() || !name.chars().allMatch(HttpProbe::isTokenChar)) {
                throw new IllegalArgumentException("header '" + name + "' is not a header name");
            }
            if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "header '" + name + "' cannot be set: the probe sets it itself (Host by the field 'host')");
            }
            if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff))) {
                throw new IllegalArgumentException("the value of header '" + name + "' has control characters");
            }
            if (seen.put(name, value) != null) {
                throw new IllegalArgumentException("header '" + name + "' is given twice");
            }
        });
        return seen;
    }

    private static boolean isTokenChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
