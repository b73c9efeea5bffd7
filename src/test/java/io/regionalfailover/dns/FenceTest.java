package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.dns.Fence.Progress;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a fence may say, up to each bound, and what is refused one step beyond it. */
class FenceTest {
    private static final String HASH = "0123456789abcdef";
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);
    private static final Fence.Order ORDER = new Fence.Order("a1", "b2", 5, false, EXPIRY);
    private static final long LAST_SECOND = 78_364_164_095L;

    private static Fence fence(String installation, String owner, long epoch, String nonce, String spec, int relapses) {
        return new Fence(
                installation, owner, epoch, nonce, spec, List.of(100, 0), new Progress.Settled(), relapses, List.of());
    }

    private static Fence weighted(List<Integer> weights, Progress progress) {
        return new Fence("default", HASH, 1, HASH, HASH, weights, progress, 0, List.of());
    }

    private static Fence ordered(Fence.Order order) {
        return new Fence("default", HASH, 1, HASH, HASH, List.of(1), new Progress.Settled(), 0, List.of(ORDER, order));
    }

    private static Stream<Fence> atTheBounds() {
        List<Integer> most = Collections.nCopies(Fence.MAX_REGIONS, 255);
        return Stream.of(
                fence("a", HASH, 0, HASH, HASH, 0),
                fence("A-b.c_9".repeat(9), HASH, Fence.MAX_EPOCH, HASH, HASH, Fence.MAX_RELAPSES),
                weighted(List.of(1), new Progress.Returning(1)),
                weighted(List.of(0, 255), new Progress.Returning(99)),
                weighted(List.of(1, 0), new Progress.Evacuating(1, List.of(0, 1), 0)),
                weighted(List.of(1, 0), new Progress.Evacuating(99, List.of(255, 0), 3)),
                weighted(most, new Progress.Settled()),
                ordered(new Fence.Order("a", "12345678", 0, false, Instant.EPOCH)),
                ordered(new Fence.Order("abcdefgh", "z", 0xffff, false, Instant.ofEpochSecond(LAST_SECOND))));
    }

    @Test
    void whatIsWithinTheBoundsIsWrittenAndReadBack() {
        assertThat(atTheBounds())
                .allSatisfy(fence -> assertThat(FenceCodec.parse(FenceCodec.encode(fence)))
                        .isEqualTo(new FenceCodec.Parsed.Valid(fence)));
    }

    @Test
    void whatIsBeyondIsRefusedAndNamed() {
        Map<Runnable, String> refused = new LinkedHashMap<>();
        for (String installation : List.of("", "a b", "é", "x".repeat(64))) {
            refused.put(() -> fence(installation, HASH, 1, HASH, HASH, 0), "installation id");
        }
        for (String hash : List.of("", HASH.substring(1), HASH + "0", "0123456789ABCDEF", "0123456789abcdeg")) {
            refused.put(() -> fence("a", hash, 1, HASH, HASH, 0), "owner's hash");
            refused.put(() -> fence("a", HASH, 1, hash, HASH, 0), "nonce");
            refused.put(() -> fence("a", HASH, 1, HASH, hash, 0), "spec hash");
        }
        refused.put(() -> fence("a", HASH, -1, HASH, HASH, 0), "epoch");
        refused.put(() -> fence("a", HASH, Fence.MAX_EPOCH + 1, HASH, HASH, 0), "epoch");
        refused.put(() -> fence("a", HASH, 1, HASH, HASH, -1), "relapse count");
        refused.put(() -> fence("a", HASH, 1, HASH, HASH, Fence.MAX_RELAPSES + 1), "relapse count");
        Progress settled = new Progress.Settled();
        refused.put(() -> weighted(List.of(), settled), "number of weights");
        refused.put(() -> weighted(Collections.nCopies(Fence.MAX_REGIONS + 1, 1), settled), "number of weights");
        refused.put(() -> weighted(List.of(1, -1), settled), "weight");
        refused.put(() -> weighted(List.of(1, 256), settled), "weight");
        refused.put(() -> weighted(List.of(0, 0), settled), "sum of the weights");
        for (int percent : List.of(0, 100)) {
            refused.put(() -> weighted(List.of(1), new Progress.Returning(percent)), "percentage");
            refused.put(() -> weighted(List.of(1), new Progress.Evacuating(percent, List.of(1), 1)), "percentage");
        }
        refused.put(() -> weighted(List.of(1, 0), new Progress.Evacuating(5, List.of(1), 1)), "base weights");
        refused.put(() -> weighted(List.of(1, 0), new Progress.Evacuating(5, List.of(0, 0), 1)), "sum of the weights");
        refused.put(() -> weighted(List.of(1, 0), new Progress.Evacuating(5, List.of(1, 0), 4)), "positions");
        refused.put(() -> weighted(List.of(1, 0), new Progress.Evacuating(5, List.of(1, 0), -1)), "positions");
        for (String word : List.of("", "A", "a.b", "123456789")) {
            refused.put(() -> ordered(new Fence.Order(word, "b", 1, false, EXPIRY)), "order's id");
            refused.put(() -> ordered(new Fence.Order("a", word, 1, false, EXPIRY)), "order's author");
        }
        refused.put(() -> ordered(new Fence.Order("a", "b", -1, false, EXPIRY)), "order's regions");
        refused.put(() -> ordered(new Fence.Order("a", "b", 0x10000, false, EXPIRY)), "order's regions");
        refused.put(() -> ordered(new Fence.Order("a", "b", 1, false, EXPIRY.plusNanos(1))), "order's expiry");
        refused.put(() -> ordered(new Fence.Order("a", "b", 1, false, Instant.ofEpochSecond(-1))), "order's expiry");
        refused.put(
                () -> ordered(new Fence.Order("a", "b", 1, false, Instant.ofEpochSecond(LAST_SECOND + 1))),
                "order's expiry");

        refused.forEach((made, what) -> assertThatThrownBy(made::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what));
    }
}
