package io.regionalfailover.health;

import io.regionalfailover.health.GuardedSocket.Phase;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.x response. Strict where framing is concerned, lenient in the rest; every part is bounded. It has no time
 * limit of its own: the connection is cut from outside.
 */
final class HttpResponse {

    /** The longest body that passes. */
    static final int MAX_BODY_BYTES = 1024 * 1024;

    /** How much of a body a text is looked for in. */
    static final int KEPT_BODY_BYTES = 64 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] [1-5][0-9]{2}( .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]+");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,15}");
    private static final int MOST_DIGITS = 18;
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MOST_INTERIM = 16;
    private static final int LARGEST_READ_BYTES = 8192;

    /** The size of a chunk in 15 digits with its end of line, and the end of line behind the chunk, CR LF each. */
    private static final int PLAIN_CHUNK_LINES = 15 + 2 + 2;

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final InputStream in;
    private final Consumer<Phase> progress;
    private final int keptBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int headBudget = MAX_HEAD_BYTES;
    private long bodyBytes;
    private boolean begun;

    // Of the head that was read last.
    private int status;
    private OptionalLong length = OptionalLong.empty();
    private Optional<String> transferCoding = Optional.empty();

    /**
     * @param in what the server sends
     * @param progress hears when the head begins and when the body does
     * @param keptBytes how much of the body is kept
     */
    HttpResponse(InputStream in, Consumer<Phase> progress, int keptBytes) {
        this.in = in;
        this.progress = progress;
        this.keptBytes = keptBytes;
    }

    /**
     * Reads the head, past interim responses.
     *
     * @return the status, 100-599
     */
    int readHead() throws IOException {
        for (int i = 0; i < MOST_INTERIM; i++) {
            readOneHead();
            if (status >= 200 || status == SWITCHING_PROTOCOLS) {
                return status;
            }
        }
        throw new HttpSyntaxException("interim responses without end");
    }

    /**
     * Reads the body to its end.
     *
     * @param method of the request
     * @return its beginning, as much as is kept
     */
    byte[] readBody(String method) throws IOException {
        progress.accept(Phase.BODY);
        boolean none = method.equals("HEAD") || status < 200 || status == NO_CONTENT || status == NOT_MODIFIED;
        if (!none && transferCoding.isPresent()) {
            if (transferCoding.get().equals("chunked")) {
                readChunks();
            } else if (transferCoding.get().endsWith(",chunked")) {
                throw new HttpSyntaxException("response has a transfer coding that was not asked for");
            } else {
                readToEnd();
            }
        } else if (!none && length.isPresent()) {
            if (length.getAsLong() > MAX_BODY_BYTES) {
                throw tooLong();
            }
            readExactly(length.getAsLong());
        } else if (!none) {
            readToEnd();
        }
        return kept.toByteArray();
    }

    private void readOneHead() throws IOException {
        status = parseStatus(readLine());
        length = OptionalLong.empty();
        transferCoding = Optional.empty();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            // A line that is folded or has no name belongs to no header that matters here.
            if (colon > 0 && line.charAt(0) > ' ') {
                header(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
    }

    private void header(String name, String value) throws IOException {
        switch (name.strip()) {
            case "content-length" -> {
                OptionalLong found = OptionalLong.of(parseLength(value));
                if (length.isPresent() && !length.equals(found)) {
                    throw new HttpSyntaxException("response has two different lengths");
                }
                length = found;
            }
            case "transfer-encoding" -> {
                String coding = value.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
                transferCoding = Optional.of(
                        transferCoding.map(before -> before + "," + coding).orElse(coding));
            }
            default -> {
                // Nothing else changes how the response is read.
            }
        }
    }

    private static int parseStatus(String line) throws IOException {
        if (!STATUS_LINE.matcher(line).matches()) {
            throw new HttpSyntaxException("response is not HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static long parseLength(String value) throws IOException {
        if (!LENGTH.matcher(value).matches()) {
            throw new HttpSyntaxException("response has a length that is no number");
        }
        return value.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private void readChunks() throws IOException {
        for (long size = readChunkSize(); size > 0; size = readChunkSize()) {
            readExactly(size);
            if (!readLine().isEmpty()) {
                throw new HttpSyntaxException("response has a chunk that is longer than announced");
            }
        }
        while (!readLine().isEmpty()) {
            // Trailers say nothing that a probe wants.
        }
    }

    private long readChunkSize() throws IOException {
        String line = readLine();
        int end = line.indexOf(';');
        String digits = (end < 0 ? line : line.substring(0, end)).strip();
        if (!CHUNK_SIZE.matcher(digits).matches()) {
            throw new HttpSyntaxException("response has a chunk without a size");
        }
        // Size lines come out of the head's budget; many small chunks are legitimate, so each gives back what a plain
        // one
        // takes. What extensions take is not given back: a byte of body would be worth 64 KiB of them.
        headBudget = Math.min(MAX_HEAD_BYTES, headBudget + PLAIN_CHUNK_LINES);
        return Long.parseLong(digits, 16);
    }

    private void readExactly(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(LARGEST_READ_BYTES, bytes)];
        long left = bytes;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("the body ended early");
            }
            keep(buffer, count);
            left -= count;
        }
    }

    private void readToEnd() throws IOException {
        byte[] buffer = new byte[LARGEST_READ_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            keep(buffer, count);
        }
    }

    private void keep(byte[] buffer, int count) throws IOException {
        bodyBytes += count;
        if (bodyBytes > MAX_BODY_BYTES) {
            throw tooLong();
        }
        kept.write(buffer, 0, Math.min(count, keptBytes - kept.size()));
    }

    /** A line without its end, which may be LF alone. */
    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended early");
            }
            if (!begun) {
                begun = true;
                progress.accept(Phase.HEAD);
            }
            if (--headBudget < 0) {
                throw new HttpSyntaxException("response head is longer than 64 KiB");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static HttpSyntaxException tooLong() {
        return new HttpSyntaxException("response body is longer than 1 MiB");
    }
}
