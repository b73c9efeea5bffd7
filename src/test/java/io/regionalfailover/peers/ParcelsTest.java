package io.regionalfailover.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.peers.VirtualLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What instances hand to each other arrives: at once, later, after a partition, and all of it after a restart. */
class ParcelsTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final VirtualLine line = new VirtualLine(time);
    private final Shelf east = new Shelf("east", 1);
    private final Shelf west = new Shelf("west", 2);

    /** An instance that keeps whatever it is handed. */
    private final class Shelf implements Parcels {
        private final String name;
        private final Map<String, String> texts = new HashMap<>();
        private Exchange exchange;

        private Shelf(String name, int process) {
            this.name = name;
            exchange = begin(process);
        }

        private Exchange begin(int process) {
            Exchange begun = new Exchange(
                    new Author("test", name, "%016x".formatted(process)),
                    List.of("https://east", "https://west"),
                    line.from("https://" + name),
                    policy -> Optional.empty(),
                    time,
                    time);
            line.open("https://" + name, begun.desk());
            begun.carry(this);
            begun.start(new Exchange.Listener() {
                @Override
                public void changed(String policy) {}

                @Override
                public void heard(Instant at) {}
            });
            return begun;
        }

        private void put(String key, String text) {
            texts.put(key, text);
            exchange.offer(Set.of(key));
        }

        @Override
        public Set<String> keys() {
            return texts.keySet();
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.ofNullable(texts.get(key));
        }

        @Override
        public void arrived(List<Parcel> parcels) {
            parcels.forEach(parcel -> texts.put(parcel.key(), parcel.text()));
        }
    }

    @Test
    void whatChangesArrivesAtOnce() {
        time.advance(Duration.ofSeconds(2));
        east.put("2/a", "one\n\"two\"\\");
        time.advance(Duration.ofMillis(200));
        assertThat(west.texts).isEqualTo(Map.of("2/a", "one\n\"two\"\\"));
    }

    @Test
    void aPartitionOnlyDelaysIt() {
        time.advance(Duration.ofSeconds(2));
        line.cut("https://east", "https://west");
        line.cut("https://west", "https://east");
        east.put("2/a", "old");
        time.advance(Duration.ofSeconds(30));
        east.put("2/a", "new");
        assertThat(west.texts).isEmpty();
        line.mend();
        time.advance(Duration.ofSeconds(5));
        assertThat(west.texts).isEqualTo(Map.of("2/a", "new"));
    }

    @Test
    void whoBeginsAnewIsHandedAllInMessagesThatAreNotTooLarge() {
        time.advance(Duration.ofSeconds(2));
        IntStream.range(0, 3_000).forEach(i -> east.put("2/n" + i, ("\"" + i).repeat(100)));
        time.advance(Duration.ofSeconds(30));
        assertThat(west.texts).hasSize(3_000);
        west.texts.clear();
        west.exchange.close();
        west.exchange = west.begin(3);
        time.advance(Duration.ofSeconds(30));
        assertThat(west.texts).isEqualTo(east.texts);
    }

    @Test
    void whoDoesNotListenToObservationsTakesParcels() {
        Exchange starting = west.exchange;
        line.decline("https://west", "503");
        byte[] message = MessageCodec.encode(new Message(
                "test",
                "east",
                "0".repeat(16),
                1,
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new Parcel("2/a", "x"))));
        starting.desk().overheard(message);
        starting.desk().overheard(new byte[] {1, 2, 3});
        assertThat(west.texts).isEqualTo(Map.of("2/a", "x"));
    }

    @Test
    void aTextThatIsTooLongIsNotHanded() {
        time.advance(Duration.ofSeconds(2));
        east.put("2/a", "x".repeat(Parcel.MOST_CHARACTERS + 1));
        east.put("2/b", "x".repeat(Parcel.MOST_CHARACTERS));
        time.advance(Duration.ofSeconds(5));
        assertThat(west.texts.keySet()).containsExactly("2/b");
    }
}
