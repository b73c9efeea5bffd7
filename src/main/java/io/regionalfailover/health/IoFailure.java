package io.regionalfailover.health;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Turns what a socket throws into a sentence, and tells the peer's faults from this host's own. */
final class IoFailure {

    /** What the system says when it, not the peer, is at its end. The last one is a local packet filter. */
    private static final List<String> OWN_FAULTS = List.of(
            "Too many open files",
            "No buffer space available",
            "Cannot allocate memory",
            "Cannot assign requested address",
            "Operation not permitted");

    private IoFailure() {}

    /** This host could not give a socket. */
    static ProbeResult shortage(IOException failure) {
        return ProbeResult.unknown("the operator's host has no socket to give: " + text(failure));
    }

    /** Whether a failure says something about this host only. */
    static boolean isOwn(IOException failure) {
        return failure instanceof BindException || OWN_FAULTS.stream().anyMatch(text(failure)::contains);
    }

    /** What a failed exchange means. */
    static ProbeResult of(IOException failure, GuardedSocket socket) {
        String peer = HostName.text(socket.peer());
        if (socket.expired() || failure instanceof SocketTimeoutException) {
            return timedOut(socket);
        }
        if (isOwn(failure)) {
            return shortage(failure);
        }
        String text = text(failure);
        return ProbeResult.failing(
                switch (failure) {
                    case HttpSyntaxException syntax -> syntax.getMessage() + " (" + peer + ")";
                    case SSLException tls -> tls(tls, peer, socket.phase());
                    case NoRouteToHostException noRoute -> "no route to " + peer;
                    case EOFException end ->
                        "connection closed by " + peer + " (" + socket.phase().text() + ")";
                    case ConnectException refused when text.contains("refused") -> "connection refused by " + peer;
                    default ->
                        text.contains("reset") || text.contains("Broken pipe")
                                ? "connection reset by " + peer + " ("
                                        + socket.phase().text() + ")"
                                : text + ": " + peer;
                });
    }

    private static ProbeResult timedOut(GuardedSocket socket) {
        return ProbeResult.failing("no answer from " + HostName.text(socket.peer()) + " within "
                + socket.deadline().text() + " (" + socket.phase().text() + ")");
    }

    private static String tls(SSLException failure, String peer, GuardedSocket.Phase phase) {
        Optional<Throwable> certificate = certificateFault(failure);
        if (certificate.isEmpty()) {
            boolean handshake = phase == GuardedSocket.Phase.HANDSHAKE;
            return (handshake ? "TLS handshake with " : "TLS connection with ") + peer + " failed: " + text(failure);
        }
        return switch (certificate.get()) {
            case CertificateExpiredException expired -> "certificate of " + peer + " has expired: " + text(expired);
            case CertificateNotYetValidException early ->
                "certificate of " + peer + " is not valid yet: " + text(early);
            case CertPathBuilderException unknown -> "certificate is not trusted: no known issuer (" + peer + ")";
            case Throwable other -> "certificate is not trusted: " + text(other) + " (" + peer + ")";
        };
    }

    /** The deepest cause that is about the certificate: the outer ones only repeat it. */
    private static Optional<Throwable> certificateFault(Throwable failure) {
        Optional<Throwable> found = Optional.empty();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertPathBuilderException) {
                found = Optional.of(cause);
            }
            cause = cause.getCause();
        }
        return found;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
