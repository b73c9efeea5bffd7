package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How long is waited between requests, and how much one of them may hold. */
class PacingTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    /** The given part of each range. */
    private static RandomGenerator always(double part) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long bound) {
                return (long) (part * bound);
            }
        };
    }

    @Test
    void waitsDoubleUpToHalfAMinuteAndAreShortenedByUpToAHalf() {
        Backoff longest = new Backoff(always(0));
        Backoff shortest = new Backoff(always(1));
        for (long millis : List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L)) {
            assertThat(longest.next()).isEqualTo(Duration.ofMillis(millis));
            assertThat(shortest.next()).isEqualTo(Duration.ofMillis(millis / 2));
        }
        longest.reset();
        assertThat(longest.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(longest.next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void tokensComeBackAtTheRateAndNoMoreThanTheBurst() {
        TokenBucket bucket = new TokenBucket(2, 3, NOW);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(NOW)).isZero();
        }
        assertThat(bucket.take(NOW)).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take(NOW)).as("a later one of the future").isEqualTo(Duration.ofSeconds(1));
        assertThat(bucket.untilReady(NOW.plusMillis(1_250))).isEqualTo(Duration.ofMillis(250));
        assertThat(bucket.untilReady(NOW.minusSeconds(9)))
                .as("time never goes back")
                .isEqualTo(Duration.ofMillis(250));

        Instant later = NOW.plusSeconds(3_600);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(later)).isZero();
        }
        assertThat(bucket.untilReady(later)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aRateChangesFromNowOnAndADrainedBucketIsEmptyButOwesNoMore() {
        TokenBucket bucket = new TokenBucket(1, 4, NOW);
        bucket.drain(NOW);
        assertThat(bucket.untilReady(NOW)).isEqualTo(Duration.ofSeconds(1));
        bucket.rate(4, NOW.plusMillis(500));
        assertThat(bucket.untilReady(NOW.plusMillis(500))).isEqualTo(Duration.ofMillis(125));
        bucket.take(NOW.plusMillis(500));
        bucket.drain(NOW.plusMillis(500));
        assertThat(bucket.untilReady(NOW.plusMillis(500)))
                .as("what was taken stays taken")
                .isEqualTo(Duration.ofMillis(375));
    }

    @Test
    void aBatchHoldsSoManyValuesAndCharactersAndTheLedgersPlaceStaysFree() {
        assertThat(fits(8, 10, new DnsProvider.Limits(10, 80))).isTrue();
        assertThat(fits(8, 10, new DnsProvider.Limits(9, 80))).isFalse();
        assertThat(fits(8, 10, new DnsProvider.Limits(10, 79))).isFalse();
        RecordSet alias = ZoneCases.plain(ZoneCases.NAME, "A");
        assertThat(BatchSize.of(List.of(new Change(Action.CREATE, alias)))).isEqualTo(new BatchSize(1, 0));
        assertThat(new BatchSize(1, 20).plus(new BatchSize(300, 4_000))).isEqualTo(new BatchSize(301, 4_020));
    }

    @Test
    void whatCouldNotBeDeletedAgainIsTooLarge() {
        DnsProvider.Limits limits = new DnsProvider.Limits(10, 80);
        assertThat(BatchSize.tooLarge(changes(Action.CREATE, 4, 10), limits)).isEmpty();
        assertThat(BatchSize.tooLarge(changes(Action.DELETE, 8, 10), limits)).isEmpty();
        assertThat(BatchSize.tooLarge(changes(Action.CREATE, 5, 1), limits))
                .hasValueSatisfying(why -> assertThat(why).contains("take 12 values and 10 characters"));
        assertThat(BatchSize.tooLarge(changes(Action.CREATE, 4, 11), limits))
                .hasValueSatisfying(why -> assertThat(why).contains("take 10 values and 88 characters"));
        assertThat(BatchSize.tooLarge(changes(Action.DELETE, 9, 1), limits)).isPresent();
    }

    private static boolean fits(int values, int characters, DnsProvider.Limits limits) {
        return BatchSize.of(changes(Action.CREATE, values, characters)).fits(limits);
    }

    private static List<Change> changes(Action action, int values, int characters) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            changes.add(new Change(action, ZoneCases.plain(ZoneCases.NAME, "TXT", "x".repeat(characters))));
        }
        return changes;
    }
}
