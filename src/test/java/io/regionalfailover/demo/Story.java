package io.regionalfailover.demo;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** 20 October 2025, told in four parts. Each part ends when what it tells was seen, or fails with what was seen instead. */
final class Story {
    private static final Duration SLOWEST_SHIFT = Duration.ofSeconds(12);
    private static final Path PICTURE = Path.of("target", "demo-timeline.svg");
    private static final List<Integer> STEPS = List.of(25, 50, 100);

    private final World world;
    private final Path folder;
    private final Screen screen;
    private final Commands commands;
    private final Follower follower;
    private final Witness witness;
    private Instant broken = Instant.EPOCH;
    private Instant mended = Instant.EPOCH;
    private Instant left = Instant.EPOCH;
    private Instant room = Instant.EPOCH;

    Story(World world, Path folder, Screen screen) {
        this.world = world;
        this.folder = folder;
        this.screen = screen;
        this.commands = new Commands(world.controlPlane().kubeconfig());
        this.follower = new Follower(world, screen);
        this.witness = new Witness(world, follower);
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
        screen.chapter("1  Two regions with a cluster each, a third for the operator, one policy");
        commands.kubectl("apply", "-f", "crds");
        commands.kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", "crds");
        world.startOperator();
        witness.waitFor("the operator is ready", Duration.ofSeconds(60), this::operatorIsReady);
        screen.ready("the operator", "java -jar target/quarkus-app/quarkus-run.jar, port " + world.operatorPort());
        Path examples = folder.resolve("examples");
        try {
            Files.createDirectories(examples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LocalExamples.write(world.places(), examples);
        commands.kubectl("create", "namespace", World.NAMESPACE);
        commands.kubectl("create", "namespace", World.OPERATOR_NAMESPACE);
        for (Site site : Site.values()) {
            String kubeconfig = world.cluster(site).controlPlane().kubeconfig().toString();
            commands.kubectl(
                    "-n",
                    World.OPERATOR_NAMESPACE,
                    "create",
                    "secret",
                    "generic",
                    site.region(),
                    "--from-file=kubeconfig=" + kubeconfig);
        }
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

    private void allIsWell() {
        witness.waitFor(
                "the policy is steady",
                Duration.ofSeconds(60),
                () -> witness.is("Steady")
                        && witness.isTrue("Ready")
                        && witness.isTrue("FailoverReady")
                        && witness.carries(100, 0));
        world.watch().start();
        witness.awaitAnswers(Site.EAST);
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

        witness.waitFor(
                "the traffic has left us-east-1",
                Duration.ofSeconds(40),
                () -> witness.is("FailedOver") && witness.carries(0, 100));
        witness.awaitAnswers(Site.WEST);
        List<PublishedPlan> plans = follower.plansSince(broken);
        require(plans.size() == 1, "one plan should have moved the traffic, and there were " + plans.size());
        left = plans.getFirst().at();
        room = follower.readySince(Site.WEST, Site.EAST.replicas(), broken)
                .orElseThrow(() -> new DemoFailed("us-west-2 never had the replicas ready that its traffic needs"));
        Instant turned = witness.firstAnswer(Site.WEST, broken);
        require(
                !turned.isBefore(room.minus(Witness.LOOK)),
                "us-west-2 should have had room before its first answer, and was answered first");
        require(
                Duration.between(broken, left).compareTo(SLOWEST_SHIFT) <= 0,
                "the plan should have been published within " + SLOWEST_SHIFT.toSeconds() + " s and was after "
                        + seconds(broken, left));
        show();
        why();
        require(witness.isTrue("Ready") && witness.isTrue("FailoverActive"), "Ready and FailoverActive should be True");
        require(
                witness.status().message() != null && eastMessage().contains("NXDOMAIN"),
                "the status should name NXDOMAIN and says: " + eastMessage());
    }

    private void theNameComesBack() {
        screen.chapter("3  The name comes back, and the traffic follows step by step");
        mended = Instant.now();
        follower.databaseBroken(Optional.empty());
        world.databaseName(Site.EAST, true);
        screen.milestone(mended, Site.EAST.database() + " resolves again");
        witness.waitFor(
                "all traffic is back in us-east-1",
                Duration.ofSeconds(90),
                () -> witness.is("Steady") && witness.carries(100, 0));
        witness.awaitAnswers(Site.EAST);
        List<Integer> steps = follower.plansSince(mended).stream()
                .map(plan -> plan.percent(Site.EAST))
                .toList();
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
                "the operator's own server, asked every 100 ms: " + asked + " answers, "
                        + watch.count(Site.EAST) + " us-east-1, " + watch.count(Site.WEST) + " us-west-2, "
                        + watch.wrong() + " empty or wrong, " + watch.unanswered() + " questions without a reply");
        require(watch.wrong() == 0, "no answer may be empty or wrong, and " + watch.wrong() + " were");
        require(asked > 100, "there should be hundreds of answers, and there are " + asked);
        draw();
        screen.passed("All of it happened: us-west-2 had room " + seconds(broken, room)
                + " after the name stopped resolving, its plan was published at " + seconds(broken, left)
                + ", and no answer was ever empty.");
    }

    private void draw() {
        try {
            Files.writeString(
                    PICTURE,
                    TimelinePicture.of(new TimelinePicture.Seen(
                            broken, Instant.now(), world.watch().answers(), follower.replicas(), screen.marks())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        screen.labelled("picture", PICTURE + " shows the same");
    }

    /** What a person would look at. */
    private void show() {
        screen.command("kubectl -n shop get fop", commands.kubectl("-n", World.NAMESPACE, "get", "fop"));
        screen.gap();
        for (Site site : Site.values()) {
            Replicas now = world.replicas(site);
            screen.labelled(
                    site.region(), now.ready() + " of " + now.desired() + " replicas of the application are ready");
        }
        String port = Integer.toString(world.nameserver().getPort());
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
        FailoverPolicyStatus status = witness.status();
        screen.gap();
        screen.labelled("status.message", String.valueOf(status.message()));
        screen.labelled("us-east-1", eastMessage());
        for (Condition condition : status.conditions()) {
            String message = condition.message().equals(status.message()) ? "" : ": " + condition.message();
            screen.labelled(condition.type(), condition.status() + "  " + condition.reason() + message);
        }
    }

    private String eastMessage() {
        return witness.status().regions().stream()
                .filter(region -> region.name().equals(Site.EAST.region()))
                .map(region -> String.valueOf(region.message()))
                .findFirst()
                .orElse("");
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
