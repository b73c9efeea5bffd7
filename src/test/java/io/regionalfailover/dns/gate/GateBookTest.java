package io.regionalfailover.dns.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GateBookTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String P = "shop/checkout";
    private static final String Q = "shop/pay";
    private static final Set<String> NONE = Set.of();
    private static final Set<String> EAST = Set.of("east");
    private static final Set<String> WEST = Set.of("west");
    private static final Opinion STEADY = new Opinion(true, 1, true, EAST, NONE, NONE, NONE);
    private static final Opinion LEAVES_EAST = new Opinion(true, 1, true, EAST, EAST, EAST, NONE);
    private static final Opinion EAST_IS_WELL_AGAIN = STEADY;
    private static final Opinion FOLLOWED = new Opinion(true, 2, true, WEST, NONE, EAST, NONE);

    private final List<GateState> kept = new ArrayList<>();
    private final GateBook book = book("west", GateState.EMPTY);

    private GateBook book(String own, GateState remembered) {
        return new GateBook(Optional.of(own), remembered, START, kept::add);
    }

    @Test
    void aProcessThatHasJudgedNothingSaysNothing() {
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
        assertThat(book.word("west")).isEqualTo(GateWord.UNDECIDED);
        book.hear(P, new Opinion(false, 0, false, EAST, EAST, EAST, NONE), START);
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
        assertThat(book.word("west")).isEqualTo(GateWord.UNDECIDED);
    }

    @Test
    void keepsItsOwnRegionAlone() {
        book.hear(P, STEADY, START);
        assertThat(book.word("west")).isEqualTo(GateWord.KEEP);
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
    }

    @Test
    void evacuatesWhatEveryPolicyLeaves() {
        book.hear(P, LEAVES_EAST, START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(book.word("west")).isEqualTo(GateWord.KEEP);
    }

    @Test
    void onePolicyThatStaysKeepsTheRegion() {
        book.hear(Q, STEADY, START);
        book.hear(P, LEAVES_EAST, START);
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
        book.hear(Q, LEAVES_EAST, START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
    }

    @Test
    void aPolicyElsewhereHasNoSay() {
        book.hear(Q, new Opinion(true, 7, true, WEST, NONE, NONE, NONE), START);
        book.hear(P, LEAVES_EAST, START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
    }

    @Test
    void neverTwoRegionsAtOnce() {
        Set<String> both = Set.of("east", "north");
        book.hear(P, new Opinion(true, 1, true, both, both, both, NONE), START);
        assertThat(book.evacuated()).isEmpty();
        book.hear(P, new Opinion(true, 1, true, both, EAST, EAST, NONE), START);
        book.hear(P, new Opinion(true, 1, true, both, both, both, NONE), START);
        assertThat(book.evacuated()).containsExactly("east");
    }

    @Test
    void whatWasSaidIsSaidUntilTheWeightsHaveFollowed() {
        book.hear(P, LEAVES_EAST, START);
        book.hear(P, EAST_IS_WELL_AGAIN, START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(book.owed(P)).containsExactly("east");
        book.hear(P, new Opinion(true, 2, false, WEST, NONE, NONE, NONE), START);
        assertThat(book.word("east")).as("written, not yet in force").isEqualTo(GateWord.EVACUATE);
        assertThat(book.owed(P)).isEmpty();
        book.hear(P, new Opinion(true, 2, true, WEST, NONE, NONE, NONE), START);
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
    }

    @Test
    void aRegionThatAloneIsWellForSomebodyIsLetInUnlessItIsSickForOthers() {
        Opinion needsEast = new Opinion(true, 1, true, EAST, NONE, WEST, EAST);
        book.hear(P, LEAVES_EAST, START);
        book.hear(Q, LEAVES_EAST, START);
        book.hear(P, needsEast, START);
        assertThat(book.owed(P))
                .as("it may not be ordered away from the only one")
                .isEmpty();
        assertThat(book.word("east")).as("Q still leaves it").isEqualTo(GateWord.EVACUATE);
        book.hear(Q, new Opinion(true, 1, true, EAST, NONE, NONE, Set.of("east", "west")), START);
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
    }

    @Test
    void saidForAsLongAsTheRegionIsUnfit() {
        book.hear(P, LEAVES_EAST, START);
        book.hear(P, FOLLOWED, START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(book.owed(P)).isEmpty();
    }

    @Test
    void onlyTheWeightsOfAllPoliciesEndIt() {
        book.hear(P, LEAVES_EAST, START);
        book.hear(Q, EAST_IS_WELL_AGAIN, START);
        assertThat(book.owed(Q))
                .as("it came later, and the gate takes it along")
                .containsExactly("east");
        book.hear(P, new Opinion(true, 2, true, WEST, NONE, NONE, NONE), START);
        book.hear(Q, EAST_IS_WELL_AGAIN, START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
        book.hear(Q, new Opinion(true, 2, true, WEST, NONE, NONE, NONE), START);
        assertThat(book.word("east")).isEqualTo(GateWord.UNDECIDED);
    }

    @Test
    void anotherPlanThatStillServesARegionWhichIsToGoEndsNothing() {
        book.hear(P, LEAVES_EAST, START);
        book.hear(P, new Opinion(true, 2, true, EAST, EAST, EAST, NONE), START);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
    }

    @Test
    void survivesARestart() {
        book.hear(P, LEAVES_EAST, START);
        GateState found = GateState.parse(kept.getLast().text()).orElseThrow();
        GateBook next = book("west", found);
        assertThat(next.word("east")).isEqualTo(GateWord.EVACUATE);
        next.hear(P, EAST_IS_WELL_AGAIN, START);
        assertThat(next.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(next.owed(P)).containsExactly("east");
    }

    @Test
    void afterARestartNothingIsDecidedUntilEveryPolicyHasSpoken() {
        book.hear(P, STEADY, START);
        book.hear(Q, STEADY, START);
        GateBook next = book("west", kept.getLast());
        next.hear(P, LEAVES_EAST, START);
        assertThat(next.word("east")).isEqualTo(GateWord.UNDECIDED);
        assertThat(next.word("west")).isEqualTo(GateWord.UNDECIDED);
        next.hear(P, LEAVES_EAST, START.plus(GateBook.MISSED_FOR));
        assertThat(next.word("east")).isEqualTo(GateWord.EVACUATE);
    }

    @Test
    void aPolicyThatLeavesTheGateHoldsNothingAnyMore() {
        book.hear(Q, STEADY, START);
        book.hear(P, LEAVES_EAST, START);
        book.forget(Q);
        assertThat(book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(kept.getLast().policies()).containsExactly(P);
    }

    /** Two policies, every kind of opinion, every order of four of them. */
    @Test
    void overAllSequencesNothingIsSaidThatAPolicyDoesNotWantAndNothingIsTakenBackTooEarly() {
        List<Opinion> opinions = opinions();
        for (Opinion first : opinions) {
            for (Opinion second : opinions) {
                for (Opinion third : opinions) {
                    for (Opinion fourth : opinions) {
                        tell(List.of(first, second, third, fourth));
                    }
                }
            }
        }
    }

    private static List<Opinion> opinions() {
        List<Opinion> opinions = new ArrayList<>();
        for (long epoch : new long[] {1, 2}) {
            for (boolean inForce : new boolean[] {true, false}) {
                opinions.add(new Opinion(true, epoch, inForce, EAST, NONE, NONE, NONE));
                opinions.add(new Opinion(true, epoch, inForce, EAST, NONE, EAST, NONE));
                opinions.add(new Opinion(true, epoch, inForce, EAST, EAST, EAST, NONE));
                opinions.add(new Opinion(true, epoch, inForce, WEST, NONE, NONE, NONE));
            }
        }
        opinions.add(new Opinion(false, 0, false, NONE, NONE, EAST, NONE));
        return opinions;
    }

    private static void tell(List<Opinion> opinions) {
        GateBook told = new GateBook(Optional.of("west"), GateState.EMPTY, START, ignored -> {});
        Optional<Opinion> p = Optional.empty();
        Optional<Opinion> q = Optional.empty();
        for (int i = 0; i < opinions.size(); i++) {
            boolean before = told.word("east") == GateWord.EVACUATE;
            Opinion opinion = opinions.get(i);
            told.hear(i % 2 == 0 ? P : Q, opinion, START);
            p = i % 2 == 0 ? Optional.of(opinion) : p;
            q = i % 2 == 0 ? q : Optional.of(opinion);
            boolean after = told.word("east") == GateWord.EVACUATE;
            List<Opinion> now = Stream.of(p, q).flatMap(Optional::stream).toList();
            if (before != after && !now.stream().allMatch(each -> after ? wants(each) : lets(each))
                    || after
                            && !before
                            && now.stream().noneMatch(each -> each.serving().equals(EAST))) {
                fail("east is " + (after ? "evacuated" : "let in again") + " after " + opinions.subList(0, i + 1));
            }
        }
    }

    private static boolean wants(Opinion opinion) {
        return opinion.judged()
                && (!opinion.serving().equals(EAST) || opinion.out().equals(EAST));
    }

    /** The weights have followed, and east is fit: it has none, or has them by a later plan. */
    private static boolean lets(Opinion opinion) {
        return opinion.judged()
                && opinion.inForce()
                && opinion.unfit().isEmpty()
                && (!opinion.serving().equals(EAST) || opinion.epoch() > 1);
    }
}
