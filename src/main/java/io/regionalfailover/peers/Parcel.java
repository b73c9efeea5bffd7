package io.regionalfailover.peers;

/**
 * Something that instances hand to each other beside what they see, which the exchange itself does not look into.
 *
 * @param key what it is of, of the form of a name
 * @param text at most {@value #MOST_CHARACTERS} characters of anything
 */
public record Parcel(String key, String text) {
    /** No parcel is longer. */
    public static final int MOST_CHARACTERS = 60_000;
}
