package io.regionalfailover.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZoneReaderTest {
    /** Lists as Route 53 might: by reversed labels, in either of the orders that its documentation allows. */
    private static final class FakeZone implements Listing {
        final List<RecordSet> sets = new ArrayList<>();
        final Comparator<RecordSet> order;
        final Comparator<DnsName> nameOrder;
        int requests;

        FakeZone(Comparator<DnsName> nameOrder) {
            this.nameOrder = nameOrder;
            this.order = Comparator.comparing(RecordSet::name, nameOrder)
                    .thenComparing(RecordSet::type)
                    .thenComparing(set -> set.setIdentifier().orElse(""));
        }

        void add(String name, String type, int regions) {
            for (int i = 0; i < regions; i++) {
                sets.add(new RecordSet(
                        new DnsName(name),
                        type,
                        Optional.of("r" + i),
                        OptionalInt.of(i),
                        30,
                        List.of("value"),
                        Optional.empty()));
            }
            sets.sort(order);
        }

        @Override
        public Page page(Optional<Cursor> from) {
            requests++;
            int start = from.map(this::indexOf).orElse(0);
            int end = Math.min(sets.size(), start + PAGE);
            Optional<Cursor> next = end == sets.size()
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            sets.get(end).name().text() + ".",
                            Optional.of(sets.get(end).type()),
                            sets.get(end).setIdentifier()));
            return new Page(List.copyOf(sets.subList(start, end)), next);
        }

        private int indexOf(Cursor cursor) {
            RecordSet at = new RecordSet(
                    Route53Names.parsed(cursor.name()).orElseThrow(),
                    cursor.type().orElse(""),
                    cursor.setIdentifier(),
                    OptionalInt.empty(),
                    0,
                    List.of(),
                    Optional.empty());
            int index = 0;
            while (index < sets.size() && order.compare(sets.get(index), at) < 0) {
                index++;
            }
            return index;
        }

        Map<DnsName, List<RecordSet>> at(Set<DnsName> names) {
            return sets.stream()
                    .filter(set -> names.contains(set.name()))
                    .collect(Collectors.groupingBy(RecordSet::name));
        }
    }

    private static final Comparator<DnsName> PLAIN = Route53Names.ABOUT_AS_LISTED;
    private static final Comparator<DnsName> ESCAPED_LABELS = Comparator.comparing(name -> {
        List<String> labels =
                new ArrayList<>(List.of(name.text().replace("*", "\\052").split("\\.")));
        Collections.reverse(labels);
        return String.join("\u0001", labels);
    });

    private final FakeZone zone = new FakeZone(PLAIN);
    private final ZoneReader reader = new ZoneReader(zone);

    @Test
    void aNameAndItsFenceTakeOneRequest() throws Faulted {
        bigZone(2_000);
        Set<DnsName> names = withFences("shop-7.example.com");
        assertThat(reader.read(names)).isEqualTo(zone.at(names)).hasSize(2);
        assertThat(zone.requests).isEqualTo(1);
    }

    @Test
    void aMissingNameIsMissing() throws Faulted {
        bigZone(2_000);
        assertThat(reader.read(withFences("nobody.example.com"))).isEmpty();
        assertThat(zone.requests).isEqualTo(2);
    }

    @Test
    void anEmptyZoneHoldsNothing() throws Faulted {
        assertThat(reader.read(withFences("shop.example.com", "other.example.com")))
                .isEmpty();
    }

    @Test
    void aNameWithMoreSetsThanAPageIsReadInFull() throws Faulted {
        zone.add("a.example.com", "A", 100);
        zone.add("a.example.com", "AAAA", 100);
        zone.add("a.example.com", "MX", 100);
        zone.add("a.example.com", "TXT", 100);
        zone.add("b.example.com", "A", 1);
        Set<DnsName> names = Set.of(new DnsName("a.example.com"));
        assertThat(reader.read(names)).isEqualTo(zone.at(names));
        assertThat(zone.requests).isEqualTo(2);
    }

    @Test
    void aNameAtThePageBoundaryIsReadInFull() throws Faulted {
        zone.add("a.example.com", "A", 299);
        zone.add("b.example.com", "A", 3);
        zone.add("c.example.com", "A", 1);
        Set<DnsName> names = Set.of(new DnsName("a.example.com"), new DnsName("b.example.com"));
        assertThat(reader.read(names)).isEqualTo(zone.at(names));
        assertThat(zone.requests).isEqualTo(2);
    }

    @Test
    void manyNamesOfASmallZoneTakeItsPages() throws Faulted {
        bigZone(200);
        Set<DnsName> names = names(200, i -> i);
        assertThat(reader.read(names)).isEqualTo(zone.at(names));
        assertThat(zone.requests).isEqualTo(2);
    }

    @Test
    void manyMissingNamesOfASmallZoneTakeItsPagesToo() throws Faulted {
        bigZone(160);
        assertThat(reader.read(names(160, i -> i + 5_000))).isEmpty();
        assertThat(zone.requests).isEqualTo(2);
    }

    @Test
    void fewNamesOfALargeZoneAreReadByName() throws Faulted {
        bigZone(9_000);
        Set<DnsName> names = names(6, i -> i * 1_500);
        assertThat(reader.read(names)).isEqualTo(zone.at(names));
        assertThat(zone.requests).as("the size of the zone is not known yet").isLessThanOrEqualTo(12);
        zone.requests = 0;
        assertThat(reader.read(names)).isEqualTo(zone.at(names));
        assertThat(zone.requests).as("the size of the zone is known").isLessThanOrEqualTo(6);
    }

    @Test
    void theSizeThatTheZoneTellsIsUsed() throws Faulted {
        bigZone(9_000);
        reader.learnSize(zone.sets.size());
        Set<DnsName> names = names(6, i -> i * 1_500);
        assertThat(reader.read(names)).isEqualTo(zone.at(names));
        assertThat(zone.requests).isLessThanOrEqualTo(6);
    }

    @Test
    void theOrderOfTheListingNeverDecidesWhatIsMissing() throws Faulted {
        FakeZone other = new FakeZone(ESCAPED_LABELS);
        Random random = new Random(42);
        for (int i = 0; i < 700; i++) {
            other.add(odd(random) + ".example.com", "A", 1 + random.nextInt(2));
        }
        other.sets.sort(other.order);
        ZoneReader anew = new ZoneReader(other);
        List<DnsName> all = other.sets.stream().map(RecordSet::name).distinct().toList();
        for (int round = 0; round < 200; round++) {
            Set<DnsName> names = new HashSet<>();
            for (int i = 0; i <= random.nextInt(12); i++) {
                names.add(
                        random.nextBoolean()
                                ? all.get(random.nextInt(all.size()))
                                : new DnsName(odd(random) + ".example.com"));
            }
            assertThat(anew.read(names)).isEqualTo(other.at(names));
        }
    }

    @Test
    void aFaultEndsTheRead() {
        ZoneReader failing = new ZoneReader(from -> {
            throw new Faulted(new Fault.Throttle("slow down", true));
        });
        assertThatThrownBy(() -> failing.read(withFences("a.example.com")))
                .isInstanceOfSatisfying(
                        Faulted.class, e -> assertThat(e.fault()).isEqualTo(new Fault.Throttle("slow down", true)));
    }

    @Test
    void aListingThatDoesNotGoOnEndsTheRead() {
        ZoneReader stuck = new ZoneReader(from -> new Listing.Page(
                List.of(set("a.example.com", "A")),
                Optional.of(new Listing.Cursor("a.example.com.", Optional.of("A"), Optional.empty()))));
        assertThatThrownBy(() -> stuck.read(Set.of(new DnsName("a.example.com"))))
                .hasMessageContaining("does not go on");
        assertThatThrownBy(() -> stuck.read(names(9, i -> i))).hasMessageContaining("does not go on");
    }

    private void bigZone(int names) {
        for (int i = 0; i < names; i++) {
            zone.sets.add(set("shop-" + i + ".example.com", "A"));
            zone.sets.add(set("_failover.shop-" + i + ".example.com", "TXT"));
        }
        zone.sets.sort(zone.order);
    }

    private static RecordSet set(String name, String type) {
        return RecordSet.plain(new DnsName(name), type, 30, List.of("value"));
    }

    private static Set<DnsName> names(int count, java.util.function.IntUnaryOperator number) {
        return withFences(IntStream.range(0, count)
                .mapToObj(i -> "shop-" + number.applyAsInt(i) + ".example.com")
                .toArray(String[]::new));
    }

    private static Set<DnsName> withFences(String... names) {
        Set<DnsName> all = new LinkedHashSet<>();
        for (String name : names) {
            all.add(new DnsName(name));
            all.add(new DnsName(name).fence());
        }
        return all;
    }

    private static String odd(Random random) {
        String alphabet = "ab-_0z";
        int labels = 1 + random.nextInt(2);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
            made.add(random.ints(1 + random.nextInt(3), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining()));
        }
        return (random.nextInt(8) == 0 ? "*." : "") + String.join(".", made);
    }
}
