package io.regionalfailover.placement;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An answer's body as it arrives; one that is larger than any sensible answer is not read to its end. */
final class BoundedBody {
    private static final int LARGEST = 16 * 1024 * 1024;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    /** Sends a request. @return its status code, once all of the body is here */
    CompletableFuture<Integer> read(HttpClient http, HttpRequest request) {
        try {
            send(http, request);
        } catch (RuntimeException closed) {
            code.completeExceptionally(closed);
        }
        return code;
    }

    private void send(HttpClient http, HttpRequest request) {
        http.consumeBytes(request, this::take).whenComplete((response, failure) -> {
            if (failure != null) {
                code.completeExceptionally(failure);
                return;
            }
            response.body().done().whenComplete((done, broken) -> {
                if (broken != null) {
                    code.completeExceptionally(broken);
                } else {
                    code.complete(response.code());
                }
            });
            code.whenComplete((value, failed) -> {
                if (failed != null) {
                    response.body().cancel();
                }
            });
            response.body().consume();
        });
    }

    private void take(List<ByteBuffer> buffers, AsyncBody body) {
        synchronized (received) {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                received.writeBytes(bytes);
            }
            if (received.size() > LARGEST) {
                code.completeExceptionally(new IOException("the answer is larger than " + LARGEST + " bytes"));
                return;
            }
        }
        body.consume();
    }

    /** What has arrived. */
    byte[] bytes() {
        synchronized (received) {
            return received.toByteArray();
        }
    }
}
