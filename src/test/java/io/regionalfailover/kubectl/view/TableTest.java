package io.regionalfailover.kubectl.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.kubectl.view.Paint.Tone;
import io.regionalfailover.kubectl.view.Table.Cell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(new Table("A", "LONGER").row("wide cell", "x").row("", "y").lines(Paint.PLAIN, "  "))
                .containsExactly("  A           LONGER", "  wide cell   x", "  -           y");
    }

    @Test
    void coloursTakeNoRoomAndAreOffWhereTheyAreNotWanted() {
        Table table = new Table("A", "B").row(List.of(new Cell("bad", Tone.BAD), Cell.of("x")));
        List<String> coloured = table.lines(Paint.COLOURED, "");
        assertThat(coloured.getLast()).isEqualTo("\033[31mbad\033[0m   x");
        assertThat(coloured.stream().map(line -> line.replaceAll("\033\\[[0-9]*m", "")))
                .isEqualTo(table.lines(Paint.PLAIN, ""));
        assertThat(table.lines(Paint.PLAIN, "")).noneMatch(line -> line.contains("\033"));
    }

    @Test
    void widthsCountWhatIsSeen() {
        assertThat(new Table("A", "B").row("zürich", "x").row("𝔘nic", "y").lines(Paint.PLAIN, ""))
                .containsExactly("A        B", "zürich   x", "𝔘nic     y");
    }

    @Test
    void agesHaveAtMostTwoUnits() {
        assertThat(List.of(
                        Ages.of(Duration.ofMillis(1_250)),
                        Ages.of(Duration.ofSeconds(59)),
                        Ages.of(Duration.ofSeconds(200)),
                        Ages.of(Duration.ofSeconds(720)),
                        Ages.of(Duration.ofMinutes(125)),
                        Ages.of(Duration.ofHours(99)),
                        Ages.of(Duration.ofSeconds(-5))))
                .containsExactly("1.2s", "59s", "3m20s", "12m", "2h5m", "4d3h", "0s");
    }

    @Test
    void proseIsBrokenAtBlanks() {
        assertThat(Prose.wrapped("one two three four", "> ", "  ", 9))
                .containsExactly("> one two", "  three", "  four");
        assertThat(Prose.wrapped("unbreakable", "", "", 4)).containsExactly("unbreakable");
    }
}
