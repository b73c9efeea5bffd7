package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.dns.DrainText.Drain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrainTextTest {
    private static final String NONCE = "0123456789abcdef";

    @Test
    void thereIsOneTextForALedgerAndItSaysItAll() {
        DrainText ledger = new DrainText(
                "default", NONCE, List.of(new Drain("us-east-1", 12, 1_795_000_000L), new Drain("us-west-2", 1, 0)));

        assertThat(ledger.text()).isEqualTo("rfv1 default 0123456789abcdef us-east-1:12:top2v4 us-west-2:1:0");
        assertThat(DrainText.parse(ledger.text())).contains(ledger);
        assertThat(DrainText.parse("rfv1 default 0123456789abcdef"))
                .contains(new DrainText("default", NONCE, List.of()));
        for (String other : new String[] {
            "rfv1 default 0123456789abcdef b:1:0 a:1:0",
            "rfv1 default 0123456789abcdef a:1:0 a:2:0",
            "rfv1 default 0123456789abcdef a:0:0",
            "rfv1 default 0123456789abcdef a:01:0",
            "rfv1 default 0123456789abcdef a:1:00",
            "rfv1 default 0123456789abcdef a:1:-1",
            "rfv1 default 0123456789abcdef a:1:zzzzzzzzzzzzzzzz",
            "rfv1 default 0123456789abcdef a:1",
            "rfv1 default 0123456789abcdef a:1:0 ",
            "rfv2 default 0123456789abcdef",
            "rfv1 default",
            ""
        }) {
            assertThat(DrainText.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void whateverIsWrittenIsReadBackInStringsOfAtMost255Bytes() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            List<Drain> drains = new ArrayList<>();
            while (random.nextInt(20) > 0) {
                String region = "r%03d-%s".formatted(drains.size(), "x".repeat(random.nextInt(99)));
                drains.add(new Drain(region, 1 + random.nextInt(999_999), random.nextLong(78_364_164_096L)));
                if (!DrainText.fits("default", NONCE, drains)) {
                    List<Drain> tooMany = List.copyOf(drains);
                    assertThatThrownBy(() -> new DrainText("default", NONCE, tooMany))
                            .hasMessageContaining("number of regions");
                    drains.removeLast();
                    break;
                }
            }
            DrainText ledger = new DrainText("default", NONCE, drains);
            RecordSet set = ReservedText.set(ZoneCases.APEX.velocity(), ledger.text());
            String value = set.values().getFirst();

            assertThat(ReservedText.of(set).flatMap(DrainText::parse)).contains(ledger);
            assertThat(value.split("\" \""))
                    .allSatisfy(string -> assertThat(string.length()).isLessThanOrEqualTo(256));
            assertThat(2 * value.length()).isLessThanOrEqualTo(DrainText.MOST_OF_BATCH);
        }
    }

    @Test
    void noTextMakesTheParserThrow() {
        Random random = new Random(11);
        String valid = "rfv1 default 0123456789abcdef us-east-1:12:tmpbuy us-west-2:1:0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(valid);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(300));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) (' ' + random.nextInt(95)));
                }
            }
            String given = text.toString();
            DrainText.parse(given).ifPresent(read -> assertThat(read.text()).isEqualTo(given));
        }
    }

    @Test
    void theEdgesOfEachRangeAreWithinIt() {
        List<Drain> edges = List.of(
                new Drain("a", 1, 0), new Drain("b".repeat(104), 999_999, 0), new Drain("c", 1, 78_364_164_095L));
        DrainText ledger = new DrainText("i".repeat(63), NONCE, edges);
        assertThat(DrainText.parse(ledger.text())).contains(ledger);

        assertThatThrownBy(() -> new Drain("b".repeat(105), 1, 0)).hasMessageContaining("the region of");
        assertThatThrownBy(() -> new Drain("a", 0, 0)).hasMessageContaining("the count of");
        assertThatThrownBy(() -> new Drain("a", 1_000_000, 0)).hasMessageContaining("the count of");
        assertThatThrownBy(() -> new Drain("a", 1, -1)).hasMessageContaining("the time of");
        assertThatThrownBy(() -> new Drain("a", 1, 78_364_164_096L)).hasMessageContaining("the time of");
        assertThatThrownBy(() -> new DrainText("an installation", NONCE, edges))
                .hasMessageContaining("the installation id of");
        assertThatThrownBy(() -> new DrainText("default", "1", edges)).hasMessageContaining("the nonce of");
        assertThatThrownBy(() -> new DrainText("default", NONCE, edges.reversed()))
                .hasMessageContaining("the order of the regions of");
    }

    @Test
    void theLongestLedgerIsReadBackAndOneCharacterMoreIsNoLedger() {
        List<Drain> drains = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            drains.add(new Drain("r" + i + "x".repeat(98), 1, 0));
        }
        int missing = DrainText.MAX_LENGTH
                - new DrainText("default", NONCE, drains).text().length();
        drains.add(new Drain("s".repeat(missing - " :1:0".length()), 1, 0));
        DrainText longest = new DrainText("default", NONCE, drains);
        assertThat(longest.text()).hasSize(1_000);
        assertThat(DrainText.fits("default", NONCE, drains)).isTrue();
        assertThat(DrainText.parse(longest.text())).contains(longest);

        assertThat(DrainText.fits("default2", NONCE, drains)).isFalse();
        assertThat(DrainText.parse(longest.text().replace("default", "default2")))
                .isEmpty();
    }
}
