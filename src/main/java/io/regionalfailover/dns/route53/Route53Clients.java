package io.regionalfailover.dns.route53;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.Route53ClientBuilder;

/**
 * Makes clients of Route 53 from the process's environment alone, as the AWS SDK reads it: endpoint
 * ({@code AWS_ENDPOINT_URL_ROUTE_53}), region, credentials. The SDK never repeats a request by itself: a change must not be
 * sent twice, and reads are counted against the zone's budget.
 */
public final class Route53Clients {
    private Route53Clients() {}

    /**
     * How long a request may take.
     *
     * @param connect until the connection stands
     * @param attempt for the request as a whole, once its credentials are known; finding those may take as long again
     */
    public record Timeouts(Duration connect, Duration attempt) {
        /** 2 s to connect, 10 s in all. */
        public static Timeouts standard() {
            return new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));
        }
    }

    /** A client in the making, complete but for what a caller wants otherwise than the environment says. */
    public static Route53ClientBuilder builder(Timeouts timeouts) {
        return Route53Client.builder()
                .region(region())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeouts.connect())
                        .socketTimeout(timeouts.attempt()))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(timeouts.attempt())
                        .apiCallTimeout(timeouts.attempt().multipliedBy(2))
                        .addExecutionInterceptor(new Transmission.Watch())
                        .addExecutionInterceptor(new ExactIdentifiers()));
    }

    // The SDK's own chain would also ask the instance metadata service, which takes seconds where there is none. Route
    // 53 is
    // global: the region only tells the partition.
    static Region region() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException e) {
            return Region.AWS_GLOBAL;
        }
    }
}
