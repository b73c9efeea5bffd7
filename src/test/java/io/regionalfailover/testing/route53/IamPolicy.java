package io.regionalfailover.testing.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which record names an IAM policy lets {@code ChangeResourceRecordSets} name, as IAM judges its condition keys: a name is compared in
 * lower case, without trailing dot, its wildcard label written {@code \052}; {@code *} in a pattern stands for any text and
 * {@code ?} for one character.
 *
 * @param patterns of the record names
 */
public record IamPolicy(List<String> patterns) {
    private static final String NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

    public IamPolicy {
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads a policy document.
     *
     * @throws IllegalArgumentException when a statement allows changes without keeping them to names
     */
    public static IamPolicy read(Path file) {
        try {
            List<String> patterns = new ArrayList<>();
            for (JsonNode statement :
                    new ObjectMapper().readTree(Files.readString(file)).path("Statement")) {
                if (statement.path("Action").toString().contains("ChangeResourceRecordSets")) {
                    JsonNode names = statement
                            .path("Condition")
                            .path("ForAllValues:StringLike")
                            .path(NAMES);
                    if (names.isEmpty()) {
                        throw new IllegalArgumentException(file + ": a statement allows changes of every name");
                    }
                    names.forEach(name -> patterns.add(name.asText()));
                }
            }
            return new IamPolicy(patterns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for other names. */
    public IamPolicy inPlaceOf(String text, String by) {
        return new IamPolicy(
                patterns.stream().map(pattern -> pattern.replace(text, by)).toList());
    }

    /** Whether a change of the record sets with this name is allowed. */
    public boolean allows(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String normalized = plain.toLowerCase(Locale.ROOT).replace("*", "\\052");
        return patterns.stream()
                .anyMatch(pattern -> like(pattern).matcher(normalized).matches());
    }

    private static Pattern like(String pattern) {
        return Pattern.compile(pattern.chars()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining()));
    }
}
