package io.regionalfailover.dns.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeighingTest {
    private static final DnsName WWW = DnsName.of("www.example.com");
    private static final String OWNER = "0123456789abcdef";

    private static RecordSet set(String type, String identifier, int weight, long ttl, String... values) {
        return new RecordSet(
                WWW, type, Optional.of(identifier), OptionalInt.of(weight), ttl, List.of(values), Optional.empty());
    }

    private static Optional<RealSet> real(List<RealSet> all, DnsName name, String type) {
        return all.stream()
                .filter(found -> found.name().equals(name) && found.type().equals(type))
                .findFirst();
    }

    private static List<RecordSet> readBack(List<RealSet> all, boolean shares) {
        return Weighing.sets(
                WWW,
                all.stream().filter(found -> found.name().equals(WWW)).toList(),
                real(all, WWW.sets(), "TXT"),
                Optional.empty(),
                shares);
    }

    @Test
    void whoHasWeightIsAnsweredWithAndNobodyElse() {
        List<RealSet> all = Weighing.real(
                WWW, List.of(set("A", "east", 1, 30, "192.0.2.1"), set("A", "west", 0, 30, "192.0.2.2")), false);
        assertThat(real(all, WWW, "A").orElseThrow().values()).containsExactly("192.0.2.1");
    }

    @Test
    void whereNobodyHasWeightAllAreAnsweredWith() {
        List<RealSet> all = Weighing.real(
                WWW, List.of(set("A", "east", 0, 30, "192.0.2.1"), set("A", "west", 0, 30, "192.0.2.2")), false);
        assertThat(real(all, WWW, "A").orElseThrow().values()).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void anyRecordSetsAreReadBackAsTheyWereWritten() {
        Random random = new Random(11);
        for (int run = 0; run < 300; run++) {
            List<RecordSet> sets = new ArrayList<>();
            for (String type : random.nextBoolean() ? List.of("A", "AAAA", "TXT") : List.of("CNAME")) {
                for (int i = 0; i <= random.nextInt(4); i++) {
                    sets.add(set(type, "id %,\"\\ü" + i, random.nextInt(4) * 80, 30 + run, values(type, random, i)));
                }
            }
            boolean shares = random.nextBoolean();
            assertThat(readBack(Weighing.real(WWW, sets, shares), shares)).containsExactlyInAnyOrderElementsOf(sets);
        }
    }

    private static String[] values(String type, Random random, int i) {
        return switch (type) {
            case "A" -> new String[] {"192.0.2." + i, "192.0.2." + random.nextInt(255)};
            case "AAAA" -> new String[] {"2001:db8::" + i};
            case "TXT" -> new String[] {"\"a, b % \\\"c\\\" " + "x".repeat(random.nextInt(200)) + i + "\""};
            default -> new String[] {"host" + i + ".example.net"};
        };
    }

    @Test
    void whatWasAddedOrRemovedByHandIsSeen() {
        RecordSet east = set("A", "east", 1, 30, "192.0.2.1", "192.0.2.2");
        RecordSet west = set("A", "west", 0, 30, "192.0.2.3");
        Optional<RealSet> texts = real(Weighing.real(WWW, List.of(east, west), false), WWW.sets(), "TXT");
        List<RecordSet> seen = Weighing.sets(
                WWW,
                List.of(new RealSet(WWW, "A", 60, List.of("192.0.2.2", "192.0.2.9"))),
                texts,
                Optional.empty(),
                false);
        assertThat(seen).containsExactlyInAnyOrder(set("A", "east", 1, 60, "192.0.2.2", "192.0.2.9"), west);
        assertThat(Weighing.sets(WWW, List.of(), texts, Optional.empty(), false))
                .containsExactlyInAnyOrder(set("A", "east", 1, 30), west);
    }

    @Test
    void withoutTextsAndWithoutAFenceItIsSomebodyElses() {
        RealSet byHand = new RealSet(WWW, "A", 30, List.of("192.0.2.1"));
        RealSet mail = new RealSet(WWW, "MX", 30, List.of("10 mail.example.net."));
        assertThat(Weighing.sets(WWW, List.of(byHand), Optional.empty(), Optional.empty(), false))
                .containsExactly(Weighing.plain(byHand));
        List<RecordSet> lost = Weighing.sets(WWW, List.of(byHand, mail), Optional.empty(), Optional.of(fence()), false);
        assertThat(lost.getFirst().setIdentifier()).contains("rfo:" + OWNER + ":31:lost");
        assertThat(lost.getLast()).isEqualTo(Weighing.plain(mail));
    }

    @Test
    void whatANewerVersionWroteIsNotTouched() {
        RealSet answer = new RealSet(WWW, "A", 30, List.of("192.0.2.1"));
        RealSet newer = new RealSet(WWW.sets(), "TXT", 60, List.of("\"rfo2-set whatever\""));
        assertThat(Weighing.sets(WWW, List.of(answer), Optional.of(newer), Optional.of(fence()), false))
                .singleElement()
                .satisfies(set -> assertThat(set.foreignRouting())
                        .hasValueSatisfying(why -> assertThat(why).contains("version 2")));
    }

    @Test
    void damagedTextsSayNothing() {
        for (String damaged : List.of(
                "\"\"",
                "\"rfo1-set\"",
                "\"rfo1-set A east 256 30 192.0.2.1\"",
                "\"rfo1-set A east -1 30 192.0.2.1\"",
                "\"rfo1-set A east 1 30 nonsense\"",
                "\"rfo1-set A east 1 30 %zz\"",
                "\"rfo1-set A e%61st 1 30 192.0.2.1\"",
                "\"rfo1-set A east%c3%bc 1 30 192.0.2.1\"",
                "\"rfo1-set A %FF 1 30 192.0.2.1\"",
                "\"rfo1-set A east 1 \" \"30 192.0.2.1\"",
                "\"rfo1-set A east 1 99999999999 192.0.2.1\"",
                "rfo1-set A east 1 30 192.0.2.1")) {
            assertThat(SetText.parse(WWW, damaged)).as(damaged).isEqualTo(new SetText.Parsed.Nothing());
        }
    }

    private static RealSet fence() {
        Fence fence =
                new Fence("default", OWNER, 1, OWNER, OWNER, List.of(1, 0), new Fence.Progress.Settled(), 0, List.of());
        RecordSet set = FenceCodec.toSet(WWW, fence);
        return new RealSet(set.name(), "TXT", set.ttlSeconds(), set.values());
    }
}
