package io.regionalfailover.testing.http;

import io.regionalfailover.testing.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/1.1 endpoint on loopback that behaves as scripted, also badly. The script can be changed at any time, for all
 * paths or for one; the endpoint can be stopped (connections are then refused) and started again on the same port. Every
 * request is kept. One connection serves one request.
 */
public final class ScriptedHttpEndpoint implements AutoCloseable {

    private final InetSocketAddress address;
    private final Optional<TestCertificate> certificate;
    private final AtomicReference<HttpScript> script = new AtomicReference<>(HttpScript.ok());
    private final Map<String, HttpScript> scriptsByPath = new ConcurrentHashMap<>();
    private final Map<String, HttpScript> scriptsByHeader = new ConcurrentHashMap<>();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Thread acceptor;

    private ScriptedHttpEndpoint(InetSocketAddress wanted, Optional<TestCertificate> certificate) throws IOException {
        this.certificate = certificate;
        this.listener = listen(wanted);
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
        this.acceptor = serve(listener);
    }

    /** Starts an endpoint on 127.0.0.1 and a free port that says 200 {@code ok} to everything. */
    public static ScriptedHttpEndpoint start() {
        return start("127.0.0.1", 0);
    }

    /**
     * Starts an endpoint that says 200 {@code ok} to everything.
     *
     * @param address a loopback address
     * @param port the port, or 0 for a free one
     */
    public static ScriptedHttpEndpoint start(String address, int port) {
        try {
            return new ScriptedHttpEndpoint(at(address, port), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts an endpoint on 127.0.0.1 and a free port that speaks TLS.
     *
     * @param certificate what it shows
     */
    public static ScriptedHttpEndpoint startTls(TestCertificate certificate) {
        try {
            return new ScriptedHttpEndpoint(at("127.0.0.1", 0), Optional.of(certificate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts one endpoint on each address, all on the same port, so that one URL pattern fits all of them.
     *
     * @param addresses loopback addresses, e.g. {@code 127.0.0.1} and {@code 127.0.0.2}
     */
    public static List<ScriptedHttpEndpoint> startTogether(String... addresses) {
        int port = FreePort.on(addresses);
        return Stream.of(addresses).map(address -> start(address, port)).toList();
    }

    /** Returns the port. */
    public int port() {
        return address.getPort();
    }

    /** Returns address and port. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Returns the URL of a path here.
     *
     * @param path the path, with its leading slash
     */
    public String url(String path) {
        String host = address.getAddress().getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return (certificate.isPresent() ? "https://" : "http://") + literal + ":" + port() + path;
    }

    /**
     * Sets the behaviour of every path without a script of its own.
     *
     * @param behaviour what happens from the next connection on
     * @return this endpoint
     */
    public ScriptedHttpEndpoint script(HttpScript behaviour) {
        script.set(behaviour);
        return this;
    }

    /**
     * Sets the behaviour of one path. What happens before a request is read ({@code HangAfterAccept}, {@code Reset}) cannot
     * depend on the path.
     *
     * @param path the path without query
     * @param behaviour what happens from the next request on
     * @return this endpoint
     */
    public ScriptedHttpEndpoint script(String path, HttpScript behaviour) {
        scriptsByPath.put(path, behaviour);
        return this;
    }

    /**
     * Sets what requests with a certain value of a header meet, whatever their path, until {@link #forget}.
     *
     * @param header the header's name
     * @param value its whole value
     * @param behaviour what happens from the next request on
     */
    public void scriptFor(String header, String value, HttpScript behaviour) {
        scriptsByHeader.put(header + ": " + value, behaviour);
    }

    /** Takes back {@link #scriptFor}. */
    public void forget(String header, String value) {
        scriptsByHeader.remove(header + ": " + value);
    }

    /** Returns the requests received so far, oldest first. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Returns the number of connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Returns the number of connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Stops listening and cuts every connection: new ones are refused until {@link #resume}. */
    public synchronized void stop() {
        try {
            listener.close();
            // The host goes on accepting until the blocked accept has returned.
            acceptor.join();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens again, on the same port. */
    public synchronized void resume() {
        try {
            listener = listen(address);
            acceptor = serve(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port == 0 ? FreePort.on(address) : port);
    }

    private static ServerSocket listen(InetSocketAddress wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(wanted, 256);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Thread serve(ServerSocket socket) {
        return Thread.ofVirtual().name("http-" + socket.getLocalPort()).start(() -> acceptAll(socket));
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                open.add(connection);
                Thread.ofVirtual().start(() -> handle(connection));
            } catch (IOException e) {
                // One failed accept does not end the endpoint; a closed socket ends the loop.
            }
        }
    }

    private void handle(Socket connection) {
        try (connection) {
            HttpScript atAccept = script.get();
            if (atAccept instanceof HttpScript.Reset) {
                connection.setSoLinger(true, 0);
                return;
            }
            if (atAccept instanceof HttpScript.HangAfterAccept) {
                ScriptedReply.untilClientLeaves(connection);
                return;
            }
            Socket spoken = secured(connection);
            Optional<ReceivedRequest> request = ReceivedRequest.read(spoken.getInputStream());
            if (request.isPresent()) {
                requests.add(request.get());
                HttpScript forPath = Objects.requireNonNullElse(
                        scriptsByPath.get(request.get().path()), atAccept);
                ScriptedReply.perform(byHeader(request.get()).orElse(forPath), request.get(), spoken);
            }
        } catch (IOException e) {
            // The client gave up, which is what most scripts want to see.
        } finally {
            open.remove(connection);
        }
    }

    private Optional<HttpScript> byHeader(ReceivedRequest request) {
        return request.headers().entrySet().stream()
                .map(header -> Optional.ofNullable(scriptsByHeader.get(header.getKey() + ": " + header.getValue())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Socket secured(Socket connection) throws IOException {
        if (certificate.isEmpty()) {
            return connection;
        }
        SSLSocket secured = (SSLSocket) certificate
                .get()
                .serverContext()
                .getSocketFactory()
                .createSocket(connection, null, connection.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }
}
