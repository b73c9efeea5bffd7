package io.regionalfailover.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTest {
    /** More than what sockets on both sides hold by themselves. */
    private static final int LARGE = 16 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Stream> opened = new CompletableFuture<>();
    private final int port = serve();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private int serve() {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            request.response().setChunked(true);
            opened.complete(new Stream(request.response(), vertx.getOrCreateContext()));
        });
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static byte[] frame() {
        byte[] frame = new byte[LARGE];
        new Random(7).nextBytes(frame);
        return frame;
    }

    @Test
    void aLargeFrameArrivesWholeAndInOrder() throws Exception {
        byte[] first = frame();
        byte[] second = "and that".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        Thread.startVirtualThread(() -> read(read));
        Stream stream = opened.get(10, TimeUnit.SECONDS);
        stream.send(first);
        stream.send(second);
        await().until(stream::keepsUp);
        stream.end();

        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        assertThat(Arrays.equals(read.get(10, TimeUnit.SECONDS), all.toByteArray()))
                .isTrue();
    }

    private void read(CompletableFuture<byte[]> read) {
        try (InputStream body =
                URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
            read.complete(body.readAllBytes());
        } catch (IOException e) {
            read.completeExceptionally(e);
        }
    }

    @Test
    void whoReadsNothingDoesNotKeepUpUntilItReads() throws Exception {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Stream stream = opened.get(10, TimeUnit.SECONDS);
            stream.send(frame());

            assertThat(stream.keepsUp()).isFalse();
            InputStream body = socket.getInputStream();
            assertThat(body.readNBytes(LARGE / 2)).hasSize(LARGE / 2);
            assertThat(stream.keepsUp()).as("half of it was read").isFalse();
            assertThat(body.readNBytes(LARGE / 2)).hasSize(LARGE / 2);
            await().until(stream::keepsUp);
        }
    }
}
