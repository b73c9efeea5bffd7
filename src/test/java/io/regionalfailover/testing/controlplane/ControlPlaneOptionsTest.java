package io.regionalfailover.testing.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ControlPlaneOptionsTest {

    private final ControlPlaneOptions options = ControlPlaneOptions.apiServerOnly();

    @Test
    void optionsAddUp() {
        var all = options.withUser("reader", "readers").withKwok().withControllerManager();

        assertThat(all.kwok()).isTrue();
        assertThat(all.controllerManager()).isTrue();
        assertThat(all.users()).extracting(ControlPlaneOptions.User::name).containsExactly("reader");
        assertThat(options).isEqualTo(ControlPlaneOptions.apiServerOnly());
    }

    @Test
    void namesThatATokenFileCannotHoldAreRefused() {
        assertThatThrownBy(() -> options.withUser("a,b")).hasMessageContaining("'a,b'");
        assertThatThrownBy(() -> options.withUser("reader", "two\nlines")).hasMessageContaining("lines");
        assertThatThrownBy(() -> options.withUser("")).hasMessageContaining("''");
    }

    @Test
    void everyUserHasAnotherName() {
        assertThatThrownBy(() -> options.withUser("reader").withUser("reader")).hasMessageContaining("'reader'");
        assertThatThrownBy(() -> options.withUser("admin")).hasMessageContaining("'admin'");
    }
}
