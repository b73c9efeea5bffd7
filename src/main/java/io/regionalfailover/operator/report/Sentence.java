package io.regionalfailover.operator.report;

/** The bounds of what is shown to people. */
final class Sentence {
    /** Characters that any message may have. */
    static final int LONGEST = 256;

    private Sentence() {}

    /** The text, cut where it is too long. */
    static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
