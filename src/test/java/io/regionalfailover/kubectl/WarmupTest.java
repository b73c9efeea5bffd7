package io.regionalfailover.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmupTest {
    @Test
    void everyCommandIsAnsweredOverTls() {
        assertThat(Warmup.run()).isEqualTo(Exit.DONE);
    }
}
