package io.regionalfailover.acceptance;

import io.regionalfailover.testing.operator.OperatorProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request to the console, byte by byte, so that it may say of itself what no decent client would. Immutable.
 *
 * @param port of the operator
 * @param line the method and path
 * @param headers as they are sent
 */
record ConsoleRequest(int port, String line, Map<String, String> headers) {
    private static final int PATIENCE_MILLIS = 30_000;

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param headers with names in lower case
     * @param first the first lines of the body, as far as there are any
     */
    record Answer(int status, Map<String, String> headers, String first) {}

    static ConsoleRequest toEvents(OperatorProcess operator) {
        return to(operator, "GET /console/events");
    }

    /** A request of this machine, to its own name. */
    static ConsoleRequest to(OperatorProcess operator, String line) {
        int port = operator.listensOn();
        return new ConsoleRequest(port, line, Map.of("Host", "localhost:" + port));
    }

    /** The same with one header as given. */
    ConsoleRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ConsoleRequest(port, line, more);
    }

    int status() {
        return send().status();
    }

    /** Sends it, reads the head of the answer and three lines of its body, and hangs up. */
    Answer send() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder text = new StringBuilder(line + " HTTP/1.1\r\n");
            headers.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int status = Integer.parseInt(String.valueOf(reader.readLine()).split(" ")[1]);
            Map<String, String> told = new LinkedHashMap<>();
            for (String head = reader.readLine(); head != null && !head.isEmpty(); head = reader.readLine()) {
                String[] parts = head.split(": ", 2);
                told.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            return new Answer(status, told, body(reader, told));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(BufferedReader reader, Map<String, String> told) throws IOException {
        List<String> lines = new ArrayList<>();
        if (told.containsKey("transfer-encoding")) {
            for (int number = 0; number < 3; number++) {
                lines.add(reader.readLine());
            }
        } else if (!told.getOrDefault("content-length", "0").equals("0")) {
            lines.add(reader.readLine());
        }
        return String.join("\n", lines);
    }
}
