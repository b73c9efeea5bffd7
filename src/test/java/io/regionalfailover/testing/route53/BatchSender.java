package io.regionalfailover.testing.route53;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeInfo;

/** The AWS SDK's client for a stand-in, with credentials of its own. It never retries. */
public final class BatchSender implements AutoCloseable {
    private final Route53Client client;

    /** @param standIn where it sends to */
    public BatchSender(Route53StandIn standIn) {
        client = Route53Client.builder()
                .endpointOverride(standIn.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDSOMEBODY", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(Duration.ofSeconds(20)))
                .build();
    }

    /**
     * Sends one batch.
     *
     * @throws software.amazon.awssdk.services.route53.model.Route53Exception when Route 53 does not take it
     */
    public ChangeInfo send(String zoneId, List<Change> changes) {
        return client.changeResourceRecordSets(request -> request.hostedZoneId(zoneId)
                        .changeBatch(batch -> batch.changes(
                                changes.stream().map(StandInFixture::sdk).toList())))
                .changeInfo();
    }

    @Override
    public void close() {
        client.close();
    }
}
