package io.regionalfailover.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The front ends of all policies in both regions, at one port of two loopback addresses; a group of them fails together. */
final class Endpoints implements AutoCloseable {
    /** The regions and their addresses. */
    static final Map<String, String> ADDRESSES = Map.of("us-east-1", "127.0.0.1", "us-west-2", "127.0.0.2");

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final int port;

    Endpoints() {
        int found = 0;
        for (Map.Entry<String, String> region : ADDRESSES.entrySet()) {
            HttpServer server = listen(region.getValue(), found);
            found = server.getAddress().getPort();
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(region.getKey(), exchange));
            server.start();
            servers.add(server);
        }
        port = found;
    }

    private static HttpServer listen(String address, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(address, port), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String region, HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String group = exchange.getRequestURI().getPath().split("/")[1];
            boolean fails = failing.contains(region) || failing.contains(region + "/" + group);
            byte[] body = (fails ? "down" : "ok").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What is probed of a policy, for a check's {@code url}. */
    String url(int policy, int group) {
        return "http://{target}:" + port + "/" + group + "/" + policy;
    }

    /** A whole region fails, or is well again. */
    void fail(String region, boolean fails) {
        set(region, fails);
    }

    /** A group of policies fails in a region, or is well again. */
    void fail(String region, int group, boolean fails) {
        set(region + "/" + group, fails);
    }

    private void set(String what, boolean fails) {
        if (fails) {
            failing.add(what);
        } else {
            failing.remove(what);
        }
    }

    void healAll() {
        failing.clear();
    }

    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
