package io.regionalfailover.health;

import io.regionalfailover.decision.Outcome;

/**
 * What one attempt found.
 *
 * @param outcome {@code UNKNOWN} when the observer cannot tell
 * @param message for a person, one line of at most 200 characters; empty when it passes
 */
public record ProbeResult(Outcome outcome, String message) {

    /** All is well. */
    public static final ProbeResult PASSING = new ProbeResult(Outcome.PASSING, "");

    private static final int MAX_LENGTH = 200;

    public ProbeResult {
        message = oneLine(message);
    }

    /** The thing probed does not do what it should. */
    public static ProbeResult failing(String message) {
        return new ProbeResult(Outcome.FAILING, message);
    }

    /** The observer cannot tell. */
    public static ProbeResult unknown(String message) {
        return new ProbeResult(Outcome.UNKNOWN, message);
    }

    /** Parts of messages come from remote hosts: they must not break a line, a terminal or a status field. */
    private static String oneLine(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        int position = 0;
        while (position < text.length() && clean.length() <= MAX_LENGTH) {
            int codePoint = text.codePointAt(position);
            position += Character.charCount(codePoint);
            clean.appendCodePoint(isShown(codePoint) ? codePoint : ' ');
        }
        if (position >= text.length() && clean.length() <= MAX_LENGTH) {
            return clean.toString().strip();
        }
        int end = MAX_LENGTH - 1;
        // A pair of surrogates is not cut in two.
        if (Character.isHighSurrogate(clean.charAt(end - 1))) {
            end--;
        }
        clean.setLength(end);
        return clean.append('…').toString().strip();
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
