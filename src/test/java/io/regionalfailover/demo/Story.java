package io.regionalfailover.demo;

import static org.awaitility.Awaitility.await;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.process.TiedProcess;
import io.regionalfailover.testing.route53.ApiRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** 20 October 2025, told in four parts. Each part ends when what it tells was seen, or fails with what was seen instead. */
final class Story {
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final Duration SLOWEST_SHIFT = Duration.ofSeconds(10);
    private static final int ANSWERS_IN_A_ROW = 20;
    private static final List<Integer> STEPS = List.of(25, 50, 100);

    private final World world;
    private final Path folder;
    private final Screen screen;
    private final Commands commands;
    private final Follower follower;
    private Instant broken = Instant.EPOCH;
    private Instant mended = Instant.EPOCH;
    private Instant left = Instant.EPOCH;

    Story(World world, Path folder, Screen screen) {
        this.world = world;
        this.folder = folder;
        this.screen = screen;
        this.commands = new Commands(world.controlPlane().kubeconfig());
        this.follower = new Follower(world, screen);
    }

    /**
     * Tells it.
     *
     * @throws DemoFailed when something did not happen
     */
    void tell() {
        apply();
        allIsWell();
        theNameStopsResolving();
        theNameComesBack();
        whatHappened();
    }

    Follower follower() {
        return follower;
    }

    private void apply() {
        screen.chapter("1  Two regions, one policy");
        commands.kubectl("apply", "-f", "crds");
        commands.kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", "crds");
        world.startOperator();
        waitFor("the operator is ready", Duration.ofSeconds(60), this::operatorIsReady);
        screen.ready("the operator", "java -jar target/quarkus-app/quarkus-run.jar, port " + world.operatorPort());
        Path examples = folder.resolve("examples");
        try {
            Files.createDirectories(examples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LocalExamples.write(world.places(), examples);
        commands.kubectl("create", "namespace", World.NAMESPACE);
        screen.command("kubectl apply -f examples/checkout/", commands.kubectl("apply", "-f", examples.toString()));
        screen.gap();
        screen.say("Addresses are this machine's, and times are shortened for those who watch: "
                + LocalExamples.SHORTENED.entrySet().stream()
                        .map(entry -> entry.getKey().replace(":", "") + " became "
                                + entry.getValue().substring(entry.getValue().indexOf(' ') + 1))
                        .collect(Collectors.joining(", "))
                + ".");
        screen.gap();
    }

    private boolean operatorIsReady() {
        return status("http://127.0.0.1:" + world.operatorPort() + "/q/health/ready") == 200;
    }

    private void stopIfTheOperatorEnded() {
        TiedProcess process = world.operator().orElseThrow();
        if (!process.isAlive()) {
            throw new DemoFailed("The operator ended by itself, with exit code "
                    + process.exitCode().orElse(-1) + ". Its last words:\n" + process.logTail(4));
        }
    }

    private void allIsWell() {
        waitFor(
                "the policy is steady",
                Duration.ofSeconds(60),
                () -> is("Steady")
                        && isTrue("Ready")
                        && isTrue("FailoverReady")
                        && follower.weights().equals(Map.of(Site.EAST, 100L, Site.WEST, 0L)));
        world.watch().start();
        awaitAnswers(Site.EAST);
        show();
        follower.skip();
    }

    private void theNameStopsResolving() {
        screen.chapter("2  20 October 2025: the database's name stops resolving in us-east-1 (the clock starts)");
        broken = Instant.now();
        screen.countFrom(broken);
        follower.databaseBroken(Optional.of(broken));
        world.databaseName(Site.EAST, false);
        screen.failure(broken, Site.EAST.database() + " does not exist any more (NXDOMAIN)");
        int frontend = status(world.frontendUrl(Site.EAST));
        screen.happened(Instant.now(), "the front end of us-east-1 says " + frontend + ", as if nothing were wrong");
        require(frontend == 200, "the front end of us-east-1 should have answered 200 and answered " + frontend);

        waitFor(
                "the traffic has left us-east-1",
                Duration.ofSeconds(40),
                () -> is("FailedOver") && follower.weights().equals(Map.of(Site.EAST, 0L, Site.WEST, 100L)));
        awaitAnswers(Site.WEST);
        List<ApiRequest> batches = follower.batchesSince(broken);
        require(
                batches.size() == 1,
                "one change batch should have moved the traffic, and there were " + batches.size());
        left = batches.getFirst().at();
        require(
                Duration.between(broken, left).compareTo(SLOWEST_SHIFT) <= 0,
                "the change should have been accepted within " + SLOWEST_SHIFT.toSeconds() + " s and was after "
                        + seconds(broken, left));
        show();
        why();
        require(isTrue("Ready") && isTrue("FailoverActive"), "Ready and FailoverActive should be True");
        require(
                status().message() != null && eastMessage().contains("NXDOMAIN"),
                "the status should name NXDOMAIN and says: " + eastMessage());
    }

    private void theNameComesBack() {
        screen.chapter("3  The name comes back, and the traffic follows step by step");
        mended = Instant.now();
        follower.databaseBroken(Optional.empty());
        world.databaseName(Site.EAST, true);
        screen.milestone(mended, Site.EAST.database() + " resolves again");
        waitFor(
                "all traffic is back in us-east-1",
                Duration.ofSeconds(90),
                () -> is("Steady") && follower.weights().equals(Map.of(Site.EAST, 100L, Site.WEST, 0L)));
        awaitAnswers(Site.EAST);
        List<Integer> steps = follower.easternPercentagesSince(mended);
        require(steps.equals(STEPS), "us-east-1 should have got " + STEPS + " percent, step by step, and got " + steps);
        show();
    }

    private void whatHappened() {
        screen.chapter("4  What happened, in seconds since the name stopped resolving");
        screen.printTimeline();
        DnsWatch watch = world.watch();
        int asked = watch.answers().size();
        screen.gap();
        screen.labelled(
                "DNS",
                "asked every 100 ms at both name servers: " + asked + " answers, "
                        + watch.count(Site.EAST) + " us-east-1, " + watch.count(Site.WEST) + " us-west-2, "
                        + watch.wrong() + " empty or wrong, " + watch.unanswered() + " questions without a reply");
        require(watch.wrong() == 0, "no answer may be empty or wrong, and " + watch.wrong() + " were");
        require(asked > 100, "there should be hundreds of answers, and there are " + asked);
        screen.passed("All of it happened: the change that moved the traffic was accepted " + seconds(broken, left)
                + " after the name stopped resolving, and no answer was ever empty.");
    }

    /** What a person would look at. */
    private void show() {
        screen.command("kubectl -n shop get fop", commands.kubectl("-n", World.NAMESPACE, "get", "fop"));
        String port = Integer.toString(world.nameserver().address().getPort());
        String command = "dig +short @127.0.0.1 -p " + port + " " + World.NAME;
        if (Commands.has("dig")) {
            screen.command(command, commands.run(List.of(command.split(" ", -1))));
        } else {
            try {
                screen.command(
                        command + "      (dig is not installed; asked all the same)",
                        world.watch().askOnce().orElse("nothing"));
            } catch (IOException e) {
                throw new DemoFailed("the name server did not answer: " + e.getMessage());
            }
        }
    }

    /** Why the traffic moved, in the policy's own words. */
    private void why() {
        FailoverPolicyStatus status = status();
        screen.gap();
        screen.labelled("status.message", String.valueOf(status.message()));
        screen.labelled("us-east-1", eastMessage());
        for (Condition condition : status.conditions()) {
            String message = condition.message().equals(status.message()) ? "" : ": " + condition.message();
            screen.labelled(condition.type(), condition.status() + "  " + condition.reason() + message);
        }
    }

    private String eastMessage() {
        return status().regions().stream()
                .filter(region -> region.name().equals(Site.EAST.region()))
                .map(region -> String.valueOf(region.message()))
                .findFirst()
                .orElse("");
    }

    private void awaitAnswers(Site site) {
        Instant from = Instant.now();
        waitFor("every answer is " + site.region(), Duration.ofSeconds(20), () -> {
            var answers = world.watch().answersSince(from);
            return answers.size() >= ANSWERS_IN_A_ROW
                    && answers.subList(answers.size() - ANSWERS_IN_A_ROW, answers.size()).stream()
                            .allMatch(answer -> answer.address()
                                    .filter(site.address()::equals)
                                    .isPresent());
        });
    }

    private void waitFor(String what, Duration atMost, BooleanSupplier seen) {
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .atMost(atMost)
                    .until(() -> {
                        stopIfTheOperatorEnded();
                        boolean now = seen.getAsBoolean();
                        follower.look();
                        return now;
                    });
        } catch (ConditionTimeoutException e) {
            throw new DemoFailed("Within " + atMost.toSeconds() + " s it should have come to this: " + what
                    + ". It did not. The policy says: "
                    + follower.status()
                            .map(status -> status.phase() + ", " + status.reason() + ", " + status.message() + ", "
                                    + status.conditions())
                            .orElse("nothing"));
        }
    }

    private boolean is(String phase) {
        return follower.status().filter(status -> phase.equals(status.phase())).isPresent();
    }

    private boolean isTrue(String type) {
        return follower.status().stream()
                .flatMap(status -> status.conditions().stream())
                .anyMatch(condition ->
                        condition.type().equals(type) && condition.status().equals("True"));
    }

    private FailoverPolicyStatus status() {
        return follower.status().orElseThrow(() -> new DemoFailed("the policy has no status"));
    }

    /** The status code of a GET, or 0 when there is no answer. */
    private static int status(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(1000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void require(boolean happened, String otherwise) {
        if (!happened) {
            throw new DemoFailed("It did not happen as it should: " + otherwise + ".");
        }
    }

    private static String seconds(Instant from, Instant to) {
        return "%.1f s".formatted(Duration.between(from, to).toMillis() / 1000.0);
    }
}
