package io.regionalfailover.testing.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A parser of ours, and what is true of it whatever it is given.
 *
 * @param name for people and for the folder of its inputs
 * @param seeds inputs that it takes, from which others are made
 * @param property tries an input
 */
public record Parser(String name, List<byte[]> seeds, Property property) {

    /** Holds for every input: throws for none that is refused as declared. */
    public interface Property {

        /** @throws Exception when the property does not hold */
        void holdsFor(byte[] input) throws Exception;
    }

    /** As {@link Property}, of a text: each byte of the input is a character, unless it is UTF-8. */
    public interface TextProperty {

        /** @throws Exception when the property does not hold */
        void holdsFor(String input) throws Exception;
    }

    public Parser {
        seeds = List.copyOf(seeds);
    }

    /** A parser of text. */
    public static Parser ofText(String name, List<String> seeds, TextProperty property) {
        return new Parser(
                name,
                seeds.stream()
                        .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                input -> property.holdsFor(new String(input, StandardCharsets.UTF_8)));
    }

    /** Says what does not hold. */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
