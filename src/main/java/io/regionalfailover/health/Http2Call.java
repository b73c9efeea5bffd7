package io.regionalfailover.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request over HTTP/2. The protocol is Netty's; its bytes go over a socket of ours, in the calling thread: so the address
 * that was checked is the one that is spoken to, the socket's deadline covers everything, and nothing is left behind.
 */
final class Http2Call implements AutoCloseable {

    /** The most a server may send in all. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_BODY = 16 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;

    /**
     * What is asked for.
     *
     * @param timeout in the form of {@code grpc-timeout}
     */
    record Head(String scheme, String authority, String path, String timeout) {}

    /**
     * What came back.
     *
     * @param fields of the head and the trailers
     * @param body at most 16 KiB
     * @param reset how the server broke off, if it did
     */
    record Answer(Map<String, String> fields, byte[] body, Optional<String> reset) {
        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }
    }

    /** Opens streams; what comes in passes through. */
    private static final class Streams extends Http2ChannelDuplexHandler {
        Http2FrameStream open() {
            return newStream();
        }
    }

    private final InputStream in;
    private final OutputStream out;
    private final Streams streams = new Streams();
    private final EmbeddedChannel protocol;
    private final Map<String, String> fields = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable String reset;
    private boolean ended;

    /**
     * @param in what the server sends, over a connection that is encrypted if it is to be
     * @param out takes what is sent to it; the caller closes both
     */
    Http2Call(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(
                        Http2Settings.defaultSettings().pushEnabled(false).maxHeaderListSize(MAX_HEADERS))
                .build();
        protocol = new EmbeddedChannel(codec, streams);
    }

    /** Sends the request and reads until the server has ended its answer, or broken it off. */
    Answer exchange(Head head, byte[] message) throws IOException, Http2Exception {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme(head.scheme())
                .authority(head.authority())
                .path(head.path())
                .add("content-type", "application/grpc")
                .add("te", "trailers")
                .add("grpc-timeout", head.timeout())
                .add("user-agent", "regional-failover-operator");
        Http2FrameStream stream = streams.open();
        step(() -> protocol.writeOutbound(
                new DefaultHttp2HeadersFrame(headers, false).stream(stream),
                new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(message), true).stream(stream)));
        byte[] buffer = new byte[8192];
        int total = 0;
        while (!ended) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("the connection ended early");
            }
            total += count;
            if (total > MAX_BYTES) {
                throw new HttpSyntaxException("the answer is longer than 256 KiB");
            }
            ByteBuf bytes = Unpooled.copiedBuffer(buffer, 0, count);
            step(() -> protocol.writeInbound(bytes));
            receive(stream);
        }
        return new Answer(Map.copyOf(fields), body.toByteArray(), Optional.ofNullable(reset));
    }

    /** Lets the protocol work and sends what it has to say, also when it has found a fault. */
    private void step(Runnable work) throws IOException, Http2Exception {
        try {
            work.run();
        } catch (Exception e) {
            // Netty throws checked exceptions unannounced.
            if (e instanceof Http2Exception fault) {
                throw fault;
            }
            throw new HttpSyntaxException("HTTP/2 broke off: " + e.getClass().getSimpleName());
        } finally {
            for (ByteBuf next = protocol.readOutbound(); next != null; next = protocol.readOutbound()) {
                next.readBytes(out, next.readableBytes());
                next.release();
            }
            out.flush();
        }
    }

    private void receive(Http2FrameStream stream) throws IOException {
        for (Object frame = protocol.readInbound(); frame != null; frame = protocol.readInbound()) {
            try {
                take(frame, stream);
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
    }

    private void take(Object frame, Http2FrameStream stream) throws IOException {
        switch (frame) {
            case Http2HeadersFrame headers
            when stream.equals(headers.stream()) -> {
                headers.headers()
                        .forEach(field -> fields.put(
                                field.getKey().toString(), field.getValue().toString()));
                boolean interim = fields.getOrDefault(":status", "").startsWith("1");
                ended |= headers.isEndStream() && !interim;
            }
            case Http2DataFrame data
            when stream.equals(data.stream()) -> {
                if (body.size() + data.content().readableBytes() > MAX_BODY) {
                    throw new HttpSyntaxException("the answer is longer than 16 KiB");
                }
                data.content().readBytes(body, data.content().readableBytes());
                ended |= data.isEndStream();
            }
            case Http2ResetFrame broken when stream.equals(broken.stream()) -> end(broken.errorCode());
            case Http2GoAwayFrame leaving when leaving.lastStreamId() < stream.id() -> end(leaving.errorCode());
            default -> {
                // Settings, pings and windows are the protocol's own business.
            }
        }
    }

    private void end(long errorCode) {
        Http2Error error = Http2Error.valueOf(errorCode);
        reset = error == null ? "HTTP/2 error " + errorCode : error.name();
        ended = true;
    }

    /** Gives buffers back; the socket is the caller's. */
    @Override
    public void close() {
        try {
            protocol.finishAndReleaseAll();
        } catch (RuntimeException e) {
            // A fault of the protocol was reported when it was found.
        }
    }
}
