package io.regionalfailover.bench;

import java.util.List;

/**
 * What a row found. As JSON it lies in {@code target/bench} under the row's name; a program in any language may put its own
 * there.
 *
 * @param row the row's name
 * @param figures lines of the table
 * @param notes sentences on how it was measured that a reader of the figures has to know
 */
record Report(String row, List<Figure> figures, List<String> notes) {
    Report {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }
}
