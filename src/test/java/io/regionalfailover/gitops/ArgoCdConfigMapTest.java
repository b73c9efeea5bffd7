package io.regionalfailover.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.gitops.ArgoCd;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ArgoCdConfigMapTest {
    /** With {@code -Ddocs.write=true} this is what {@code make docs} runs. */
    @Test
    void theConfigMapSaysWhatTheScriptsSay() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(ArgoCd.CONFIG_MAP, ArgoCd.configMap());
        }
        assertThat(Files.readString(ArgoCd.CONFIG_MAP))
                .as(ArgoCd.CONFIG_MAP + " differs from the scripts beside it. Run `make docs` and commit both")
                .isEqualTo(ArgoCd.configMap());
    }

    @Test
    void whatArgoCdReadsInItIsTheScripts() throws IOException {
        KubernetesSerialization yaml = new KubernetesSerialization();
        Map<String, String> data = yaml.unmarshal(Files.readString(ArgoCd.CONFIG_MAP), ConfigMap.class)
                .getData();
        for (String kind : ArgoCd.kinds()) {
            assertThat(data)
                    .containsEntry("resource.customizations.health.regionalfailover.io_" + kind, ArgoCd.health(kind));
            if (ArgoCd.actions(kind).isEmpty()) {
                continue;
            }
            Map<?, ?> actions =
                    yaml.unmarshal(data.get("resource.customizations.actions.regionalfailover.io_" + kind), Map.class);
            assertThat(actions.get("discovery.lua")).isEqualTo(ArgoCd.discovery(kind));
            assertThat(actions.get("definitions"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactlyElementsOf(ArgoCd.actions(kind).stream()
                            .map(action -> Map.of("name", action, "action.lua", ArgoCd.action(kind, action)))
                            .toList());
        }
    }

    @Test
    void bothKindsOfOrdersAreReadAlike() {
        assertThat(ArgoCd.health("RegionDrain")).isEqualTo(ArgoCd.health("TrafficShift"));
        assertThat(ArgoCd.action("RegionDrain", "end")).isEqualTo(ArgoCd.action("TrafficShift", "end"));
    }
}
