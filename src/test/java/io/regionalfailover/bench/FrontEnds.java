package io.regionalfailover.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * The front ends of all policies in both regions, at one port of two loopback addresses. They do as little as an answer needs,
 * since they run on the cores that are measured. A path is {@code /POLICY/CHECK}.
 */
final class FrontEnds implements AutoCloseable {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    /** The regions and their addresses, in the order of preference. */
    static final Map<String, String> ADDRESSES = new TreeMap<>(Map.of(EAST, "127.0.0.1", WEST, "127.0.0.2"));

    private static final byte[] OK = answer("200 OK", "ok");
    private static final byte[] DOWN = answer("503 Service Unavailable", "down");
    private static final int BACKLOG = 4096;
    private static final int LONGEST_HEAD = 2048;

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final int port;
    private volatile boolean watched;

    /**
     * What a probe was answered.
     *
     * @param at when the answer had been sent
     */
    record Answer(Instant at, boolean failed) {}

    FrontEnds() {
        int found = 0;
        for (Map.Entry<String, String> region : ADDRESSES.entrySet()) {
            ServerSocket socket = listen(region.getValue(), found);
            found = socket.getLocalPort();
            sockets.add(socket);
            Thread.ofPlatform().daemon().start(() -> accept(region.getKey(), socket));
        }
        port = found;
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static ServerSocket listen(String address, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(String region, ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(region, connection));
            } catch (IOException e) {
                // Closed, or a peer that has gone already.
            }
        }
    }

    private void serve(String region, Socket connection) {
        try (connection) {
            String policy = policy(connection.getInputStream());
            requests.increment();
            boolean fails = failing.contains(region) || failing.contains(region + "/" + policy);
            connection.getOutputStream().write(fails ? DOWN : OK);
            if (watched) {
                answers.computeIfAbsent(region + "/" + policy, key -> new CopyOnWriteArrayList<>())
                        .add(new Answer(Instant.now(), fails));
            }
        } catch (IOException e) {
            // Whoever asked has gone.
        }
    }

    /** Reads the head of the request, and says which policy it is for. */
    private static String policy(InputStream in) throws IOException {
        byte[] head = new byte[LONGEST_HEAD];
        int length = 0;
        while (length < head.length && !endsHead(head, length)) {
            int read = in.read(head, length, head.length - length);
            if (read < 0) {
                throw new IOException("no request");
            }
            length += read;
        }
        String text = new String(head, 0, length, StandardCharsets.US_ASCII);
        int begin = text.indexOf('/') + 1;
        return text.substring(begin, text.indexOf('/', begin));
    }

    private static boolean endsHead(byte[] head, int length) {
        return length >= 4
                && head[length - 4] == '\r'
                && head[length - 3] == '\n'
                && head[length - 2] == '\r'
                && head[length - 1] == '\n';
    }

    /** What is probed of a policy, for a check's {@code url}. */
    String url(String host, String policy, int check) {
        return "http://" + host + ":" + port + "/" + policy + "/" + check;
    }

    /** Keeps in mind what is answered from now on. */
    void watch() {
        watched = true;
    }

    /** Keeps nothing in mind any more. */
    void ignore() {
        watched = false;
        answers.clear();
    }

    /** Forgets what was answered to a policy's probes. */
    void forget(String policy) {
        ADDRESSES.keySet().forEach(region -> answers.remove(region + "/" + policy));
    }

    /** A whole region, or {@code region/policy}, fails from now on. */
    void fail(String what) {
        failing.add(what);
    }

    /** It is well again. */
    void heal(String what) {
        failing.remove(what);
    }

    /**
     * When the last probe was answered that a move needs: as many failures in a row as the check has, and one success of the
     * region that takes over, after the first of them.
     *
     * @param failures in a row, at least 2
     */
    Optional<Instant> reasonToMove(String policy, String from, String to, int failures) {
        List<Answer> failed = answers.getOrDefault(from + "/" + policy, List.of()).stream()
                .filter(Answer::failed)
                .toList();
        if (failed.size() < failures) {
            return Optional.empty();
        }
        Instant last = failed.get(failures - 1).at();
        return answers.getOrDefault(to + "/" + policy, List.of()).stream()
                .filter(answer -> !answer.failed()
                        && answer.at().isAfter(failed.getFirst().at()))
                .map(answer -> answer.at().isAfter(last) ? answer.at() : last)
                .findFirst();
    }

    int port() {
        return port;
    }

    /** How many were answered. */
    long requests() {
        return requests.sum();
    }

    @Override
    public void close() {
        for (ServerSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        threads.shutdownNow();
    }
}
