package io.regionalfailover.testing.controlplane;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Kubernetes control plane on 127.0.0.1: etcd and kube-apiserver, and when asked kube-controller-manager and
 * kwok. Several can run at a time. All of it ends when it is closed or this JVM ends, however that happens.
 *
 * <p>Differences from a cluster: without the controller manager nothing acts on objects, and a deleted namespace stays
 * {@code Terminating}, and the aggregated roles {@code view}, {@code edit} and {@code admin} grant nothing; there is never a scheduler, so pods need {@code nodeName}; pods have no service account; data is
 * not synced to disk.
 *
 * <p>Not thread-safe.
 */
public final class ControlPlane implements AutoCloseable {

    /** The node that kwok keeps Ready. */
    public static final String NODE = "node";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final ControlPlaneOptions options;
    private final Path directory;
    private final Binaries binaries;
    private final Credentials credentials;
    private final ReservedPort apiPort = ReservedPort.take();
    private final ReservedPort etcdPort = ReservedPort.take();
    private final ReservedPort etcdPeerPort = ReservedPort.take();
    private final CommandLines commands;
    private final List<TiedProcess> others = new ArrayList<>();
    private Optional<TiedProcess> apiServer = Optional.empty();

    private ControlPlane(ControlPlaneOptions options, Binaries binaries) throws IOException {
        this.options = options;
        this.binaries = binaries;
        this.directory = options.directory().isPresent()
                ? Files.createDirectories(options.directory().get()).toAbsolutePath()
                : Files.createTempDirectory("control-plane-");
        this.credentials = Credentials.create(directory, options.users());
        var audit = options.audit() ? Audit.prepare(directory) : List.<String>of();
        this.commands = new CommandLines(
                directory, credentials, audit, apiPort.number(), etcdPort.number(), etcdPeerPort.number());
    }

    /** Starts etcd and kube-apiserver, and returns when the API server is ready. */
    public static ControlPlane start() {
        return start(ControlPlaneOptions.apiServerOnly());
    }

    /**
     * Starts a control plane and returns when its API server is ready.
     *
     * @throws IllegalStateException when a program is missing (then it says how to build it) or does not become ready
     *     within two minutes (then it shows the end of its log and keeps the folder)
     */
    public static ControlPlane start(ControlPlaneOptions options) {
        var programs = new ArrayList<>(List.of("etcd", "kube-apiserver"));
        if (options.controllerManager()) {
            programs.add("kube-controller-manager");
        }
        if (options.kwok()) {
            programs.addAll(List.of("kwok", "kwok-stages.yaml"));
        }
        try {
            var controlPlane = new ControlPlane(options, Binaries.find(programs));
            try {
                controlPlane.startAll();
            } catch (IOException | RuntimeException e) {
                controlPlane.stopAll();
                throw e;
            }
            return controlPlane;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the API server, an {@code https} URL; it stays the same when the API server is started again. */
    public URI server() {
        return commands.apiServer();
    }

    /** The kubeconfig of the administrator. */
    public Path kubeconfig() {
        return kubeconfig(Credentials.ADMIN);
    }

    /**
     * The kubeconfig of a user. It holds server, certificate and token themselves and points to no other file.
     *
     * @throws IllegalArgumentException when the options name no such user
     */
    public Path kubeconfig(String user) {
        return kubeconfig(user, token(user));
    }

    /**
     * A kubeconfig, as the others, for somebody who signs in with a token of the API server's own making.
     *
     * @param name names the file
     */
    public Path kubeconfig(String name, String token) {
        try {
            var text = credentials.kubeconfig(name, token, server(), Files.readAllBytes(certificateAuthority()));
            // In one step: a program that was started with the file may be reading it at this moment.
            Path whole = Files.writeString(Files.createTempFile(directory, name, ".new"), text);
            return Files.move(whole, directory.resolve(name + ".kubeconfig"), ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bearer token of the administrator. */
    public String token() {
        return token(Credentials.ADMIN);
    }

    /**
     * The bearer token of a user.
     *
     * @throws IllegalArgumentException when the options name no such user
     */
    public String token(String user) {
        return credentials.token(user);
    }

    /** The PEM file with what the API server's certificate is verified by. */
    public Path certificateAuthority() {
        return commands.certificateAuthority();
    }

    /** The folder with data, keys and one log per process. */
    public Path directory() {
        return directory;
    }

    /** The pids of all processes that run now. */
    public List<Long> pids() {
        return processes().stream()
                .filter(TiedProcess::isAlive)
                .map(TiedProcess::pid)
                .toList();
    }

    /** Kills the API server: connections to it are refused from now on. What it has acknowledged stays in etcd. */
    public void stopApiServer() {
        runningApiServer().kill();
        apiServer = Optional.empty();
    }

    /**
     * Starts the API server again, at the same address, and returns when it is ready.
     *
     * @throws IllegalStateException when it runs already, or does not become ready within two minutes
     */
    public void startApiServer() {
        if (apiServer.isPresent()) {
            throw new IllegalStateException("the API server runs already; stop it first");
        }
        var started = start("kube-apiserver", commands.forApiServer());
        apiServer = Optional.of(started);
        try {
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes the API server: it accepts connections and answers nothing until {@link #resumeApiServer()}. */
    public void pauseApiServer() {
        runningApiServer().pause();
    }

    /** Lets a frozen API server go on. */
    public void resumeApiServer() {
        runningApiServer().resume();
    }

    /** Kills all processes, and removes the folder unless the options named one. */
    @Override
    public void close() {
        stopAll();
        if (options.directory().isEmpty()) {
            try {
                delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("the control plane has ended but " + directory + " is left", e);
            }
        }
    }

    @Override
    public String toString() {
        return "control plane " + server() + " in " + directory;
    }

    private void startAll() throws IOException {
        // The API server waits for etcd by itself, so both start at once.
        others.add(start("etcd", commands.forEtcd()));
        startApiServer();
        if (options.controllerManager()) {
            others.add(start("kube-controller-manager", commands.forControllerManager(kubeconfig())));
        }
        if (options.kwok()) {
            others.add(start("kwok", commands.forKwok(kubeconfig(), binaries.file("kwok-stages.yaml"))));
            createNode();
        }
    }

    private TiedProcess start(String program, List<String> arguments) {
        var command = new ArrayList<>(List.of(binaries.program(program)));
        command.addAll(arguments);
        return TiedProcess.command(directory.resolve(program + ".log"), command)
                .in(directory)
                .start();
    }

    private void createNode() throws IOException {
        try (var client = client()) {
            client.create("/api/v1/nodes", """
                    {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s"}}""".formatted(NODE));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitReady(TiedProcess server) throws IOException {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        // The server writes its certificate before it listens.
        while (!apiPort.isServed()) {
            pauseUnlessHopeless(server, deadline);
        }
        try (var client = client()) {
            while (!client.isReady()) {
                pauseUnlessHopeless(server, deadline);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void pauseUnlessHopeless(TiedProcess server, long deadline) {
        for (var process : processes()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(process + " ended with exit code "
                        + process.exitCode().orElse(-1) + " before the API server was ready; its last words:\n"
                        + process.logTail(20));
            }
        }
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(
                    server + " was not ready within " + START_TIMEOUT + "; its last words:\n" + server.logTail(20));
        }
        LockSupport.parkNanos(POLL_NANOS);
    }

    private ApiServerClient client() throws IOException {
        return new ApiServerClient(server(), token(), certificateAuthority());
    }

    private TiedProcess runningApiServer() {
        return apiServer.orElseThrow(() -> new IllegalStateException("the API server is stopped"));
    }

    private List<TiedProcess> processes() {
        var all = new ArrayList<>(others);
        apiServer.ifPresent(all::add);
        return all;
    }

    private void stopAll() {
        processes().forEach(TiedProcess::kill);
        List.of(apiPort, etcdPort, etcdPeerPort).forEach(ReservedPort::close);
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while starting the control plane", cause);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
