package io.regionalfailover.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;

/**
 * A cluster with some policies, the Route 53 that they publish at, and the front ends that they check. The operator finds them by
 * settings, as in a pod; once every policy has been published and reported, a file says so.
 */
public final class Scene {
    private static final int POLICIES = 20;

    private final Path folder;
    private final HttpsServer api;
    private final HttpServer plain;
    private final CannedCluster cluster;
    private final CannedRoute53 route53;

    private Scene(Path folder, LoopbackKey key) throws IOException, GeneralSecurityException {
        this.folder = folder;
        api = HttpsServer.create(loopback(), 0);
        api.setHttpsConfigurator(new HttpsConfigurator(key.tls()));
        plain = HttpServer.create(loopback(), 0);
        cluster = new CannedCluster(POLICIES, plain.getAddress().getPort());
        route53 = new CannedRoute53(POLICIES);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/", this::answerCluster);
        plain.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        plain.createContext("/" + CannedRoute53.VERSION + "/", this::answerRoute53);
        plain.createContext("/healthz", exchange -> send(exchange, 200, "text/plain", "ok"));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /**
     * Serves until it is ended.
     *
     * @param arguments a folder: {@code apiserver} and {@code route53}, addresses, and {@code ca.crt} are left there, and {@code done} at the end
     */
    public static void main(String... arguments) throws IOException, GeneralSecurityException {
        LoopbackKey key = LoopbackKey.make();
        Scene scene = new Scene(Path.of(arguments[0]), key);
        scene.api.start();
        scene.plain.start();
        scene.leave("ca.crt", key.certificatePem());
        scene.leave("apiserver", "https://127.0.0.1:" + scene.api.getAddress().getPort());
        scene.leave("route53", "http://127.0.0.1:" + scene.plain.getAddress().getPort());
    }

    /** Whole, or not at all; by several threads. */
    private synchronized void leave(String name, String text) throws IOException {
        Path next = Files.writeString(folder.resolve(name + ".next"), text);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void answerCluster(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (query != null && query.contains("watch=true")) {
            // Nothing will happen: it stays open until somebody ends.
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            return;
        }
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        CannedCluster.Answer answer =
                cluster.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), asked);
        send(exchange, answer.status(), "application/json", answer.body());
        if (cluster.isReported() && route53.isPublished()) {
            leave("done", "");
        }
    }

    private void answerRoute53(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        send(
                exchange,
                200,
                "text/xml",
                route53.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath()));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
