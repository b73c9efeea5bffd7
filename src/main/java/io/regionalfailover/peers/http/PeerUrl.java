package io.regionalfailover.peers.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a peer is.
 *
 * @param written as the settings name it
 * @param base scheme, host and port, without a path
 */
public record PeerUrl(String written, URI base) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(::1|0:0:0:0:0:0:0:1)]");
    private static final int MAX_LENGTH = 300;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none, with a sentence that names the setting
     */
    public static PeerUrl of(String written) {
        try {
            URI uri = new URI(written.strip());
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            if (!secure && !"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw refused(written, "is no http or https URL with a host");
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            if (!secure && !LOOPBACK.matcher(host).matches()) {
                throw refused(written, "would send the token in the clear");
            }
            boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            if (!bare || uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                throw refused(written, "has more than a host and a port");
            }
            if (uri.getPort() == 0 || uri.getPort() > MAX_PORT || written.length() > MAX_LENGTH) {
                throw refused(written, "has a port out of range or is longer than " + MAX_LENGTH + " characters");
            }
            return new PeerUrl(
                    written.strip(), new URI(secure ? "https" : "http", null, host, port(uri), "", null, null));
        } catch (URISyntaxException e) {
            throw refused(written, "is no URL");
        }
    }

    /** Two spellings of one place are one peer, and the usual port may be written or not. */
    private static int port(URI uri) {
        boolean usual = "https".equalsIgnoreCase(uri.getScheme()) ? uri.getPort() == 443 : uri.getPort() == 80;
        return usual ? -1 : uri.getPort();
    }

    private static IllegalArgumentException refused(String written, String what) {
        return new IllegalArgumentException(
                "regional-failover.peers: \"" + written + "\" " + what
                        + "; allowed are https://host:port and, on this machine alone, http://127.0.0.1:port. Nothing is started.");
    }

    /** Whether what is said to it is encrypted; if not, it is on this machine. */
    boolean secure() {
        return "https".equals(base.getScheme());
    }

    /** An address of its own. */
    URI at(String path) {
        return base.resolve(path);
    }

    @Override
    public String toString() {
        return written;
    }
}
