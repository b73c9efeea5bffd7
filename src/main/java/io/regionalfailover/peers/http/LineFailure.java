package io.regionalfailover.peers.http;

import io.regionalfailover.peers.PeerLine.Heard;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What a failed exchange says about the peer. Somebody is there who sends an alert, shows a certificate or speaks another
 * protocol; nobody need be there where a connection is refused, cut off or never answered, since what stands before a peer does
 * all of that without it.
 */
final class LineFailure {
    private static final int DEPTH = 10;

    private LineFailure() {}

    static Heard heard(PeerUrl peer, Throwable failure) {
        if (find(failure, HttpConnectTimeoutException.class).isPresent()) {
            return new Heard.Silent(
                    "no connection to " + peer + " within " + HttpPeerLine.CONNECTS_WITHIN.toSeconds() + " s");
        }
        if (find(failure, HttpTimeoutException.class).isPresent()
                || find(failure, TimeoutException.class).isPresent()) {
            return new Heard.Silent(
                    "no answer from " + peer + " within " + HttpPeerLine.ANSWERS_WITHIN.toSeconds() + " s");
        }
        if (find(failure, UnresolvedAddressException.class).isPresent()
                || find(failure, UnknownHostException.class).isPresent()) {
            return new Heard.Silent("the name of " + peer + " does not resolve");
        }
        if (find(failure, ConnectException.class).isPresent()) {
            return new Heard.Silent("no connection to " + peer + ": "
                    + find(failure, ConnectException.class)
                            .map(LineFailure::text)
                            .orElse("refused"));
        }
        Optional<SSLException> tls = find(failure, SSLException.class);
        if (tls.isPresent()) {
            return isCutOff(failure, tls.get())
                    ? new Heard.Silent("the connection was closed by " + peer + " during the TLS handshake")
                    : new Heard.Declined("TLS with " + peer + " failed: " + tls(tls.get()));
        }
        if (find(failure, ProtocolException.class).isPresent()) {
            return new Heard.Declined(peer + " does not answer in HTTP");
        }
        return new Heard.Silent("the connection to " + peer + " was cut off: "
                + find(failure, IOException.class).map(LineFailure::text).orElseGet(() -> text(failure)));
    }

    /** The client says it with an exception of its own, or in words alone. */
    private static boolean isCutOff(Throwable failure, SSLException tls) {
        return find(failure, EOFException.class).isPresent() || text(tls).contains("terminated the handshake");
    }

    private static String tls(SSLException failure) {
        Optional<String> distrust = find(failure, CertPathBuilderException.class)
                .map(LineFailure::text)
                .or(() -> find(failure, CertPathValidatorException.class).map(LineFailure::text));
        return distrust.map(
                        why -> "its certificate is not trusted (" + why + "); see regional-failover.peer-tls.ca-file")
                .or(() -> find(failure, CertificateException.class).map(LineFailure::text))
                .orElseGet(() -> text(failure));
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
