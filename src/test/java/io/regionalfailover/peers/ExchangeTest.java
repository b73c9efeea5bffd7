package io.regionalfailover.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.peers.VirtualLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Three instances that tell each other what they see. */
class ExchangeTest {
    private static final CheckKey CHECK = new CheckKey("east", "frontend");
    private static final String PROBE = "00000000000000aa";
    private static final Duration LONG = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final VirtualLine line = new VirtualLine(time);
    private final Map<String, String> board = new HashMap<>();
    private final List<String> boardless = new ArrayList<>();
    private final List<String> refusesNext = new ArrayList<>();
    private final Instance east = new Instance("east", 1);
    private final Instance west = new Instance("west", 2);
    private final Instance north = new Instance("north", 3);

    /** One instance, and what it was told of. */
    private final class Instance implements SignBoard {
        final String name;
        Exchange exchange;
        final List<String> changed = new ArrayList<>();

        Instance(String name, int process) {
            this.name = name;
            exchange = make(process);
        }

        private Exchange make(int process) {
            Exchange made = new Exchange(
                    new Author("test", name, "%016x".formatted(process)),
                    List.of("https://east", "https://west", "https://north"),
                    line.from("https://" + name),
                    policy -> Optional.of(policy.equals("shop/" + name)),
                    time,
                    time);
            line.open("https://" + name, made.desk());
            made.boards(Map.of("account", this));
            made.regions(Set.of("east", "west", "north"));
            made.start(new Exchange.Listener() {
                @Override
                public void changed(String policy) {
                    changed.add(policy);
                }

                @Override
                public void heard(Instant at) {}
            });
            return made;
        }

        void restart(int process) {
            exchange.close();
            exchange = make(process);
        }

        void die() {
            exchange.close();
            line.shut("https://" + name);
        }

        @Override
        public CompletableFuture<Optional<Map<String, String>>> read(Set<String> regions) {
            if (boardless.contains(name)) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            Map<String, String> found = new HashMap<>(board);
            found.keySet().retainAll(regions);
            return CompletableFuture.completedFuture(Optional.of(found));
        }

        @Override
        public CompletableFuture<Boolean> leave(long count) {
            if (boardless.contains(name) || refusesNext.remove(name)) {
                return CompletableFuture.completedFuture(false);
            }
            board.put(name, exchange + " " + count);
            return CompletableFuture.completedFuture(true);
        }

        void sees(Outcome outcome, int streak) {
            Observation seen = Observation.NONE;
            for (int i = 0; i < streak; i++) {
                seen = seen.then(outcome, time.instant(), time.instant(), outcome == Outcome.PASSING ? "" : "NXDOMAIN");
            }
            exchange.say(
                    new PolicyReport(
                            "shop/checkout",
                            "00000000000000bb",
                            7,
                            List.of(new CheckReport(CHECK, PROBE, seen)),
                            List.of()),
                    LONG);
        }

        Company company() {
            return exchange.company("shop/checkout", "account");
        }

        Standing standing(Instance of) {
            return company().members().stream()
                    .filter(member -> member.name().endsWith(of.name))
                    .findFirst()
                    .orElseThrow()
                    .standing();
        }

        Observation seen(Instance by) {
            return company().views(Map.of(CHECK, PROBE)).stream()
                    .filter(view -> view.name().equals(by.name))
                    .map(view -> view.of(CHECK))
                    .findFirst()
                    .orElse(Observation.NONE);
        }
    }

    private void pass(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1_000)));
    }

    @Test
    void whoMayBeOneselfIsNotCounted() {
        pass(5);
        assertThat(east.company().members()).extracting(Company.Member::name).containsExactly("west", "north");
        assertThat(east.company().denominator()).isEqualTo(3);
        assertThat(east.standing(west)).isEqualTo(Standing.VOTING);
    }

    @Test
    void whatIsSeenIsToldAtOnce() {
        pass(5);
        east.changed.clear();
        west.sees(Outcome.FAILING, 3);
        pass(0.1);
        assertThat(east.seen(west).outcome()).isEqualTo(Outcome.FAILING);
        assertThat(east.seen(west).streak()).isEqualTo(3);
        assertThat(east.changed).contains("shop/checkout");
    }

    @Test
    void whatALostMessageSaidIsSaidAgain() {
        west.sees(Outcome.PASSING, 20);
        pass(5);
        line.cut("https://west", "https://east");
        west.sees(Outcome.FAILING, 3);
        pass(3);
        line.mend();
        pass(4);
        assertThat(east.seen(west).outcome()).isEqualTo(Outcome.FAILING);
    }

    /** Who begins anew says everything; the next message would wipe that out, if the first had arrived and it said nothing. */
    @Test
    void whatAFirstMessageSaidIsSaidAgainWhereItsAnswerWasLost() {
        pass(5);
        line.cut("https://east", "https://west");
        west.restart(9);
        west.sees(Outcome.FAILING, 3);
        pass(8);
        line.mend();
        pass(4);
        assertThat(east.standing(west)).isEqualTo(Standing.VOTING);
        assertThat(east.seen(west).outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void aQuietFleetSaysLittle() {
        pass(5);
        west.sees(Outcome.PASSING, 20);
        pass(2);
        long before = line.messages();
        for (int i = 0; i < 60; i++) {
            west.sees(Outcome.PASSING, 21 + i);
            pass(1);
        }
        assertThat(line.messages() - before)
                .as("two peers each, once a second, three instances")
                .isLessThan(400);
        assertThat(east.seen(west).outcome()).isEqualTo(Outcome.PASSING);
    }

    @Test
    void ofChecksThatTrySomethingElseNothingIsTaken() {
        west.sees(Outcome.FAILING, 3);
        pass(5);
        assertThat(east.company()
                        .views(Map.of(CHECK, "00000000000000cc"))
                        .getFirst()
                        .observations())
                .isEmpty();
    }

    @Test
    void whoIsSilentCountsUntilItsHeartbeatStandsStill() {
        west.sees(Outcome.PASSING, 20);
        pass(5);
        west.die();
        pass(4.5);
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
        assertThat(east.company().denominator()).isEqualTo(3);
        assertThat(east.seen(west)).isEqualTo(Observation.NONE);
        pass(5.5);
        assertThat(east.standing(west)).isEqualTo(Standing.GONE);
        assertThat(east.company().denominator()).isEqualTo(2);
    }

    @Test
    void whoIsCutOffAndAliveNeverCeasesToCount() {
        pass(5);
        for (Instance other : List.of(east, north)) {
            line.cut("https://west", "https://" + other.name);
            line.cut("https://" + other.name, "https://west");
        }
        for (int i = 0; i < 600; i++) {
            pass(1);
            assertThat(east.standing(west)).isNotEqualTo(Standing.GONE);
            assertThat(west.standing(east)).isNotEqualTo(Standing.GONE);
        }
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
        assertThat(east.standing(north)).isEqualTo(Standing.VOTING);
        line.mend();
        pass(4);
        assertThat(east.standing(west)).isEqualTo(Standing.VOTING);
    }

    @Test
    void inOneDirectionIsNotEnough() {
        pass(5);
        line.cut("https://east", "https://west");
        pass(6);
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
        assertThat(west.standing(east)).isEqualTo(Standing.UNHEARD);
    }

    @Test
    void whoCannotReadTheZoneDropsNobody() {
        pass(5);
        boardless.add("east");
        west.die();
        pass(600);
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
        assertThat(north.standing(west)).isEqualTo(Standing.GONE);
    }

    /** The provider throttles, or other changes are under way: then a peer may be as unable to leave its sign. */
    @Test
    void whoCannotLeaveItsOwnSignDropsNobodyAndTriesAgainAtOnce() {
        pass(5);
        west.die();
        for (int i = 0; i < 100; i++) {
            refusesNext.add("east");
            pass(5.5);
            assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
        }
        assertThat(north.standing(west)).isEqualTo(Standing.GONE);
        pass(9);
        assertThat(east.standing(west)).isEqualTo(Standing.GONE);
    }

    @Test
    void whoDeclinesIsAliveWithoutAVote() {
        pass(5);
        line.decline("https://west", "401");
        west.exchange.close();
        pass(60);
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
    }

    @Test
    void whoComesBackCountsAgain() {
        pass(5);
        west.die();
        pass(30);
        assertThat(east.standing(west)).isEqualTo(Standing.GONE);
        west.restart(22);
        west.sees(Outcome.FAILING, 1);
        pass(4);
        assertThat(east.standing(west)).isEqualTo(Standing.VOTING);
        assertThat(east.seen(west).streak()).isEqualTo(1);
    }

    @Test
    void whatAnEndedProcessSaidIsVoid() {
        west.sees(Outcome.FAILING, 9);
        pass(5);
        west.restart(22);
        pass(4);
        assertThat(east.seen(west)).isEqualTo(Observation.NONE);
    }

    @Test
    void whoNeverWasHeardIsLookedForWhereNobodyStands() {
        east.die();
        pass(5);
        assertThat(north.company().denominator()).isEqualTo(3);
        pass(8);
        assertThat(north.company().denominator()).isEqualTo(2);
        assertThat(north.standing(west)).isEqualTo(Standing.VOTING);
    }

    @Test
    void aLoopThatSaysNothingMoreLosesItsVotes() {
        pass(5);
        Observation failing = Observation.NONE.then(Outcome.FAILING, time.instant(), time.instant(), "down");
        west.exchange.say(
                new PolicyReport(
                        "shop/checkout",
                        "00000000000000bb",
                        1,
                        List.of(new CheckReport(CHECK, PROBE, failing)),
                        List.of()),
                Duration.ofSeconds(10));
        pass(5);
        assertThat(east.seen(west).outcome()).isEqualTo(Outcome.FAILING);
        pass(10);
        assertThat(east.seen(west)).isEqualTo(Observation.NONE);
    }

    @Test
    void oldMessagesThatASleeperFindsProveNothing() throws MalformedMessageException {
        pass(5);
        // What west said long ago waits in the socket of an instance that slept and is read only now.
        List<byte[]> kept = new ArrayList<>();
        line.open("https://east", new PeerDesk() {
            @Override
            public Reply told(byte[] message) {
                kept.add(message);
                return new Reply(503, new byte[0]);
            }

            @Override
            public Reply asked(String policy) {
                return new Reply(503, new byte[0]);
            }
        });
        west.sees(Outcome.FAILING, 3);
        pass(60);
        kept.forEach(east.exchange.desk()::told);
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
        assertThat(east.seen(west)).isEqualTo(Observation.NONE);
    }

    @Test
    void everybodyIsAskedForAPolicyThatGoes() {
        pass(3);
        assertThat(possession(east, "shop/west")).isInstanceOf(Possession.Somebody.class);
        assertThat(possession(east, "shop/east")).isInstanceOf(Possession.Nobody.class);
        west.die();
        assertThat(possession(east, "shop/east")).isInstanceOf(Possession.Unknown.class);
        assertThat(possession(east, "shop/north")).isInstanceOf(Possession.Somebody.class);
    }

    private Possession possession(Instance of, String policy) {
        CompletableFuture<Possession> asked = of.exchange.possession(policy);
        pass(3);
        return asked.join();
    }

    @Test
    void anotherInstallationHasNoVote() {
        Exchange stranger = new Exchange(
                new Author("other", "west", "00000000000000ff"),
                List.of("https://east"),
                line.from("https://west"),
                policy -> Optional.of(false),
                time,
                time);
        line.open("https://west", stranger.desk());
        west.exchange.close();
        pass(10);
        assertThat(east.standing(west)).isEqualTo(Standing.UNHEARD);
    }

    @Test
    void aWholeFleetOfPoliciesIsToldInPieces() {
        pass(3);
        for (int i = 0; i < 3_000; i++) {
            Observation seen = Observation.NONE.then(Outcome.FAILING, time.instant(), time.instant(), "x".repeat(256));
            west.exchange.say(
                    new PolicyReport(
                            "shop/p" + i,
                            "00000000000000bb",
                            1,
                            List.of(new CheckReport(CHECK, PROBE, seen)),
                            List.of()),
                    LONG);
        }
        pass(2);
        assertThat(east.exchange.company("shop/p2999", "account").views(Map.of(CHECK, PROBE)))
                .extracting(view -> view.of(CHECK).outcome())
                .contains(Outcome.FAILING);
    }
}
