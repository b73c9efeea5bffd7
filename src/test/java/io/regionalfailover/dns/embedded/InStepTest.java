package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that write the same zone apart, and hear of each other in any order, end with the same zone, which no older plan is in. */
class InStepTest {
    private static final int RUNS = 150;
    private static final int STEPS = 60;
    private static final List<DnsName> NAMES = Stream.of("a", "b", "*.c")
            .map(label -> DnsName.of(label + ".example.com"))
            .toList();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private long clock = 2_000_000;

    @TempDir
    private java.nio.file.Path folder;

    /** One instance: its zone, and the parts that are on their way to it. */
    private static final class Instance {
        private final String name;
        private ZoneState state;
        private final List<String> onTheWay = new ArrayList<>();

        private Instance(String name) {
            this.name = name;
            this.state = ZoneState.empty(SampleZone.APEX, SampleZone.SERVERS, Instant.ofEpochSecond(1_000));
        }

        private Map<DnsName, String> cells() {
            Map<DnsName, String> cells = new TreeMap<>();
            state.cells().forEach(cell -> cells.put(cell, state.cell(cell).text()));
            return cells;
        }

        private void take(String text) {
            Cell cell = Cell.parse(text);
            assertThat(new Newcomer(state, Instant.EPOCH).fault(cell)).isEmpty();
            state = state.merged(List.of(cell));
        }
    }

    @Test
    void whateverHappensTheyAgreeInTheEnd() {
        for (int run = 0; run < RUNS; run++) {
            String what = "seed " + seed + ", run " + run;
            List<Instance> all = List.of(new Instance("east"), new Instance("north"), new Instance("west"));
            Map<DnsName, Stamp> newest = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                clock += random.nextInt(3) - 1;
                Instance one = all.get(random.nextInt(all.size()));
                if (random.nextInt(3) == 0) {
                    write(one);
                    one.state
                            .cells()
                            .forEach(cell -> newest.merge(
                                    cell,
                                    one.state.cell(cell).stamp(),
                                    (some, other) -> some.compareTo(other) > 0 ? some : other));
                } else {
                    exchange(one, all.get(random.nextInt(all.size())));
                }
                isSound(one, what);
            }
            heal(all);
            Map<DnsName, String> agreed = all.getFirst().cells();
            for (Instance one : all) {
                assertThat(one.cells()).as(what).isEqualTo(agreed);
                newest.forEach((cell, stamp) -> assertThat(one.state.cell(cell).stamp())
                        .as("%s: %s holds the newest that anybody ever wrote", what, cell)
                        .isEqualTo(stamp));
            }
        }
    }

    /** A plan of the next epoch, a repair within one, a clean-up, or a beginning anew. */
    private void write(Instance one) {
        DnsName name = NAMES.get(random.nextInt(NAMES.size()));
        long epoch = Cell.epoch(one.state.cell(name).sets());
        long next = switch (random.nextInt(8)) {
            case 0 -> -1;
            case 1 -> 1;
            case 2 -> epoch;
            default -> epoch + 1;
        };
        Map<DnsName, List<StoredSet>> sets = new HashMap<>(one.state.sets());
        sets.remove(name);
        sets.remove(name.fence());
        if (next >= 0) {
            plan(name, next)
                    .forEach(set -> sets.computeIfAbsent(set.name(), at -> new ArrayList<>())
                            .add(StoredSet.of(set)));
        }
        one.state = one.state.with(sets, Instant.ofEpochSecond(clock), one.name);
    }

    private List<RecordSet> plan(DnsName name, long epoch) {
        int west = random.nextInt(101);
        Fence fence = new Fence(
                "shop",
                "0".repeat(16),
                epoch,
                HexFormat.of().toHexDigits(random.nextLong()),
                "1".repeat(16),
                List.of(100 - west, west),
                new Fence.Progress.Settled(),
                0,
                List.of());
        return List.of(
                FenceCodec.toSet(name, fence),
                weighted(name, "east", 100 - west, "192.0.2.1"),
                weighted(name, "west", west, "192.0.2.2"));
    }

    private static RecordSet weighted(DnsName name, String region, int weight, String address) {
        return new RecordSet(
                name, "A", Optional.of(region), OptionalInt.of(weight), 30, List.of(address), Optional.empty());
    }

    /** Something is sent, late, twice, out of order or never; something that was sent arrives. */
    private void exchange(Instance from, Instance to) {
        List<DnsName> cells = new ArrayList<>(from.state.cells());
        if (!cells.isEmpty() && random.nextBoolean()) {
            to.onTheWay.add(
                    from.state.cell(cells.get(random.nextInt(cells.size()))).text());
        }
        if (!to.onTheWay.isEmpty()) {
            int which = random.nextInt(to.onTheWay.size());
            String text = to.onTheWay.get(which);
            if (random.nextBoolean()) {
                to.onTheWay.remove(which);
            }
            to.take(text);
            long serial = to.state.serial();
            to.take(text);
            assertThat(to.state.serial()).as("taken twice").isEqualTo(serial);
        }
    }

    private void heal(List<Instance> all) {
        List<String> texts = new ArrayList<>();
        all.forEach(one -> texts.addAll(one.cells().values()));
        for (Instance one : all) {
            Collections.shuffle(texts, random);
            texts.forEach(one::take);
        }
    }

    private static void isSound(Instance one, String what) {
        for (DnsName name : one.state.cells()) {
            Cell cell = one.state.cell(name);
            assertThat(cell.fault()).as(what + ": " + cell.text()).isEmpty();
            assertThat(cell.sets().size()).as(what + ": whole or gone").isIn(0, 3);
            assertThat(cell.sets().isEmpty() || weights(cell).equals(fenced(cell)))
                    .as(what + ": the fence is the sets' own: " + cell.text())
                    .isTrue();
        }
    }

    private static List<Integer> weights(Cell cell) {
        return cell.sets().stream()
                .map(StoredSet::written)
                .filter(set -> set.weight().isPresent())
                .sorted((some, other) -> some.setIdentifier()
                        .orElseThrow()
                        .compareTo(other.setIdentifier().orElseThrow()))
                .map(set -> set.weight().getAsInt())
                .toList();
    }

    private static List<Integer> fenced(Cell cell) {
        return cell.sets().stream()
                .map(set -> FenceCodec.ofSet(set.written()))
                .filter(FenceCodec.Parsed.Valid.class::isInstance)
                .map(parsed -> ((FenceCodec.Parsed.Valid) parsed).fence().weights())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mergingIsOfNoOrderAndOfNoNumber() {
        for (int run = 0; run < RUNS; run++) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                DnsName name = NAMES.get(random.nextInt(NAMES.size()));
                long epoch = random.nextInt(3);
                List<StoredSet> sets = random.nextInt(4) == 0
                        ? List.of()
                        : plan(name, epoch).stream().map(StoredSet::of).toList();
                Stamp stamp = new Stamp(
                        random.nextInt(2),
                        sets.isEmpty() ? 0 : epoch,
                        random.nextInt(3),
                        random.nextBoolean() ? "a" : "b");
                cells.add(new Cell(name, stamp, sets));
            }
            ZoneState empty = ZoneState.empty(SampleZone.APEX, SampleZone.SERVERS, Instant.ofEpochSecond(1_000));
            ZoneState atOnce = empty.merged(cells);
            Collections.shuffle(cells, random);
            ZoneState oneByOne = empty;
            for (Cell cell : cells) {
                oneByOne = oneByOne.merged(List.of(cell));
            }
            ZoneState half = empty.merged(cells.subList(0, 6));
            ZoneState joined = empty.merged(cells.subList(6, 12));
            for (DnsName cell : half.cells()) {
                joined = joined.merged(List.of(half.cell(cell)));
            }
            String what = "seed " + seed + ", run " + run;
            assertThat(texts(oneByOne)).as(what).isEqualTo(texts(atOnce));
            assertThat(texts(joined)).as(what).isEqualTo(texts(atOnce));
            assertThat(atOnce.merged(cells)).as(what).isSameAs(atOnce);
        }
    }

    private static Map<DnsName, String> texts(ZoneState state) {
        Map<DnsName, String> texts = new TreeMap<>();
        state.cells().forEach(cell -> texts.put(cell, state.cell(cell).text()));
        return texts;
    }

    @Test
    void aHigherEpochWinsHoweverOldItIs() {
        ZoneState before =
                written(ZoneState.empty(SampleZone.APEX, SampleZone.SERVERS, Instant.EPOCH), 41, 100, "east");
        ZoneState plan = written(before, 42, 200, "east");
        ZoneState busy = before;
        for (int repairs = 0; repairs < 5; repairs++) {
            busy = written(busy, 41, 300 + repairs, "west");
        }
        DnsName name = NAMES.getFirst();
        assertThat(Cell.epoch(busy.merged(List.of(plan.cell(name))).cell(name).sets()))
                .isEqualTo(42);
        assertThat(plan.merged(List.of(busy.cell(name)))).isSameAs(plan);
    }

    private ZoneState written(ZoneState state, long epoch, long second, String by) {
        Map<DnsName, List<StoredSet>> sets = new HashMap<>();
        plan(NAMES.getFirst(), epoch)
                .forEach(set -> sets.put(
                        set.name(),
                        Stream.concat(sets.getOrDefault(set.name(), List.of()).stream(), Stream.of(StoredSet.of(set)))
                                .toList()));
        return state.with(sets, Instant.ofEpochSecond(second), by);
    }

    @Test
    void whoeverLostItsStateTakesItFromTheOthers() {
        Told told = new Told();
        EmbeddedZones west = zones("west", told);
        write(west, plan(NAMES.getFirst(), 42));
        EmbeddedZones east = zones("east", told);
        write(east, plan(NAMES.getFirst(), 1));

        Map<String, String> parts = parts(west);
        east.take(parts);
        west.take(parts(east));
        assertThat(parts(east)).isEqualTo(parts(west)).isEqualTo(parts);
        clock += 5;
        write(west, plan(NAMES.getLast(), 1));
        parts = parts(west);
        east.take(parts);
        assertThat(parts(east)).isEqualTo(parts);
        assertThat(serial(east)).isEqualTo(serial(west));
        west.close();
        east.close();
        EmbeddedZones again = zones("east", told);
        assertThat(parts(again)).as("it is on disk").isEqualTo(parts);
        again.close();
        assertThat(told.troubles).isEmpty();
    }

    @Test
    void whatNobodyCanAnswerFromIsNotTaken() {
        Told told = new Told();
        EmbeddedZones east = zones("east", told);
        write(east, plan(NAMES.getFirst(), 7));
        Map<String, String> parts = parts(east);
        String key = parts.keySet().iterator().next();
        String text = east.told(key).orElseThrow().replace(" 0 7 ", " 0 9 ").replace(" 7 ", " 9 ");
        List<String> bad = List.of(
                text.replaceAll("(?m)^(set a.example.com A 30) [0-9]+", "$1 0"),
                text.replaceAll("(?m)^set a.example.com [^\n]*\nvalue [^\n]*\n", ""),
                text.replace(" 9 ", " 9000009 "),
                text.replace("cell a.example.com 0 9", "cell a.example.com 0 10"),
                text.replace("a.example.com", "a.example.net"),
                "cell",
                "");
        bad.forEach(one -> east.take(Map.of(key, one)));
        assertThat(parts(east)).isEqualTo(parts);
        assertThat(told.troubles).hasSize(bad.size());
        east.take(Map.of(key, text));
        assertThat(parts(east)).isEqualTo(Map.of(key, text));
        east.close();
    }

    private EmbeddedZones zones(String name, Told told) {
        EmbeddedZones zones =
                new EmbeddedZones(folder.resolve(name), name, () -> Instant.ofEpochSecond(++clock), new Tally(), told);
        assertThat(zones.declare(SampleZone.APEX, SampleZone.SERVERS)).isEmpty();
        return zones;
    }

    private static void write(EmbeddedZones zones, List<RecordSet> sets) {
        zones.apply(SampleZone.APEX, SampleZone.creations(sets));
    }

    private static Map<String, String> parts(EmbeddedZones zones) {
        Map<String, String> parts = new HashMap<>();
        zones.keys().forEach(key -> parts.put(key, zones.told(key).orElseThrow()));
        return parts;
    }

    private static String serial(EmbeddedZones zones) {
        return Asking.line(Asking.ask(
                Asking.responder(zones::catalog), Asking.message("example.com SOA"), Responder.Transport.UDP));
    }
}
