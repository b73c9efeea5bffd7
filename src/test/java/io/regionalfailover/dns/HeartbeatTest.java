package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final String PROCESS = "0123456789abcdef";

    @Test
    void thereIsOneTextForAHeartbeatAndItSaysItAll() {
        Heartbeat heartbeat = new Heartbeat("default", "us-east-1", PROCESS, 42);

        assertThat(heartbeat.text()).isEqualTo("rfh1 default us-east-1 0123456789abcdef 42");
        assertThat(Heartbeat.parse(heartbeat.text())).contains(heartbeat);
        for (String other : new String[] {
            "rfh1 default us-east-1 0123456789abcdef 042",
            "rfh1 default us-east-1 0123456789abcdef +42",
            "rfh1 default us-east-1 0123456789ABCDEF 42",
            "rfh1  default us-east-1 0123456789abcdef 42",
            "rfh1 default us-east-1 0123456789abcdef 42 ",
            "rfh2 default us-east-1 0123456789abcdef 42",
            "rfh1 default us-east-1 0123456789abcdef -1",
            "rfh1 default us-east-1 0123456789abcdef 99999999999999999999",
            ""
        }) {
            assertThat(Heartbeat.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void theLongestHeartbeatFits() {
        Heartbeat longest = new Heartbeat("i".repeat(63), "r".repeat(80), PROCESS, Long.MAX_VALUE);

        assertThat(longest.text()).hasSizeLessThanOrEqualTo(Heartbeat.MAX_LENGTH);
        assertThat(Heartbeat.parse(longest.text())).contains(longest);
        assertThat(Heartbeat.parse(longest.text() + " ".repeat(300))).isEmpty();
    }

    @Test
    void noTextMakesTheParserThrow() {
        Random random = new Random(11);
        String valid = new Heartbeat("default", "us-east-1", PROCESS, 42).text();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(valid);
            for (int j = random.nextInt(4); j >= 0 && !text.isEmpty(); j--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(300));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) (' ' + random.nextInt(95)));
                }
            }
            String given = text.toString();
            assertThat(Heartbeat.parse(given).stream())
                    .allSatisfy(read -> assertThat(read.text()).isEqualTo(given));
        }
    }

    @Test
    void itsNameIsReservedAndWithinTheZone() {
        DnsName name = ZoneCases.APEX.heartbeat("us-east-1");

        assertThat(name).isEqualTo(DnsName.of("_failover-heartbeat.us-east-1.example.com"));
        assertThat(name.isReserved()).isTrue();
        assertThat(name.isHeartbeat()).isTrue();
        assertThat(ZoneCases.APEX.velocity()).isEqualTo(DnsName.of("_failover-velocity.example.com"));
        assertThat(ZoneCases.APEX.velocity().isReserved()).isTrue();
        assertThat(ZoneCases.APEX.fence().isHeartbeat()).isFalse();
    }

    @Test
    void whatCouldNotBeReadBackIsNoHeartbeat() {
        assertThatThrownBy(() -> new Heartbeat("an installation", "east", PROCESS, 1))
                .hasMessageContaining("installation id");
        assertThatThrownBy(() -> new Heartbeat("default", "East", PROCESS, 1)).hasMessageContaining("region");
        assertThatThrownBy(() -> new Heartbeat("default", "east", "1", 1)).hasMessageContaining("process id");
    }

    @Test
    void theFirstBeatMayBeNumberZero() {
        Heartbeat first = new Heartbeat("default", "east", PROCESS, 0);
        assertThat(Heartbeat.parse(first.text())).contains(first);
    }
}
