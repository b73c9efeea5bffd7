package io.regionalfailover.simulation.input;

import io.regionalfailover.api.v1alpha1.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mapping that somebody wrote, read field by field. Whoever reads a field that is not as it should be gets a sentence with
 * file, field, what was found and what is allowed.
 */
final class Fields {
    private static final int LONGEST_SHOWN = 60;

    private final String file;
    private final String path;
    private final Map<?, ?> content;

    /** @param path of the mapping in its file; empty for the whole */
    Fields(String file, String path, Map<?, ?> content) {
        this.file = file;
        this.path = path;
        this.content = content;
    }

    /** What stands there, for a sentence. */
    static String shown(Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }

    /** The error of a field. */
    UnfitInputException wrong(String field, String found, String allowed) {
        String whole = path.isEmpty() ? field : field.isEmpty() ? path : path + "." + field;
        return new UnfitInputException(file + ": " + whole + ": " + found + ": " + allowed);
    }

    /** Nothing but these fields may stand here. */
    void only(Set<String> allowed) {
        for (Object key : content.keySet()) {
            if (!allowed.contains(String.valueOf(key))) {
                throw wrong(String.valueOf(key), "no such field", "allowed are " + list(allowed));
            }
        }
    }

    boolean has(String field) {
        return content.get(field) != null;
    }

    String text(String field, Optional<String> otherwise) {
        Object value = content.get(field);
        if (value == null) {
            return otherwise.orElseThrow(() -> wrong(field, "is missing", "a text is required"));
        }
        if (value instanceof Map || value instanceof List) {
            throw wrong(field, shown(value), "a text is allowed");
        }
        return String.valueOf(value);
    }

    Duration duration(String field, Optional<Duration> otherwise) {
        if (!has(field)) {
            return otherwise.orElseThrow(
                    () -> wrong(field, "is missing", "a duration such as 90s or 1h30m is required"));
        }
        try {
            return Durations.parse(text(field, Optional.empty()));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    field,
                    shown(String.valueOf(content.get(field))),
                    "is not a duration: allowed are one to four numbers, each with its unit h, m, s or ms, such as 90s or 1h30m");
        }
    }

    /** One of these words, whatever its case. */
    <E extends Enum<E>> E oneOf(String field, Class<E> words, Optional<E> otherwise) {
        if (!has(field) && otherwise.isPresent()) {
            return otherwise.get();
        }
        return word(field, text(field, Optional.empty()), words);
    }

    private <E extends Enum<E>> E word(String field, String found, Class<E> words) {
        Set<String> allowed = new TreeSet<>();
        for (E each : words.getEnumConstants()) {
            String word = spelled(each);
            if (word.equalsIgnoreCase(found)) {
                return each;
            }
            allowed.add(word);
        }
        throw wrong(field, shown(found), "allowed are " + list(allowed));
    }

    /** As it is written: {@code SLOW_TO_SERVE} is {@code SlowToServe}. */
    static String spelled(Enum<?> word) {
        StringBuilder text = new StringBuilder();
        for (String part : word.name().split("_", -1)) {
            text.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** A list of texts, or one. */
    List<String> texts(String field, List<String> otherwise) {
        Object value = content.get(field);
        return switch (value) {
            case null -> otherwise;
            case List<?> list -> {
                List<String> texts = new ArrayList<>();
                for (Object each : list) {
                    if (each instanceof Map || each instanceof List || each == null) {
                        throw wrong(field, shown(value), "a list of words is allowed");
                    }
                    texts.add(String.valueOf(each));
                }
                if (texts.isEmpty()) {
                    throw wrong(field, "is empty", "at least one is required");
                }
                yield texts;
            }
            case Map<?, ?> map -> throw wrong(field, shown(map), "a list of words is allowed");
            default -> List.of(String.valueOf(value));
        };
    }

    <E extends Enum<E>> Set<E> words(String field, Class<E> words) {
        List<String> all = new ArrayList<>();
        for (E each : words.getEnumConstants()) {
            all.add(spelled(each));
        }
        Set<E> found = new LinkedHashSet<>();
        texts(field, all).forEach(each -> found.add(word(field, each, words)));
        return found;
    }

    Fields part(String field) {
        if (content.get(field) instanceof Map<?, ?> map) {
            return new Fields(file, path.isEmpty() ? field : path + "." + field, map);
        }
        throw wrong(field, shown(String.valueOf(content.get(field))), "a mapping is allowed");
    }

    List<Fields> parts(String field) {
        if (!(content.get(field) instanceof List<?> list) || list.isEmpty()) {
            throw wrong(
                    field,
                    has(field) ? shown(String.valueOf(content.get(field))) : "is missing",
                    "a list with at least one entry is required");
        }
        List<Fields> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String name = (path.isEmpty() ? field : path + "." + field) + "[" + i + "]";
            if (!(list.get(i) instanceof Map<?, ?> map)) {
                throw new UnfitInputException(
                        file + ": " + name + ": " + shown(String.valueOf(list.get(i))) + ": a mapping is allowed");
            }
            parts.add(new Fields(file, name, map));
        }
        return parts;
    }

    static String list(Iterable<String> words) {
        return String.join(", ", words);
    }
}
