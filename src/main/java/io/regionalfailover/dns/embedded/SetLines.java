package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Record sets as lines of text. Each line is a word and what belongs to it; a line break inside a text is written {@code \n}, a
 * backslash {@code \\}.
 */
final class SetLines {
    private static final String PLAIN = "plain";

    private final Map<DnsName, List<StoredSet>> sets = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private Optional<String> open = Optional.empty();

    /** A set as lines. */
    static String of(RecordSet set) {
        StringBuilder text = new StringBuilder();
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
        return text.toString();
    }

    static void line(StringBuilder text, String word, String rest) {
        text.append(word)
                .append(' ')
                .append(rest.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n');
    }

    /**
     * Takes in lines.
     *
     * @param other gets those that belong to no set, word and rest
     * @throws RuntimeException when they are not what was written
     */
    void read(Iterator<String> lines, BiConsumer<String, String> other) {
        while (lines.hasNext()) {
            String line = lines.next();
            String word = line.substring(0, line.indexOf(' '));
            String rest = unescaped(line.substring(word.length() + 1));
            switch (word) {
                case "set" -> {
                    close();
                    open = Optional.of(rest);
                }
                case "value" -> values.add(rest);
                default -> other.accept(word, rest);
            }
        }
        close();
    }

    /** The sets that were read, by name. */
    Map<DnsName, List<StoredSet>> sets() {
        return sets;
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
        open = Optional.empty();
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
