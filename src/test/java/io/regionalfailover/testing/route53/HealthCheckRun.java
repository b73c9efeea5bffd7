package io.regionalfailover.testing.route53;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One health checker at its work: it asks the endpoint at its interval, and turns after so many answers in a row that say
 * otherwise. A new check is healthy, and an inverted one unhealthy, until that many answers say otherwise.
 */
final class HealthCheckRun implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LOOKED_AT = 5120;
    private static final int DEFAULT_THRESHOLD = 3;

    private final HealthCheck check;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean found = true;
    private int otherwise;
    private Optional<Instant> checkedAt = Optional.empty();
    private String said = "";

    HealthCheckRun(HealthCheck check, Duration interval, Clock clock) {
        this.check = check;
        this.clock = clock;
        Thread.startVirtualThread(() -> run(interval));
    }

    private void run(Duration interval) {
        try {
            do {
                judge(ask());
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void judge(boolean now) {
        checkedAt = Optional.of(clock.instant());
        otherwise = now == found ? 0 : otherwise + 1;
        int threshold = check.field("FailureThreshold").map(Integer::valueOf).orElse(DEFAULT_THRESHOLD);
        if (otherwise >= threshold) {
            found = now;
            otherwise = 0;
        }
    }

    private boolean ask() throws InterruptedException {
        String scheme = check.type().startsWith("HTTPS") ? "https" : "http";
        String host = check.field("IPAddress")
                .or(() -> check.field("FullyQualifiedDomainName"))
                .orElse("");
        URI uri = URI.create(scheme + "://" + host + ":" + check.field("Port").orElse("80")
                + check.field("ResourcePath").orElse("/"));
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
                boolean fine = answer.statusCode() >= 200
                        && answer.statusCode() < 400
                        && text.contains(check.field("SearchString").orElse(""));
                said(fine, "HTTP Status Code " + answer.statusCode());
                return fine;
            }
        } catch (IOException e) {
            said(false, "Connection refused or timed out");
            return false;
        }
    }

    private synchronized void said(boolean fine, String what) {
        said = (fine ? "Success: " : "Failure: ") + what;
    }

    synchronized boolean isHealthy() {
        return found != check.isInverted();
    }

    synchronized Optional<Instant> checkedAt() {
        return checkedAt;
    }

    synchronized String said() {
        return said;
    }

    @Override
    public void close() {
        closed.countDown();
        client.shutdownNow();
    }
}
