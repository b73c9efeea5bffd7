package io.regionalfailover.dns.route53;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/**
 * Tells in which way a request came to nothing. What is not certain to have left the zone as it was is {@link Fault.InDoubt}.
 */
final class Faults {
    private static final int LONGEST_MESSAGE = 256;
    private static final String ZONE_IS_BUSY = "PriorRequestNotComplete";
    private static final Set<String> THROTTLING = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "BandwidthLimitExceeded",
            "LimitExceededException",
            "SlowDown",
            ZONE_IS_BUSY);
    private static final Set<String> TIMED_OUT = Set.of("RequestTimeout", "RequestTimeoutException");

    private final String zoneId;

    Faults(String zoneId) {
        this.zoneId = zoneId;
    }

    /**
     * What an exception means.
     *
     * @param action the IAM action of the request, such as {@code route53:GetChange}
     * @param how far the request got
     */
    Fault of(RuntimeException thrown, String action, Transmission how) {
        Fault fault = thrown instanceof AwsServiceException answer
                ? answered(answer, action, how)
                : unanswered(thrown, action, how);
        return shortened(fault);
    }

    private Fault answered(AwsServiceException answer, String action, Transmission how) {
        if (how.neverBegun() || !(answer instanceof Route53Exception)) {
            return noCredentials(answer, how);
        }
        String code = code(answer);
        int status = answer.statusCode();
        List<String> batchMessages = batchMessages(answer, code);
        if (!batchMessages.isEmpty()) {
            return batchError(batchMessages);
        }
        if (status < 400 || status >= 500 || status == 408 || TIMED_OUT.contains(code)) {
            return new Fault.InDoubt("Route 53 answered %s with status %d%s".formatted(action, status, said(answer)));
        }
        if (THROTTLING.contains(code) || status == 429) {
            return new Fault.Throttle(
                    "Route 53 asks for fewer requests: " + (code.isEmpty() ? status : code) + said(answer),
                    !code.equals(ZONE_IS_BUSY));
        }
        if (code.isEmpty()) {
            // Not in Route 53's words: something in between answered, and may have passed the request on.
            return new Fault.InDoubt(
                    "%s was answered with status %d, and not by Route 53: check the endpoint and any proxy"
                            .formatted(action, status));
        }
        return new Fault.Refusal(Set.of(), refusal(code, action) + said(answer));
    }

    private String refusal(String code, String action) {
        return switch (code) {
            case "NoSuchHostedZone" ->
                "Hosted zone %s does not exist for these credentials: check hostedZoneId and the account (%s)"
                        .formatted(zoneId, code);
            case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized" ->
                "The credentials may not %s in hosted zone %s: allow it in their IAM policy (%s)"
                        .formatted(action, zoneId, code);
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
                "The AWS credentials for hosted zone %s have expired: renew them (%s)".formatted(zoneId, code);
            case "InvalidClientTokenId",
                    "UnrecognizedClientException",
                    "InvalidAccessKeyId",
                    "AuthFailure",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "OptInRequired" ->
                "AWS does not know the credentials for hosted zone %s: check the access key (%s)"
                        .formatted(zoneId, code);
            case "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature" ->
                "AWS refuses the signature for hosted zone %s: check the secret key and this machine's clock (%s)"
                        .formatted(zoneId, code);
            case "RequestExpired", "RequestTimeTooSkewed" ->
                "AWS finds the request for hosted zone %s too old: check this machine's clock (%s)"
                        .formatted(zoneId, code);
            default -> "Route 53 refuses %s in hosted zone %s (%s)".formatted(action, zoneId, code);
        };
    }

    private Fault unanswered(RuntimeException thrown, String action, Transmission how) {
        if (how.neverBegun()) {
            return noCredentials(thrown, how);
        }
        Optional<String> before = cause(thrown, ConnectException.class)
                .or(() -> cause(thrown, UnknownHostException.class))
                .or(() -> cause(thrown, NoRouteToHostException.class))
                .or(() -> cause(thrown, CertificateException.class))
                .or(() -> cause(thrown, SocketTimeoutException.class).filter(Faults::whileConnecting));
        if (before.isPresent()) {
            return new Fault.NotSent("Route 53 cannot be reached: " + before.get());
        }
        boolean slow = thrown instanceof ApiCallAttemptTimeoutException
                || thrown instanceof ApiCallTimeoutException
                || cause(thrown, SocketTimeoutException.class).isPresent();
        return new Fault.InDoubt(
                slow
                        ? "Route 53 did not answer %s in time".formatted(action)
                        : "The reply to %s was lost: %s".formatted(action, innermost(thrown)));
    }

    private Fault noCredentials(RuntimeException thrown, Transmission how) {
        String what = "No AWS credentials for hosted zone %s: ".formatted(zoneId) + innermost(thrown);
        if (!how.neverBegun()) {
            return new Fault.InDoubt(what);
        }
        boolean network = cause(thrown, java.io.IOException.class).isPresent();
        boolean theirs = thrown instanceof AwsServiceException answer && answer.statusCode() >= 500;
        return network || theirs ? new Fault.NotSent(what) : new Fault.Refusal(Set.of(), what);
    }

    private static Fault batchError(List<String> messages) {
        BatchErrors.Verdict verdict = BatchErrors.of(messages);
        return verdict.conflict()
                ? new Fault.Conflict(verdict.names(), verdict.message())
                : new Fault.Refusal(verdict.names(), "Route 53 finds the change invalid: " + verdict.message());
    }

    /** What is said of an invalid batch, in whichever form it came; empty when it is something else. */
    private static List<String> batchMessages(AwsServiceException answer, String code) {
        if (answer instanceof InvalidChangeBatchException batch && batch.hasMessages()) {
            return batch.messages();
        }
        if (code.equals("InvalidChangeBatch")) {
            return List.of(text(answer));
        }
        boolean unread = code.isEmpty() && answer.statusCode() == 400;
        SdkBytes body = !unread || answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().rawResponse();
        return body == null ? List.of() : BatchDocument.messages(body.asByteArray());
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static String text(AwsServiceException answer) {
        String text = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorMessage();
        return text == null ? "" : text;
    }

    private static String said(AwsServiceException answer) {
        String text = text(answer);
        return text.isBlank() ? "" : ": " + text;
    }

    private static boolean whileConnecting(String message) {
        return message.toLowerCase(Locale.ROOT).contains("connect timed out");
    }

    /** The message of the innermost cause of a kind. */
    private static Optional<String> cause(Throwable thrown, Class<? extends Throwable> kind) {
        Optional<String> found = Optional.empty();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                found = Optional.of(described(each));
            }
        }
        return found;
    }

    private static String innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return described(innermost);
    }

    private static String described(Throwable thrown) {
        String message = thrown.getMessage();
        String kind = thrown instanceof UnknownHostException ? "unknown host " : "";
        return message == null ? thrown.getClass().getSimpleName() : kind + message;
    }

    private static Fault shortened(Fault fault) {
        return switch (fault) {
            case Fault.Conflict(var names, var message) -> new Fault.Conflict(names, shortened(message));
            case Fault.Refusal(var names, var message) -> new Fault.Refusal(names, shortened(message));
            case Fault.Throttle(var message, var account) -> new Fault.Throttle(shortened(message), account);
            case Fault.NotSent(var message) -> new Fault.NotSent(shortened(message));
            case Fault.InDoubt(var message) -> new Fault.InDoubt(shortened(message));
        };
    }

    private static String shortened(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
