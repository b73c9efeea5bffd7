package io.regionalfailover.dns.route53;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The temporary credentials of a role, asked of STS when there are none or they end soon, and at once when the credentials
 * with which it is assumed were exchanged. Where STS is comes from the environment ({@code AWS_ENDPOINT_URL_STS}, region).
 */
final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final String SESSION = "regional-failover";

    private final String roleArn;
    private final Optional<KeptKeys> keys;
    private final StsClient sts;
    private final Object lock = new Object();
    private Optional<AwsCredentials> madeWith = Optional.empty();
    private StsAssumeRoleCredentialsProvider role;

    /** @param keys to assume it with; empty: the SDK's own chain */
    AssumedRole(String roleArn, Optional<KeptKeys> keys, Route53Clients.Timeouts timeouts) {
        this.roleArn = roleArn;
        this.keys = keys;
        AwsCredentialsProvider with = keys.<AwsCredentialsProvider>map(kept -> kept)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        this.sts = StsClient.builder()
                .region(Route53Clients.region())
                .credentialsProvider(with)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeouts.connect())
                        .socketTimeout(timeouts.attempt()))
                .overrideConfiguration(override ->
                        override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(timeouts.attempt()))
                .build();
        this.role = assume();
    }

    private StsAssumeRoleCredentialsProvider assume() {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName(SESSION))
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        Optional<AwsCredentials> now = keys.map(KeptKeys::resolveCredentials);
        StsAssumeRoleCredentialsProvider current;
        synchronized (lock) {
            if (!now.equals(madeWith)) {
                // The one before may still be asked by another thread; it holds nothing that would have to be closed.
                role = assume();
                madeWith = now;
            }
            current = role;
        }
        return current.resolveCredentials();
    }

    @Override
    public void close() {
        sts.close();
    }
}
