package io.regionalfailover.console;

import java.util.List;
import java.util.regex.Pattern;

/** The bounds of what is shown: one line without characters that change how the rest is read, and not too many of anything. */
final class Line {
    /** Characters of a text. */
    static final int LONGEST = 512;

    /** Controls, line ends, and the invisible ones that turn the direction of what follows. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private Line() {}

    static String of(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
        return UNSEEN.matcher(cut).replaceAll(" ");
    }

    static List<String> all(List<String> texts, int most) {
        return texts.stream().limit(most).map(Line::of).toList();
    }

    static <T> List<T> atMost(List<T> items, int most) {
        return List.copyOf(items.size() <= most ? items : items.subList(0, most));
    }
}
