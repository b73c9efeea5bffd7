package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.dns.Fence.Progress;
import io.regionalfailover.dns.FenceCodec.Parsed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FenceCodecTest {
    private static final String HASH = "0123456789abcdef";

    @Test
    void saysEverythingInOneLine() {
        Fence fence = new Fence(
                "default",
                HASH,
                42,
                "00000000000000ff",
                "00000000000000aa",
                List.of(100, 0),
                new Progress.Evacuating(50, List.of(100, 100), 1),
                2,
                List.of(new Fence.Order("a1", "b2", 5, false, Instant.ofEpochSecond(1_800_000_000))));

        assertThat(FenceCodec.encode(fence))
                .isEqualTo("rfo1 default 0123456789abcdef 42 00000000000000ff 00000000000000aa 100,0 e50:100,100:1 2"
                        + " a1.b2.5.tro8w0");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        RandomGenerator random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Fence fence = randomFence(random);
            assertThat(FenceCodec.parse(FenceCodec.encode(fence))).isEqualTo(new Parsed.Valid(fence));
            assertThat(FenceCodec.ofSet(FenceCodec.toSet(ZoneCases.NAME, fence)))
                    .isEqualTo(new Parsed.Valid(fence));
        }
    }

    @Test
    void everyDamageIsSeen() {
        RandomGenerator random = new Random(2);
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder(FenceCodec.encode(randomFence(random)));
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(0x250));
                    default -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
                }
            }
            if (FenceCodec.parse(text.toString()) instanceof Parsed.Valid(Fence fence)) {
                assertThat(FenceCodec.encode(fence)).isEqualTo(text.toString());
            }
        }
    }

    @Test
    void hostileTextIsNoFence() {
        String good = FenceCodec.encode(randomFence(new Random(3)));
        for (String text : List.of(
                "",
                " ",
                "rfo",
                "rfo1",
                "rfo1 ".repeat(200),
                good + " ",
                good + "\n",
                good.replace(" ", "  "),
                "rfo1 default " + HASH + " 042 " + HASH + " " + HASH + " 1 s 0",
                "rfo1 default " + HASH + " 9999999999999999999 " + HASH + " " + HASH + " 1 s 0",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 0,0 s 0",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 256 s 0",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 1,2 e50:1:1 0",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 1 e100:1:1 0",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 1 e50:1:2 0",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 1 s 0 a.b.1.zzzzzzzzzzzzz",
                "rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " " + "1,".repeat(100) + "1 s 0")) {
            assertThat(FenceCodec.parse(text)).as(text).isEqualTo(new Parsed.NotAFence());
        }
        assertThat(FenceCodec.parse("rfo1 default " + HASH + " 1 " + HASH + " " + HASH + " 1 s 0"))
                .isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void anotherVersionIsToldApart() {
        assertThat(FenceCodec.parse("rfo2 whatever")).isEqualTo(new Parsed.UnknownVersion("rfo2"));
        assertThat(FenceCodec.parse("rfo2")).isEqualTo(new Parsed.UnknownVersion("rfo2"));
        assertThat(FenceCodec.parse("rfox")).isEqualTo(new Parsed.NotAFence());
    }

    @Test
    void fourRegionsTakeAtMostTwoHundredCharacters() {
        Fence largest = new Fence(
                "i".repeat(63),
                HASH,
                Fence.MAX_EPOCH,
                HASH,
                HASH,
                List.of(255, 255, 255, 255),
                new Progress.Evacuating(99, List.of(255, 255, 255, 255), 15),
                Fence.MAX_RELAPSES,
                List.of());

        assertThat(FenceCodec.encode(largest)).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void anOrderTakesAtMostThirtyTwoCharactersAndTooManyAreRefused() {
        Fence.Order largest =
                new Fence.Order("zzzzzzzz", "zzzzzzzz", 0xffff, true, Instant.ofEpochSecond(78_364_164_095L));
        int without = FenceCodec.encode(withOrders(0, largest)).length();

        assertThat(FenceCodec.encode(withOrders(1, largest)).length() - without).isLessThanOrEqualTo(32);
        assertThat(FenceCodec.encode(withOrders(12, largest))).hasSizeLessThanOrEqualTo(FenceCodec.MAX_LENGTH);
        assertThatThrownBy(() -> FenceCodec.encode(withOrders(30, largest)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 700");
    }

    @Test
    void longFencesAreSplitIntoStringsOfAtMost255Bytes() {
        Fence.Order order =
                new Fence.Order("zzzzzzzz", "zzzzzzzz", 0xffff, true, Instant.ofEpochSecond(78_364_164_095L));
        String value =
                FenceCodec.toSet(ZoneCases.NAME, withOrders(12, order)).values().getFirst();

        assertThat(value.split("\" \""))
                .hasSize(3)
                .allSatisfy(part -> assertThat(part.replace("\"", "")).hasSizeLessThanOrEqualTo(255));
        assertThat(TxtValue.unquote("\"a\\\"b\"")).isEmpty();
        assertThat(TxtValue.unquote("\"")).isEmpty();
        assertThat(TxtValue.unquote("unquoted")).isEmpty();
        assertThat(TxtValue.unquote(TxtValue.quote(""))).contains("");
    }

    @Test
    void aMarkIsReadBackAndNothingElseIsOne() {
        Mark mark = new Mark(HASH, 11, "us-east-1");

        assertThat(Mark.parse(mark.text())).contains(mark);
        assertThat(new Mark(HASH, 31, "r".repeat(104)).text()).hasSizeLessThanOrEqualTo(128);
        for (String text : List.of("", "rfo:x:1:a", "rfo:" + HASH + ":01:a", "rfo:" + HASH + ":99:a", "us-east-1")) {
            assertThat(Mark.parse(text)).as(text).isEmpty();
        }
        assertThatThrownBy(() -> new Mark(HASH, 1, "a b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Fence withOrders(int orders, Fence.Order order) {
        return new Fence(
                "i".repeat(63),
                HASH,
                Fence.MAX_EPOCH,
                HASH,
                HASH,
                List.of(255, 255, 255, 255),
                new Progress.Settled(),
                0,
                Collections.nCopies(orders, order));
    }

    private static Fence randomFence(RandomGenerator random) {
        List<Integer> weights = randomWeights(random, 1 + random.nextInt(16));
        Progress progress = switch (random.nextInt(3)) {
            case 0 -> new Progress.Settled();
            case 1 ->
                new Progress.Evacuating(
                        1 + random.nextInt(99),
                        randomWeights(random, weights.size()),
                        random.nextLong(1L << weights.size()));
            default -> new Progress.Returning(1 + random.nextInt(99));
        };
        List<Fence.Order> orders = IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> new Fence.Order(
                        Integer.toString(random.nextInt(1 << 30), 36),
                        Integer.toString(random.nextInt(1 << 30), 36),
                        random.nextInt(1 << 16),
                        random.nextBoolean(),
                        Instant.ofEpochSecond(random.nextLong(78_000_000_000L))))
                .toList();
        return new Fence(
                "inst-" + random.nextInt(99),
                HASH,
                random.nextLong(Fence.MAX_EPOCH + 1),
                String.format("%016x", random.nextLong()),
                String.format("%016x", random.nextLong()),
                weights,
                progress,
                random.nextInt(Fence.MAX_RELAPSES + 1),
                orders);
    }

    private static List<Integer> randomWeights(RandomGenerator random, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> i == 0 ? 1 + random.nextInt(255) : random.nextInt(256))
                .toList();
    }
}
