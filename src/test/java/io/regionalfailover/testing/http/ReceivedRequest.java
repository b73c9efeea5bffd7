package io.regionalfailover.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as {@link ScriptedHttpEndpoint} received it.
 *
 * @param at when its head was complete
 * @param method the method, e.g. {@code GET}
 * @param path the path without query
 * @param query the query without question mark, or empty
 * @param headers the headers; names are looked up without regard to case, values of repeated headers are joined by commas
 */
public record ReceivedRequest(Instant at, String method, String path, String query, Map<String, String> headers) {

    private static final int MAX_HEAD_BYTES = 64 * 1024;

    public ReceivedRequest {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }

    /**
     * Returns a header's value.
     *
     * @param name its name, in any case
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Reads a request's head; empty when the client left before it was complete. The body stays unread. */
    static Optional<ReceivedRequest> read(InputStream in) throws IOException {
        Optional<String> head = readHead(in);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        String[] lines = head.get().split("\r\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3) {
            throw new IOException("not a request line: " + lines[0]);
        }
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).strip(),
                    lines[i].substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
        int question = start[1].indexOf('?');
        return Optional.of(new ReceivedRequest(
                Instant.now(),
                start[0],
                question < 0 ? start[1] : start[1].substring(0, question),
                question < 0 ? "" : start[1].substring(question + 1),
                headers));
    }

    private static Optional<String> readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        // Byte by byte, so that nothing beyond the empty line is taken.
        while (matched < 4) {
            int next = in.read();
            if (next < 0 || head.size() > MAX_HEAD_BYTES) {
                return Optional.empty();
            }
            head.write(next);
            if (next == "\r\n\r\n".charAt(matched)) {
                matched++;
            } else {
                matched = next == '\r' ? 1 : 0;
            }
        }
        return Optional.of(head.toString(StandardCharsets.ISO_8859_1));
    }
}
