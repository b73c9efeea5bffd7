package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.process.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command as it is shipped, run as people run it, against a real API server. A drain is everybody's, so nothing else runs beside. */
class KubectlFailoverIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);
    private static final Path FOLDER = Path.of("target", "acceptance");

    private static Path program = Path.of("");

    private final World world = World.usual();

    /** How a command ended. */
    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void build() throws Exception {
        Ended built = run(Map.of(), List.of("src/test/tools/plugin", "--no-build"));
        assertThat(built.code()).as(built.err()).isZero();
        try (Stream<Path> there = Files.list(Path.of("target", "plugin"))) {
            program = there.filter(path -> Files.isExecutable(path.resolve("kubectl-failover")))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    @AfterEach
    void nobodyOrdersAnything() {
        world.kube().resources(RegionDrain.class).delete();
    }

    @Test
    void aDrainIsShownAgreedToCarriedOutAndEnded() throws Exception {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            assertThat(failover("status", "-n", shop.namespace(), "--exit-code").code())
                    .isZero();

            Ended dry = failover("drain", EAST, "--for", "1h", "--reason", "new kernel", "--dry-run");
            assertThat(dry.code()).as(dry.err()).isZero();
            assertThat(dry.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                    .contains(
                            "at once " + shop.name() + " A weight " + EAST + " 100 0",
                            "at once " + shop.name() + " A weight " + WEST + " 0 100");
            Ended unasked = failover("drain", EAST, "--for", "1h", "--reason", "new kernel");
            assertThat(unasked.code()).isEqualTo(3);
            assertThat(unasked.err()).contains("input is no terminal");
            assertThat(drains()).isEmpty();

            Ended given = failover("drain", EAST, "--for", "1h", "--reason", "new kernel", "--yes");
            assertThat(given.code()).as(given.err()).isZero();
            assertThat(drains()).hasSize(1);
            assertThat(drains().getFirst().getSpec().requestedBy()).matches("[^@]+.*@.+");
            Shop.until("the west serves", () -> shop.zone().weights().equals(WEST_SERVES));
            shop.awaitPhase("FailedOver");

            Ended status = failover("status", "-n", shop.namespace(), "-o", "json", "--exit-code");
            assertThat(status.code()).isEqualTo(2);
            JsonNode policy =
                    new ObjectMapper().readTree(status.out()).get("policies").get(0);
            assertThat(policy.get("name").asText()).isEqualTo("shop");
            assertThat(policy.get("phase").asText()).isEqualTo("FailedOver");
            assertThat(policy.get("serving").asText()).isEqualTo(WEST + "=100");
            assertThat(failover("explain", shop.namespace() + "/shop").out())
                    .contains(EAST + " is drained", "new kernel", "kubectl failover undrain " + EAST);

            Ended refused = failover("drain", WEST, "--for", "1h", "--reason", "also", "--yes");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains(shop.namespace() + "/shop would be left without a region");

            assertThat(failover("undrain", EAST, "--yes").code()).isZero();
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(failover("history", "shop", "-n", shop.namespace()).out())
                    .contains("RegionDrained", "Last failover from " + EAST + " to " + WEST);
        }
    }

    @Test
    void aShiftMovesOnePolicyAndAFailbackBringsItHome() throws Exception {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("failback", "{mode: Manual, steps: [50, 100], stepInterval: 1s}"));
            shop.awaitSteady();
            Ended shift = failover(
                    "shift", "shop", "-n", shop.namespace(), "--away-from", EAST, "--for", "1h", "--reason", "r", "-y");
            assertThat(shift.code()).as(shift.err()).isZero();
            Shop.until("the west serves", () -> shop.zone().weights().equals(WEST_SERVES));
            shop.awaitPhase("FailedOver");

            Ended back = failover("failback", shop.namespace() + "/shop", "--reason", "done", "-y");
            assertThat(back.code()).as(back.err()).isZero();
            shop.awaitSteady();
            assertThat(shop.zone().history()).as("in the steps that were shown").contains(Map.of(EAST, 50L, WEST, 50L));
            assertThat(back.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                    .contains("after 1s " + shop.name() + " A weight " + EAST + " 50 100");
            assertThat(world.kube()
                            .resources(TrafficShift.class)
                            .inNamespace(shop.namespace())
                            .list()
                            .getItems())
                    .hasSize(2);
        }
    }

    @Test
    void whatTheApiServerRefusesIsSaidInASentence() throws Exception {
        Ended elsewhere = failover("status", "--context", "nowhere");
        assertThat(elsewhere.code()).isEqualTo(1);
        assertThat(elsewhere.err())
                .contains("the kubeconfig has no such context")
                .doesNotContain("\tat ");
        Ended missing = failover("status", "--kubeconfig", "/does/not/exist");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no such file");

        Path silent = Files.createTempFile("kubeconfig", ".yaml");
        Files.writeString(silent, """
                apiVersion: v1
                kind: Config
                current-context: silent
                contexts: [{name: silent, context: {cluster: silent, user: silent}}]
                clusters: [{name: silent, cluster: {server: "https://127.0.0.1:%d"}}]
                users: [{name: silent, user: {token: none}}]
                """.formatted(FreePort.on("127.0.0.1")));
        Ended silence = failover("status", "--kubeconfig", silent.toString());
        assertThat(silence.code()).isEqualTo(1);
        assertThat(silence.err())
                .contains("cannot list FailoverPolicies in all namespaces", "context silent", "does not answer")
                .doesNotContain("\tat ");
        Files.delete(silent);
    }

    @Test
    void kubectlFindsIt() throws Exception {
        String path = program + File.pathSeparator + System.getenv("PATH");
        Ended version =
                run(Map.of("PATH", path, "KUBECTL_FAILOVER_CACHE", "none"), List.of("kubectl", "failover", "-V"));
        assertThat(version.code()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("kubectl-failover ");
        Ended completed = run(
                Map.of("PATH", path, "KUBECTL_FAILOVER_CACHE", "none"),
                List.of("kubectl", "__complete", "failover", "rea"));
        assertThat(completed.out()).contains("readiness");
    }

    @Test
    void theFirstRunMakesACacheThatLaterRunsStartFrom() throws Exception {
        Path caches = Files.createTempDirectory(FOLDER, "cache").toAbsolutePath();
        // Behind a proxy, too, that leads nowhere.
        Map<String, String> environment =
                Map.of("KUBECTL_FAILOVER_CACHE", caches.toString(), "HTTPS_PROXY", "http://127.0.0.1:9");
        List<String> version = List.of(program.resolve("kubectl-failover").toString(), "--version");
        assertThat(run(environment, version).code()).isZero();
        Shop.until("a cache", () -> {
            try (Stream<Path> there = Files.list(caches)) {
                return there.anyMatch(path -> path.toString().endsWith(".aot"));
            }
        });
        Ended second = run(environment, version);
        assertThat(second.code()).isZero();
        assertThat(second.err()).isEmpty();
    }

    private List<RegionDrain> drains() {
        return world.kube().resources(RegionDrain.class).list().getItems();
    }

    private Ended failover(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(program.resolve("kubectl-failover").toString());
        command.addAll(List.of(arguments));
        return run(
                Map.of("KUBECONFIG", world.cluster().kubeconfig().toString(), "KUBECTL_FAILOVER_CACHE", "none"),
                command);
    }

    private static Ended run(Map<String, String> environment, List<String> command) throws Exception {
        Files.createDirectories(FOLDER);
        Path out = Files.createTempFile(FOLDER, "command", ".out");
        Path err = Files.createTempFile(FOLDER, "command", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(Shop.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end: " + Files.readString(out) + Files.readString(err));
        }
        Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }
}
