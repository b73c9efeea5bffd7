package io.regionalfailover.kubectl.view;

import java.util.ArrayList;
import java.util.List;

/** Sentences broken into lines. */
public final class Prose {
    private Prose() {}

    /**
     * The text in lines of at most so many characters, broken at blanks; a word that is longer stands alone. At least one line.
     *
     * @param first in front of the first line
     * @param others in front of the others
     * @param width of a line, what stands in front not counted
     */
    public static List<String> wrapped(String text, String first, String others, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add((lines.isEmpty() ? first : others) + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add((lines.isEmpty() ? first : others) + line);
        return lines;
    }
}
