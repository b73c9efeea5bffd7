package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A zone's state as text, for a person to read and with a checksum over all of it in the last line. Each line is a word and what
 * belongs to it; a line break inside a text is written {@code \n}, a backslash {@code \\}.
 */
final class ZoneFile {
    private static final String FIRST = "regional-failover-zone 1";
    private static final String PLAIN = "plain";

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
        line(text, "apex", state.apex().text());
        line(text, "serial", Long.toString(state.serial()));
        line(text, "changes", Long.toString(state.changes()));
        for (NameServer server : state.nameServers()) {
            line(
                    text,
                    "nameserver",
                    String.join(" ", server.name().text(), String.join(" ", server.addresses()))
                            .strip());
        }
        new TreeMap<>(state.sets()).values().forEach(sets -> sets.forEach(stored -> set(text, stored.written())));
        line(text, "end", checksum(text.toString().getBytes(StandardCharsets.UTF_8)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void set(StringBuilder text, RecordSet set) {
        line(
                text,
                "set",
                set.name() + " " + set.type() + " " + set.ttlSeconds() + " "
                        + (set.weight().isPresent()
                                ? Integer.toString(set.weight().getAsInt())
                                : PLAIN)
                        + set.setIdentifier()
                                .map(identifier -> " " + identifier)
                                .orElse(""));
        set.values().forEach(value -> line(text, "value", value));
    }

    private static void line(StringBuilder text, String word, String rest) {
        text.append(word)
                .append(' ')
                .append(rest.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n');
    }

    private static String checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return String.format("%08x", sum.getValue());
    }

    /** @throws DamagedException when these are not all the bytes that {@link #encode} made, or cannot be answered from */
    static ZoneState decode(byte[] bytes) throws DamagedException {
        String text = text(bytes);
        int last = text.lastIndexOf("\nend ") + 1;
        String body = text.substring(0, last);
        if (!text.startsWith(FIRST + "\n")) {
            throw new DamagedException("it does not begin with \"" + FIRST + "\"");
        }
        if (!text.substring(last).equals("end " + checksum(body.getBytes(StandardCharsets.UTF_8)) + "\n")) {
            throw new DamagedException("it does not end with the checksum of what it holds");
        }
        try {
            ZoneState state = new Lines(body.lines().skip(1).iterator()).state();
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
        private final Iterator<String> lines;
        private final Map<String, String> head = new HashMap<>();
        private final List<NameServer> servers = new ArrayList<>();
        private final Map<DnsName, List<StoredSet>> sets = new HashMap<>();
        private Optional<String> open = Optional.empty();
        private final List<String> values = new ArrayList<>();

        private Lines(Iterator<String> lines) {
            this.lines = lines;
        }

        private ZoneState state() {
            while (lines.hasNext()) {
                String line = lines.next();
                String word = line.substring(0, line.indexOf(' '));
                String rest = unescaped(line.substring(word.length() + 1));
                switch (word) {
                    case "nameserver" -> server(rest);
                    case "set" -> {
                        close();
                        open = Optional.of(rest);
                    }
                    case "value" -> values.add(rest);
                    default -> head.put(word, rest);
                }
            }
            close();
            return new ZoneState(
                    DnsName.of(said("apex")),
                    servers,
                    Long.parseLong(said("serial")),
                    Long.parseLong(said("changes")),
                    sets);
        }

        private String said(String word) {
            return Optional.ofNullable(head.get(word))
                    .orElseThrow(() -> new IllegalArgumentException("it has no line \"" + word + "\""));
        }

        private void server(String rest) {
            List<String> words = List.of(rest.strip().split(" "));
            servers.add(new NameServer(DnsName.of(words.getFirst()), words.subList(1, words.size())));
        }

        private void close() {
            open.ifPresent(line -> {
                String[] words = line.split(" ", 5);
                RecordSet set = new RecordSet(
                        DnsName.of(words[0]),
                        words[1],
                        words.length == 5 ? Optional.of(words[4]) : Optional.empty(),
                        words[3].equals(PLAIN) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(words[3])),
                        Long.parseLong(words[2]),
                        values,
                        Optional.empty());
                sets.computeIfAbsent(set.name(), name -> new ArrayList<>()).add(StoredSet.of(set));
            });
            values.clear();
        }

        private static String unescaped(String text) {
            StringBuilder plain = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                    plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
                } else {
                    plain.append(c);
                }
            }
            return plain.toString();
        }
    }
}
