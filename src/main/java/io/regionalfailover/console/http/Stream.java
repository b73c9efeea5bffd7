package io.regionalfailover.console.http;

import io.regionalfailover.console.Viewer;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A browser at the other end of a response that does not end. A frame is written piece by piece, as the browser reads, since all
 * that is handed to a response is copied.
 */
final class Stream implements Viewer {
    private static final int PIECE = 32 << 10;

    private final HttpServerResponse response;
    private final Context context;
    private volatile boolean behind;

    /** Touched on the context only, as is the number of bytes of the first that were written. */
    private final Queue<byte[]> frames = new ArrayDeque<>();

    private int written;

    /** @param context on which the response may be written to */
    Stream(HttpServerResponse response, Context context) {
        this.response = response;
        this.context = context;
        response.drainHandler(drained -> write());
    }

    @Override
    public boolean keepsUp() {
        return !behind;
    }

    @Override
    public void send(byte[] frame) {
        behind = true;
        context.runOnContext(ignored -> {
            frames.add(frame);
            write();
        });
    }

    private void write() {
        if (response.closed() || response.ended()) {
            frames.clear();
            return;
        }
        byte[] frame = frames.peek();
        while (frame != null && !response.writeQueueFull()) {
            int size = Math.min(PIECE, frame.length - written);
            var unused = response.write(Buffer.buffer(size).appendBytes(frame, written, size));
            written += size;
            if (written == frame.length) {
                frames.remove();
                written = 0;
                frame = frames.peek();
            }
        }
        behind = frame != null || response.writeQueueFull();
    }

    @Override
    public void end() {
        context.runOnContext(ignored -> {
            frames.clear();
            if (!response.closed() && !response.ended()) {
                var unused = response.end();
            }
        });
    }
}
