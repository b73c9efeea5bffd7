package io.regionalfailover.peers;

import java.util.function.IntPredicate;

/** The forms that a text in a message may have. Each is looked at once for every message, so no pattern is run. */
enum TextForm {
    /** Of a process, a spec or a probe. */
    HASH("[0-9a-f]{16}", 16, 16, c -> isDigit(c) || c >= 'a' && c <= 'f'),
    /** Of a region, a policy, a check or an installation. */
    NAME("[a-z0-9A-Z._/-]{1,320}", 1, 320, c -> isLetter(c) || isDigit(c) || c >= '-' && c <= '/' || c == '_'),
    /** Of an outcome. */
    WORD("[A-Za-z]{1,10}", 1, 10, TextForm::isLetter),
    /** Anything at all. */
    PARCEL("[\\s\\S]{1," + Parcel.MOST_CHARACTERS + "}", 1, Parcel.MOST_CHARACTERS, c -> true),
    /** For a person. */
    SENTENCE("[^\\p{Cntrl}]{0,256}", 0, TextForm.SENTENCE_MOST, c -> c >= ' ' && c != 0x7f);

    /** Characters of the longest sentence. */
    static final int SENTENCE_MOST = 256;

    /** As a regular expression, for a person. */
    final String written;

    private final int least;
    private final int most;
    private final IntPredicate character;

    TextForm(String written, int least, int most, IntPredicate character) {
        this.written = written;
        this.least = least;
        this.most = most;
        this.character = character;
    }

    boolean fits(String text) {
        if (text.length() < least || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!character.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
