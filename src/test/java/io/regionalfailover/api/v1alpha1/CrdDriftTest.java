package io.regionalfailover.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.crds.Crds;
import org.junit.jupiter.api.Test;

class CrdDriftTest {
    /** With {@code -Dcrds.write=true} this is what {@code make crds} runs. */
    @Test
    void theFolderSaysWhatTheModelSays() {
        if (Boolean.getBoolean("crds.write")) {
            Crds.write();
        }
        assertThat(Crds.checkedIn())
                .as("crds/ and the model in io.regionalfailover.api.v1alpha1 differ. After a change to the model run"
                        + " `make crds` and commit crds/; the files there are never edited by hand")
                .containsExactlyEntriesOf(Crds.generate());
        assertThat(Crds.checkedIn(Crds.CHART_FOLDER))
                .as("crds/ and the chart's copy in " + Crds.CHART_FOLDER + " differ. Run `make crds` and commit both")
                .containsExactlyEntriesOf(Crds.checkedIn());
    }
}
