package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UptimeTest {
    @TempDir
    private Path folder;

    @Test
    void saysTheSameFileAnewEachTime() throws IOException {
        Path file = Files.writeString(folder.resolve("uptime"), "350735.47 234388.90\n");
        Uptime uptime = new Uptime(file);

        assertThat(uptime.get()).hasValue(350_735_470_000_000L);
        Files.writeString(file, "9.01 1.00\n");
        assertThat(uptime.get()).hasValue(9_010_000_000L);
        Files.writeString(file, "9 days");
        assertThat(uptime.get()).hasValue(9_000_000_000L);
        Files.writeString(file, "");
        assertThat(uptime.get()).isEmpty();
    }

    @Test
    void saysNothingWhereThereIsNoSuchFile() {
        assertThat(new Uptime(folder.resolve("absent")).get()).isEmpty();
    }
}
