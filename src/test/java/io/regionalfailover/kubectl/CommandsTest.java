package io.regionalfailover.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.kubectl.Typed.At;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String DRAIN = "drain us-east-1 --for 2h --reason \"kernel roll-out\"";

    private final RememberedCluster cluster = new RememberedCluster(List.of(
            PolicyFixture.steady("shop", "cart").placing().policy(),
            PolicyFixture.failedOver("shop", "checkout").policy()));
    private final RememberedCluster calm =
            new RememberedCluster(List.of(PolicyFixture.steady("shop", "cart").policy()));

    @Test
    void exitCodesAreForScripts() {
        assertThat(at(At.A_PIPE, "status").code()).isZero();
        assertThat(at(At.A_PIPE, "status --exit-code").code()).isEqualTo(2);
        assertThat(Typed.run(calm, At.A_PIPE, "status --exit-code").code()).isZero();
        assertThat(at(At.A_PIPE, "readiness --exit-code").code()).isEqualTo(2);
        assertThat(Typed.run(calm, At.A_PIPE, "readiness --exit-code").code()).isZero();
        assertThat(at(At.A_PIPE, "explain nobody").code()).isEqualTo(1);
        assertThat(at(At.A_PIPE, "status --nonsense").code()).isEqualTo(1);
        assertThat(at(At.A_PIPE, DRAIN).code()).isEqualTo(3);
        assertThat(at(At.A_PIPE, "--help").code()).isZero();
    }

    @Test
    void coloursAreForTerminals() {
        assertThat(at(At.A_PIPE, "status").out()).doesNotContain("\033");
        assertThat(at(At.SILENCE, "status").out()).contains("\033[");
        assertThat(at(At.SILENCE, "status --color never").out()).doesNotContain("\033");
        assertThat(at(At.A_PIPE, "status --color always").out()).contains("\033[");
        assertThat(at(At.SILENCE, "explain checkout --color=never").out()).doesNotContain("\033");
    }

    @Test
    void nothingIsGivenBeforeAPersonAgrees() {
        Typed silence = at(At.SILENCE, DRAIN);
        assertThat(silence.code()).isEqualTo(3);
        assertThat(silence.out()).contains("shop/cart", "web replicas", "cart.example.com A weight");
        assertThat(silence.err()).contains("Give this order? [y/N]", "Nothing was changed.");
        assertThat(cluster.drains).isEmpty();
        assertThat(cluster.rehearsals)
                .as("the API server is asked before a person is")
                .isEqualTo(1);

        assertThat(at(At.A_PIPE, DRAIN).err()).contains("input is no terminal", "--yes");
        assertThat(cluster.drains).isEmpty();

        assertThat(at(At.A_PIPE, DRAIN + " --dry-run").out()).contains("Dry run", "nothing was changed");
        assertThat(cluster.drains).isEmpty();
    }

    @Test
    void aDrainSaysWhoWhyAndUntilWhen() {
        assertThat(at(At.YES, DRAIN).out()).contains("RegionDrain us-east-1-x7k2p is given");
        assertThat(cluster.drains).hasSize(1);
        RegionDrain drain = cluster.drains.getFirst();
        assertThat(drain.getSpec().region()).isEqualTo("us-east-1");
        assertThat(drain.getSpec().reason()).isEqualTo("kernel roll-out");
        assertThat(drain.getSpec().requestedBy()).isEqualTo("jane@production");
        assertThat(drain.getSpec().until()).isEqualTo(Instant.parse("2026-11-23T06:10:00Z"));

        assertThat(at(At.A_PIPE, "undrain us-east-1 --dry-run").code()).isZero();
        assertThat(cluster.drains).hasSize(1);
        assertThat(at(At.A_PIPE, "undrain us-east-1").code()).isEqualTo(3);
        assertThat(at(At.A_PIPE, "undrain us-east-1 --yes").code()).isZero();
        assertThat(cluster.drains).isEmpty();
        assertThat(at(At.A_PIPE, "undrain us-east-1 --yes").err()).contains("in force is none");
    }

    @Test
    void aSecondDrainThatWouldLeaveNobodyIsNotEvenAsked() {
        assertThat(at(At.A_PIPE, DRAIN + " -y").code()).isZero();
        Typed second = at(At.A_PIPE, "drain us-west-2 --for 1h --reason also -y");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err())
                .contains("shop/cart would be left without a region", "kernel roll-out", "Nothing was changed");
        assertThat(cluster.drains).hasSize(1);
    }

    @Test
    void aShiftAndItsReturnNameTheirPolicy() {
        assertThat(at(At.A_PIPE, "shift shop/cart --away-from us-east-1 --for 30m --reason r --force -y")
                        .code())
                .isZero();
        assertThat(cluster.shifts.getFirst().getSpec())
                .satisfies(spec -> assertThat(spec.policies()).containsExactly("cart"))
                .satisfies(spec -> assertThat(spec.awayFrom()).containsExactly("us-east-1"))
                .satisfies(spec -> assertThat(spec.force()).isTrue());
        assertThat(at(At.A_PIPE, "failback checkout --reason \"it is well\" -y").code())
                .isZero();
        assertThat(cluster.shifts.getLast().getSpec())
                .satisfies(spec -> assertThat(spec.returnTo()).containsExactly("us-east-1"))
                .satisfies(spec -> assertThat(spec.until()).isEqualTo(Instant.parse("2026-11-23T05:10:00Z")));
        assertThat(at(At.A_PIPE, "failback cart --reason r -y").err()).contains("nothing is to be returned");
    }

    @Test
    void aDrillShowsWhatItMovesAndIsNotBegunUnasked() {
        assertThat(at(At.A_PIPE, "drill cart --region us-east-1").code()).isEqualTo(3);
        assertThat(cluster.drills).isEmpty();
        assertThat(at(At.A_PIPE, "drill cart --region us-east-1 --for 15m -y").out())
                .contains(
                        "shop/cart leaves us-east-1 for 15m and returns, now, if it is ready.",
                        "cart.example.com A weight",
                        "FailoverDrill shop/cart-drill-us-east-1-x7k2p is given");
        assertThat(cluster.drills.getFirst().getSpec()).satisfies(spec -> {
            assertThat(spec.policy()).isEqualTo("cart");
            assertThat(spec.region()).isEqualTo("us-east-1");
            assertThat(spec.duration()).isEqualTo("15m");
            assertThat(spec.schedule()).isNull();
        });
        assertThat(cluster.shifts).as("it only was shown as one").isEmpty();
    }

    @Test
    void aDrillThatWouldBeBlockedIsSaidBeforeAnybodyIsAsked() {
        assertThat(at(At.SILENCE, "drill checkout --region us-west-2").out())
                .contains(
                        "would not begin, and be Blocked after 5m: the policy is FailedOver, not Steady: us-east-1 is");
        assertThat(at(At.SILENCE, "drill cart --region us-east-1").out()).doesNotContain("Blocked");
        RememberedCluster unready = new RememberedCluster(List.of(PolicyFixture.steady("shop", "cart")
                .conditions(PolicyFixture.condition("FailoverReady", "False", "NoRoom", "no room is left"))
                .policy()));
        assertThat(Typed.run(unready, At.SILENCE, "drill cart --region us-east-1")
                        .out())
                .contains("Blocked after 5m: FailoverReady is False (NoRoom): no room is left.");
        assertThat(Typed.run(unready, At.SILENCE, "drill cart --region us-east-1 --schedule \"0 10 * * 2\"")
                        .out())
                .as("what stands in the way now says nothing of next Tuesday")
                .doesNotContain("Blocked");
    }

    @Test
    void aDrillThatRunsCountsAsAnOrder() {
        cluster.drills.add(PolicyFixture.drill(
                "shop", "cart", "{startedAt: \"2026-11-23T04:05:00Z\", until: \"2026-11-23T04:25:00Z\"}"));
        assertThat(at(At.A_PIPE, "explain cart").out())
                .contains("Leaving us-east-1 is rehearsed", "FailoverDrill shop/tuesdays", "at 04:25:00 UTC");
        assertThat(at(At.A_PIPE, "drill cart --region us-west-2 -y").err())
                .contains("shop/cart would be left without a region (", "FailoverDrill shop/tuesdays");
        calm.drills.addAll(cluster.drills);
        assertThat(Typed.run(calm, At.A_PIPE, "drain us-west-2 --for 1h --reason r -y")
                        .code())
                .as("a drill makes way for people's orders")
                .isZero();
        assertThat(calm.drains).hasSize(1);
    }

    @Test
    void aNameMeansOneDrainEvenIfARegionIsCalledTheSame() {
        cluster.drains.addAll(
                List.of(PolicyFixture.drain("us-east-1", "us-west-2"), PolicyFixture.drain("kernel", "us-east-1")));
        assertThat(at(At.A_PIPE, "undrain us-east-1 --yes").out()).contains("us-east-1 is ended.");
        assertThat(cluster.drains)
                .extracting(drain -> drain.getMetadata().getName())
                .containsExactly("kernel");
        assertThat(at(At.A_PIPE, "undrain us-east-1 --yes").out()).contains("kernel is ended.");
        assertThat(cluster.drains).isEmpty();
    }

    @Test
    void whereOneDrainCannotBeEndedWhatBecameOfTheOthersIsSaid() {
        for (String name : List.of("first", "second", "third")) {
            cluster.drains.add(PolicyFixture.drain(name, "us-east-1"));
        }
        cluster.kept.add("second");
        Typed typed = at(At.A_PIPE, "undrain us-east-1 --yes");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).contains("RegionDrain first is ended.").doesNotContain("second is", "third is");
        assertThat(typed.err())
                .contains("RegionDrain second: it stands as it did. Ended before that: first of us-east-1."
                        + " Not tried: third of us-east-1.")
                .doesNotContain("Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "simulate --nonsense", "simulate no-such-file.yaml"})
    void simulateEndsAsOtherCommandsDo(String command) {
        assertThat(at(At.A_PIPE, command).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drain mars --for 1h --reason r | Region mars does not exist; there are us-east-1, us-west-2",
                "drain us-east-1 --for 100h --reason r | --for 100h: an order lasts more than nothing and at most 72h",
                "drain us-east-1 --for soon --reason r | \"soon\" is not a duration: allowed are",
                "drain us-east-1 --for 1h | Missing required option: '--reason=TEXT'",
                "drill cart --region us-east-1 --for 30s -y | --for 30s: a drill lasts from 1m to 24h",
                "shift cart --away-from mars --for 1h --reason r | --away-from mars: FailoverPolicy shop/cart has no such region",
                "explain nobody | FailoverPolicy shop/nobody does not exist; in that namespace are shop/cart, shop/checkout",
                "undrain mars --yes | no drain in force has the name or region mars; in force is none",
                "status -n shop -A | -n shop and -A exclude each other",
                "status -o xml | Invalid value for option '-o'"
            })
    void errorsSayWhatWhereAndWhatIsAllowed(String command, String said) {
        Typed typed = at(At.A_PIPE, command);
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).startsWith("Error: ").contains(said).contains("Nothing was");
        assertThat(typed.err()).doesNotContain("Exception", "\tat ");
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "explain checkout", "readiness", "history checkout"})
    void programsGetDocuments(String command) {
        assertThat(at(At.SILENCE, command + " -o json").out()).startsWith("{").doesNotContain("\033");
        assertThat(at(At.SILENCE, command + " -o yaml").out()).startsWith("---").contains("name: \"checkout\"");
        assertThat(at(At.A_PIPE, command + " -o wide").code()).isZero();
    }

    @Test
    void aFaultOfOurOwnShowsNoStackTrace() {
        Session session = new Session(Typed.nobody(), InstantSource.fixed(PolicyFixture.NOW), (kubeconfig, context) -> {
            throw new IllegalStateException("a fault");
        });
        assertThat(KubectlFailover.commandLine(session).execute("status")).isEqualTo(1);
    }

    @Test
    void whatCouldFollowIsOffered() {
        Session session =
                new Session(Typed.nobody(), InstantSource.fixed(PolicyFixture.NOW), (kubeconfig, context) -> cluster);
        assertThat(Completion.of(KubectlFailover.commandLine(session), new String[] {"s"}))
                .containsExactly("shift", "simulate", "status", ":4");
        assertThat(Completion.of(KubectlFailover.commandLine(session), new String[] {"drain", "--re"}))
                .containsExactly("--reason", ":4");
    }

    private Typed at(At at, String command) {
        return Typed.run(cluster, at, command);
    }
}
