package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long answers are to be kept while something is not at rest, and after it. */
class ShortTtlsTest {
    private static final DnsName NAME = DnsName.of("*.app.example.com");
    private static final WireName ASKED = WireName.of(DnsName.of("x.app.example.com"));
    private static final long WRITTEN = 60;

    private final AtomicLong nanos = new AtomicLong();
    private final ShortTtls ttls = new ShortTtls(nanos::get);
    private final ZoneAnswers zone = ZoneAnswers.of(new ZoneState(
            SampleZone.APEX,
            SampleZone.SERVERS,
            1,
            1,
            Map.of(NAME, List.of(StoredSet.of(SampleZone.plain(NAME.text(), "A", WRITTEN, "192.0.2.1"))))));

    private long answered() {
        return zone.answer(ASKED, 1, ttls, new Random(1)).answer().getFirst().ttl();
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void say(boolean restless) {
        ttls.say(Set.of(NAME), 5, restless);
    }

    @Test
    void aNameThatIsAtRestIsAnsweredAsWritten() {
        say(false);
        assertThat(answered()).isEqualTo(WRITTEN);
    }

    @Test
    void itShortensAtOnceAndLengthensByDoubling() {
        say(true);
        assertThat(answered()).isEqualTo(5);
        after(Duration.ofHours(3));
        say(true);
        assertThat(answered()).as("as long as it lasts").isEqualTo(5);
        say(false);
        assertThat(answered()).isEqualTo(5);
        after(Duration.ofMinutes(1));
        say(false);
        assertThat(answered()).isEqualTo(10);
        after(Duration.ofMinutes(2));
        assertThat(answered()).isEqualTo(40);
        after(Duration.ofMinutes(1));
        assertThat(answered()).isEqualTo(WRITTEN);
        after(Duration.ofDays(1_000));
        assertThat(answered()).isEqualTo(WRITTEN);
    }

    @Test
    void whatBeginsAnewIsShortAgain() {
        say(true);
        say(false);
        after(Duration.ofMinutes(2));
        assertThat(answered()).isEqualTo(20);
        say(true);
        assertThat(answered()).isEqualTo(5);
    }

    @Test
    void aShorterTtlThatIsWrittenStays() {
        ttls.say(Set.of(NAME), 100, true);
        assertThat(answered()).isEqualTo(WRITTEN);
    }
}
