package io.regionalfailover.bench;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of all reports of a folder, as Markdown, which also reads well on a terminal. */
record Table(Machine machine, List<Report> reports) {
    static final String MACHINE = "machine.json";

    private static final List<String> HEAD =
            List.of("work", "measured", "figure", "to reach", "", "compared with", "ratio");

    /** What lies in a folder, by the names of the rows. */
    static Table of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Report> reports = files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith(MACHINE))
                    .sorted()
                    .map(file -> read(file, Report.class))
                    .toList();
            return new Table(read(folder.resolve(MACHINE), Machine.class), reports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return Serialization.jsonMapper().readValue(file.toFile(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no " + type.getSimpleName(), e);
        }
    }

    String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (Report report : reports) {
            String work = "";
            for (Figure figure : report.figures()) {
                lines.add(List.of(
                        figure.work().equals(work) ? "" : figure.work(),
                        figure.what(),
                        figure.shown(),
                        figure.asked(),
                        figure.limit() == null ? "" : figure.met() ? "met" : "MISSED",
                        figure.company(),
                        figure.ratio()));
                work = figure.work();
            }
        }
        StringBuilder text = new StringBuilder(machine.sentence()).append("\n\n");
        List<Integer> widths = widths(lines);
        for (int i = 0; i < lines.size(); i++) {
            text.append(line(lines.get(i), widths));
            if (i == 0) {
                text.append(line(widths.stream().map("-"::repeat).toList(), widths));
            }
        }
        for (Report report : reports) {
            report.notes()
                    .forEach(note -> text.append("\n- ")
                            .append(report.row())
                            .append(": ")
                            .append(note));
        }
        return text.append('\n').toString();
    }

    private static List<Integer> widths(List<List<String>> lines) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEAD.size(); column++) {
            int at = column;
            widths.add(
                    lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
        }
        return widths;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths.get(column) - cell.length()))
                    .append(" |");
        }
        return line.append('\n').toString();
    }
}
