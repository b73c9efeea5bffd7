package io.regionalfailover.testing.controlplane;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @TempDir
    Path folder;

    @Test
    void missingProgramIsNamedWithTheCommandThatBuildsIt() throws IOException {
        Files.createFile(folder.resolve("etcd"));
        var binaries = new Binaries(folder);

        assertThatCode(() -> binaries.require(List.of("etcd"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> binaries.require(List.of("etcd", "kwok")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("kwok is not in " + folder + ": run `make tools`");
    }
}
