package io.regionalfailover.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.crds.Crds;
import io.regionalfailover.testing.crds.Reference;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReferenceDriftTest {
    /** With {@code -Ddocs.write=true} this is what {@code make docs} runs. */
    @Test
    void thePageSaysWhatTheDefinitionsSay() throws IOException {
        String page = Reference.of(Crds.checkedIn());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(Reference.PAGE, page);
        }
        assertThat(Files.readString(Reference.PAGE))
                .as(Reference.PAGE + " and crds/ differ. After `make crds` run `make docs` and commit both")
                .isEqualTo(page);
    }

    @Test
    void everyFieldSaysWhatItMeans() {
        assertThat(Reference.of(Crds.checkedIn())
                        .lines()
                        .filter(line -> line.startsWith("| `") || line.startsWith("| **")))
                .hasSizeGreaterThan(100)
                .as("a field without a description: give it one in the model")
                .noneMatch(line -> line.endsWith("|  |"));
    }
}
