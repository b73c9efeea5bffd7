package io.regionalfailover.console.http;

import io.regionalfailover.console.Viewer;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/** A browser at the other end of a response that does not end. */
final class Stream implements Viewer {
    private final HttpServerResponse response;
    private final Context context;
    private volatile boolean full;

    /** @param context on which the response may be written to */
    Stream(HttpServerResponse response, Context context) {
        this.response = response;
        this.context = context;
        response.drainHandler(drained -> full = false);
    }

    @Override
    public boolean keepsUp() {
        return !full;
    }

    @Override
    public void send(String frame) {
        context.runOnContext(ignored -> {
            if (!response.closed() && !response.ended()) {
                var unused = response.write(frame);
                full = response.writeQueueFull();
            }
        });
    }

    @Override
    public void end() {
        context.runOnContext(ignored -> {
            if (!response.closed() && !response.ended()) {
                var unused = response.end();
            }
        });
    }
}
