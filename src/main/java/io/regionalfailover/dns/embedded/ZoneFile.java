package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A zone's state as text, for a person to read and with a checksum over all of it in the last line, in lines as {@link SetLines} has
 * them. Lines with words that are not known are left out: an older version reads what a newer one wrote.
 */
final class ZoneFile {
    private static final String FIRST = "regional-failover-zone 1";
    private static final String END = "end ";

    private ZoneFile() {}

    /** A file that is not what was written, with a sentence. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    static byte[] encode(ZoneState state) {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        SetLines.line(text, "apex", state.apex().text());
        SetLines.line(text, "serial", Long.toString(state.serial()));
        SetLines.line(text, "changes", Long.toString(state.changes()));
        for (NameServer server : state.nameServers()) {
            SetLines.line(
                    text,
                    "nameserver",
                    String.join(" ", server.name().text(), String.join(" ", server.addresses()))
                            .strip());
        }
        state.stamps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> SetLines.line(text, "cell", entry.getKey() + " " + entry.getValue()));
        state.sets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> entry.getValue().forEach(stored -> text.append(stored.lines())));
        return sealed(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With the last line. */
    private static byte[] sealed(byte[] body) {
        byte[] end = (END + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(body, body.length + end.length);
        System.arraycopy(end, 0, all, body.length, end.length);
        return all;
    }

    private static String checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return String.format("%08x", sum.getValue());
    }

    /** @throws DamagedException when these are not all the bytes that {@link #encode} made, or cannot be answered from */
    static ZoneState decode(byte[] bytes) throws DamagedException {
        String text = text(bytes);
        int last = text.lastIndexOf("\n" + END) + 1;
        String body = text.substring(0, last);
        if (!text.startsWith(FIRST + "\n")) {
            throw new DamagedException("it does not begin with \"" + FIRST + "\"");
        }
        if (!text.substring(last).equals(END + checksum(body.getBytes(StandardCharsets.UTF_8)) + "\n")) {
            throw new DamagedException("it does not end with the checksum of what it holds");
        }
        try {
            ZoneState state = new Lines().state(body.lines().skip(1).iterator());
            // A state that nothing can be answered from would be found out only when the other zones wait to be.
            ZoneAnswers.of(state);
            return state;
        } catch (RuntimeException e) {
            throw new DamagedException("it cannot be read: " + e.getMessage());
        }
    }

    private static String text(byte[] bytes) throws DamagedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DamagedException("it is not text");
        }
    }

    /** Reads lines of which the checksum was right; what they say may still be none of this version's. */
    private static final class Lines {
        private final SetLines sets = new SetLines();
        private final Map<String, String> head = new HashMap<>();
        private final List<NameServer> servers = new ArrayList<>();
        private final Map<DnsName, Stamp> stamps = new HashMap<>();

        private ZoneState state(Iterator<String> lines) {
            sets.read(lines, (word, rest) -> {
                switch (word) {
                    case "nameserver" -> server(rest);
                    case "cell" -> {
                        Cell cell = Cell.head(rest);
                        stamps.put(cell.name(), cell.stamp());
                    }
                    default -> head.put(word, rest);
                }
            });
            return new ZoneState(
                    DnsName.of(said("apex")),
                    servers,
                    Long.parseLong(said("serial")),
                    Long.parseLong(said("changes")),
                    sets.sets(),
                    stamps);
        }

        private String said(String word) {
            return Optional.ofNullable(head.get(word))
                    .orElseThrow(() -> new IllegalArgumentException("it has no line \"" + word + "\""));
        }

        private void server(String rest) {
            List<String> words = List.of(rest.strip().split(" "));
            servers.add(new NameServer(DnsName.of(words.getFirst()), words.subList(1, words.size())));
        }
    }
}
