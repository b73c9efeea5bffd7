package io.regionalfailover.testing.route53;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Signatures are not verified; a request must carry a Signature Version 4 header, and its key must be neither
 * refused nor denied.
 */
public final class AccessKeys {

    private static final Pattern SIGNED =
            Pattern.compile("AWS4-HMAC-SHA256\\s+Credential=([^/,]+)/\\d{8}/[^/]+/route53/aws4_request,.*");

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    AccessKeys() {}

    /**
     * Makes a key unknown: {@code InvalidClientTokenId}.
     *
     * @param accessKeyId the key
     */
    public void refuse(String accessKeyId) {
        refused.add(accessKeyId);
    }

    /**
     * Takes every permission from a key: {@code AccessDenied}.
     *
     * @param accessKeyId the key
     */
    public void deny(String accessKeyId) {
        denied.add(accessKeyId);
    }

    /**
     * Lets a key do everything again.
     *
     * @param accessKeyId the key
     */
    public void accept(String accessKeyId) {
        refused.remove(accessKeyId);
        denied.remove(accessKeyId);
    }

    /** Returns the key a request was signed with, or empty. */
    static Optional<String> keyOf(@Nullable String authorization) {
        Matcher matcher = SIGNED.matcher(authorization == null ? "" : authorization);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    void check(Optional<String> accessKeyId, Operation operation) {
        if (accessKeyId.isEmpty()) {
            throw new ApiException(403, "MissingAuthenticationToken", "Missing Authentication Token");
        }
        if (refused.contains(accessKeyId.get())) {
            throw new ApiException(
                    403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }
        if (denied.contains(accessKeyId.get())) {
            throw new ApiException(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/stand-in is not authorized to perform: route53:"
                            + operation.action());
        }
    }
}
