package io.regionalfailover.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the demonstration from the project's folder and ends with 0 only if all of it happened. With {@code --keep} it stays up
 * afterwards until it is interrupted.
 */
final class Demo {
    private final Path folder;
    private final Screen screen;
    private final AtomicBoolean keepFolder = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    private Demo(Path folder, Screen screen) {
        this.folder = folder;
        this.screen = screen;
    }

    /**
     * Runs it.
     *
     * @param arguments {@code --keep}, or nothing
     * @throws IOException when no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        boolean terminal = System.console() != null && System.console().isTerminal();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Screen screen = new Screen(out, terminal && System.getenv("NO_COLOR") == null);
        Demo demo = new Demo(Files.createTempDirectory("regional-failover-demo-"), screen);
        System.exit(demo.run(arguments.length > 0 && arguments[0].equals("--keep")));
    }

    private int run(boolean keep) {
        screen.title("Regional Failover Operator: a region fails, and traffic moves");
        screen.say("Everything runs on this machine, on loopback, and ends with this demonstration."
                + " It takes about two minutes.");
        screen.gap();
        try (World world = start()) {
            Story story = new Story(world, folder, screen);
            story.tell();
            if (keep) {
                stayUp(world, story);
            }
            return 0;
        } catch (DemoFailed | IllegalStateException | UncheckedIOException e) {
            if (interrupted.get()) {
                return 130;
            }
            keepFolder.set(true);
            screen.failed(String.valueOf(e.getMessage()));
            screen.say("Logs are in " + folder);
            return 1;
        }
    }

    private World start() {
        World world = new World(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted.set(true);
            world.close();
            if (!keepFolder.get()) {
                delete(folder);
            }
        }));
        screen.ready("the operator's cluster", "etcd and kube-apiserver, real ones");
        for (Site site : Site.values()) {
            screen.ready(site.region(), "a cluster of its own; pods become ready, and run nothing");
            screen.ready(
                    "", "the application, " + site.replicas() + " replicas; its front end " + world.frontendUrl(site));
            screen.ready("", "database " + site.database());
        }
        return world;
    }

    private void stayUp(World world, Story story) {
        String nameserver = " @127.0.0.1 -p " + world.nameserver().getPort() + " ";
        Switches switches = new Switches(folder.resolve("break"), world, screen);
        screen.chapter("It stays up until you press Ctrl-C");
        screen.say("In another terminal:");
        screen.gap();
        screen.plain("   export KUBECONFIG=" + world.controlPlane().kubeconfig());
        screen.plain("   kubectl -n shop get fop -w");
        screen.plain("   kubectl -n shop describe fop checkout");
        screen.plain("   dig +short" + nameserver + World.NAME);
        screen.plain(
                "   dig +short" + nameserver + "_failover." + World.NAME + " TXT   # the plan, in the zone itself");
        screen.plain("   curl -s http://127.0.0.1:" + world.operatorPort() + "/q/metrics | grep ^regional_failover");
        screen.plain("   tail -f " + folder.resolve("operator.log"));
        screen.gap();
        screen.say("To break something, and to mend it (try both databases at once: nothing moves):");
        screen.gap();
        switches.commands().forEach(command -> screen.plain("   " + command));
        screen.gap();
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(200))
                .forever()
                .until(() -> {
                    switches.apply();
                    story.follower().look();
                    return false;
                });
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // A process that is ending may still write; what is left is in the temporary folder.
        }
    }
}
