package io.regionalfailover.dns.route53;

import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials that somebody outside keeps, asked for at every request: the first request after they were exchanged is signed
 * with the new ones, and what is on its way goes on with those it began with.
 */
final class KeptKeys implements AwsCredentialsProvider {
    private final Supplier<AccessKeys> keys;

    KeptKeys(Supplier<AccessKeys> keys) {
        this.keys = keys;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return switch (keys.get()) {
            case AccessKeys.Present(var id, var secret, var session) ->
                session.<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
            case AccessKeys.Missing(var message) -> throw SdkClientException.create(message);
            case AccessKeys.Unknown(var message) ->
                // As when they were to be had from a host that does not answer: it may yet.
                throw SdkClientException.create(message, new IOException(message));
        };
    }
}
