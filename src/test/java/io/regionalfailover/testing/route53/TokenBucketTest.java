package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void startsFullAndRefillsSteadilyUpToItsSize() {
        TokenBucket bucket = new TokenBucket(10, 50, START);
        assertThat(bucket.take(50, START)).isTrue();
        assertThat(bucket.take(1, START)).isFalse();

        assertThat(bucket.take(1, START.plusMillis(99))).isFalse();
        assertThat(bucket.take(1, START.plusMillis(100))).isTrue();
        assertThat(bucket.take(1, START.plusMillis(100))).isFalse();

        assertThat(bucket.take(51, START.plusSeconds(3_600))).isFalse();
        assertThat(bucket.take(50, START.plusSeconds(3_600))).isTrue();
    }
}
