package io.regionalfailover.kubectl.view;

import io.regionalfailover.kubectl.view.Paint.Tone;
import java.util.ArrayList;
import java.util.List;

/** Columns side by side, each as wide as its widest cell, as kubectl shows them. Widths are counted in characters seen. */
public final class Table {
    private static final String GAP = "   ";

    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * One field.
     *
     * @param text shown as {@code -} when empty
     * @param tone its colour
     */
    public record Cell(String text, Tone tone) {
        public Cell {
            text = text.isEmpty() ? "-" : text;
        }

        /** Without colour. */
        public static Cell of(String text) {
            return new Cell(text, Tone.NONE);
        }

        private int width() {
            return text.codePointCount(0, text.length());
        }
    }

    /** A table with these headings. */
    public Table(String... headings) {
        List<Cell> cells = new ArrayList<>();
        for (String heading : headings) {
            cells.add(new Cell(heading, Tone.FAINT));
        }
        rows.add(cells);
    }

    /** One row more, with as many cells as there are headings. */
    public Table row(List<Cell> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** As {@link #row(List)}, without colours. */
    public Table row(String... cells) {
        List<Cell> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(Cell.of(cell));
        }
        return row(row);
    }

    /**
     * Its lines, without blanks at their ends.
     *
     * @param indent in front of each
     */
    public List<String> lines(Paint paint, String indent) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                line.append(paint.of(cell.tone(), cell.text()));
                if (i < row.size() - 1) {
                    line.repeat(' ', widths[i] - cell.width()).append(GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        return widths;
    }
}
