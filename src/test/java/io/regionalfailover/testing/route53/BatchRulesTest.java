package io.regionalfailover.testing.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchRulesTest {

    private static final RecordSet PLAIN = RecordSet.simple("x.example.com", "A", 30, "192.0.2.1");

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(PLAIN.withTtl(-1), "between 0 and 2147483647"),
                Arguments.of(PLAIN.withTtl(1L << 31), "between 0 and 2147483647"),
                Arguments.of(PLAIN.withRouting("one", 256), "between 0 and 255"),
                Arguments.of(PLAIN.withRouting("one", -1), "between 0 and 255"),
                Arguments.of(PLAIN.withRouting("", 1), "length between 1 and 128"),
                Arguments.of(PLAIN.withRouting("i".repeat(129), 1), "length between 1 and 128"),
                Arguments.of(
                        PLAIN.withValues(),
                        "but found none in Change with [Action=CREATE, Name=x.example.com., Type=A"),
                Arguments.of(without(PLAIN, true, false), "but found none in Change with"),
                Arguments.of(PLAIN.withWeight(1), "Missing field 'SetIdentifier'"),
                Arguments.of(without(PLAIN.withRouting("one", 1), false, true), "Expected exactly one of [Weight"),
                Arguments.of(RecordSet.simple("x.example.com", "BOGUS", 30, "1"), "not facet-valid"),
                Arguments.of(RecordSet.alias("x.example.com", "A", "", "a.b"), "aliasTarget.hostedZoneId"),
                Arguments.of(
                        RecordSet.alias("x.example.com", "A", "Z2", "a.b").withTtl(30),
                        "but found more than one in Change"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesInputThatIsNotWellFormed(RecordSet set, String message) {
        assertThat(BatchRules.malformed(List.of(Change.create(set))))
                .get()
                .asString()
                .contains(message);
    }

    @Test
    void takesTheEdgesOfEveryRange() {
        List<Change> edges = Stream.of(
                        PLAIN.withTtl(0),
                        PLAIN.withTtl(Integer.MAX_VALUE),
                        PLAIN.withRouting("i", 0),
                        PLAIN.withRouting("i".repeat(128), 255))
                .map(Change::create)
                .toList();

        assertThat(BatchRules.malformed(edges)).isEmpty();
        assertThat(BatchRules.malformed(List.of())).isPresent();
    }

    @Test
    void takesAThousandValuesAndNotOneMore() {
        List<Change> thousand = IntStream.range(0, 100)
                .mapToObj(i -> Change.create(RecordSet.simple("n" + i + ".example.com", "A", 30, addresses(i))))
                .toList();
        List<Change> upserts = thousand.stream()
                .limit(50)
                .map(change -> Change.upsert(change.set()))
                .toList();

        for (List<Change> full : List.of(thousand, upserts)) {
            assertThat(BatchRules.tooLarge(full)).isEmpty();
            assertThat(BatchRules.tooLarge(with(full, Change.create(PLAIN))))
                    .contains("Number of records limit of 1000 exceeded.");
        }
    }

    @Test
    void takes32000CharactersAndNotOneMore() {
        // 160 values of 200 characters, quotes included.
        List<Change> full = IntStream.range(0, 160)
                .mapToObj(i -> Change.delete(
                        RecordSet.simple("n" + i + ".example.com", "TXT", 30, "\"" + "x".repeat(198) + "\"")))
                .toList();

        assertThat(BatchRules.tooLarge(full)).isEmpty();
        assertThat(BatchRules.tooLarge(with(full, Change.create(PLAIN))))
                .contains("RDATA character limit of 32000 exceeded.");
    }

    @Test
    void takesOneSetTwiceOnlyAsDeleteThenCreate() {
        Change delete = Change.delete(PLAIN);
        Change create = Change.create(PLAIN.withTtl(60));
        Change upsert = Change.upsert(PLAIN.withTtl(60));

        assertThat(BatchRules.contradictory(List.of(delete, create))).isEmpty();
        assertThat(List.of(
                        List.of(delete, delete),
                        List.of(create, delete),
                        List.of(upsert, upsert),
                        List.of(delete, create, delete)))
                .allSatisfy(
                        changes -> assertThat(BatchRules.contradictory(changes)).containsExactly(PLAIN.key()));
    }

    private static List<Change> with(List<Change> changes, Change more) {
        List<Change> all = new ArrayList<>(changes);
        all.add(more);
        return all;
    }

    private static String[] addresses(int subnet) {
        return IntStream.range(0, 10).mapToObj(i -> "10.0." + subnet + "." + i).toArray(String[]::new);
    }

    private static RecordSet without(RecordSet set, boolean ttl, boolean weight) {
        return new RecordSet(
                set.name(),
                set.type(),
                set.setIdentifier(),
                weight ? Optional.empty() : set.weight(),
                ttl ? Optional.empty() : set.ttl(),
                set.values(),
                set.alias(),
                set.healthCheckId());
    }
}
