package io.regionalfailover.testing.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Carries out one {@link HttpScript} on one connection. */
final class ScriptedReply {

    private static final int CHUNK = 16 * 1024;
    private static final String ENDLESS_HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    private ScriptedReply() {}

    static void perform(HttpScript script, ReceivedRequest request, Socket connection) throws IOException {
        OutputStream out = connection.getOutputStream();
        switch (script) {
            case HttpScript.Respond respond -> send(out, answer(respond, request));
            case HttpScript.HangAfterAccept() -> untilClientLeaves(connection);
            case HttpScript.HangAfterRequest() -> untilClientLeaves(connection);
            case HttpScript.HangAfterHead() -> {
                send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
                untilClientLeaves(connection);
            }
            case HttpScript.DripHead(Duration pause) ->
                drip(connection, answer((HttpScript.Respond) HttpScript.ok(), request), pause);
            case HttpScript.DripBody(Duration pause) -> {
                send(out, ENDLESS_HEAD);
                drip(connection, "x".repeat(1 << 20), pause);
            }
            case HttpScript.HugeBody(long bytes, boolean withLength) -> flood(out, bytes, withLength);
            case HttpScript.Reset() -> connection.setSoLinger(true, 0);
            case HttpScript.CloseAfterRequest() -> {}
            case HttpScript.Garbage() -> send(out, "220 mail.example.com ESMTP ready\r\n");
            case HttpScript.Delayed(Duration by, HttpScript then) -> {
                if (clientStaysFor(connection, by)) {
                    perform(then, request, connection);
                }
            }
        }
    }

    /** Reads and drops what comes until the client closes the connection or it is closed here. */
    static void untilClientLeaves(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static String answer(HttpScript.Respond respond, ReceivedRequest request) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + respond.status() + " Scripted\r\nConnection: close\r\n");
        int length = respond.body().getBytes(StandardCharsets.UTF_8).length;
        boolean bodyless = respond.status() == 204 || respond.status() == 304 || respond.status() < 200;
        if (!bodyless) {
            text.append("Content-Length: ").append(length).append("\r\n");
        }
        respond.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append("\r\n");
        return bodyless || request.method().equals("HEAD") ? text.toString() : text + respond.body();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void drip(Socket connection, String text, Duration pause) throws IOException {
        OutputStream out = connection.getOutputStream();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (!clientStaysFor(connection, pause)) {
                return;
            }
            out.write(each);
            out.flush();
        }
    }

    /** Waits on the connection itself, so that closing it from either side ends the wait; true when the time went by. */
    private static boolean clientStaysFor(Socket connection, Duration pause) throws IOException {
        long deadline = System.nanoTime() + pause.toNanos();
        while (true) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return true;
            }
            connection.setSoTimeout(Math.toIntExact(leftMillis));
            try {
                if (connection.getInputStream().read() < 0) {
                    return false;
                }
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                connection.setSoTimeout(0);
            }
        }
    }

    private static void flood(OutputStream out, long bytes, boolean withLength) throws IOException {
        send(
                out,
                withLength
                        ? "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + bytes + "\r\n\r\n"
                        : ENDLESS_HEAD);
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) 'x');
        for (long left = bytes; left > 0; left -= CHUNK) {
            out.write(chunk, 0, (int) Math.min(CHUNK, left));
        }
        out.flush();
    }
}
