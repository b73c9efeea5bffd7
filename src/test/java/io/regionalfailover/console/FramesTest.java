package io.regionalfailover.console;

import static io.regionalfailover.console.CardMaker.AT;
import static io.regionalfailover.console.CardMaker.policy;
import static io.regionalfailover.console.CardMaker.region;
import static io.regionalfailover.console.CardMaker.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode data(byte[] bytes) throws IOException {
        String frame = new String(bytes, UTF_8);
        assertThat(frame.lines().toList())
                .as("an event, its data, an empty line")
                .hasSize(3);
        return JSON.readTree(frame.lines().toList().get(1).substring("data: ".length()));
    }

    @Test
    void everythingStandsInTheFirstFrame() throws IOException {
        byte[] frame = Frames.all(view(policy("checkout", "FailedOver", region("east", "Unhealthy", 0, AT))), AT);

        assertThat(new String(frame, UTF_8)).startsWith("event: all\n");
        JsonNode data = data(frame);
        assertThat(data.path("now").asText()).isEqualTo("2026-11-23T04:00:00Z");
        assertThat(data.path("standing").path("acting").asBoolean()).isTrue();
        assertThat(data.path("regions")).hasSize(2);
        JsonNode policy = data.path("policies").get(0);
        assertThat(policy.path("key").asText()).isEqualTo("shop/checkout");
        assertThat(policy.path("regions").get(0).path("health").asText()).isEqualTo("Unhealthy");
        assertThat(policy.path("history").get(0).path("weights").toString()).isEqualTo("{\"east\":0,\"west\":100}");
        assertThat(policy.has("next")).as("what is empty is left out").isFalse();
    }

    @Test
    void afterThatOnlyWhatDiffers() throws IOException {
        ConsoleView before = view(policy("a", "Steady"), policy("b", "Steady"), policy("c", "Steady"));
        ConsoleView after = view(policy("a", "Steady"), policy("b", "FailedOver"), policy("d", "Steady"));

        byte[] frame = Frames.changes(before, after, AT);

        assertThat(new String(frame, UTF_8)).startsWith("event: changes\n");
        JsonNode data = data(frame);
        assertThat(data.path("policies").findValuesAsText("key")).containsExactly("shop/b", "shop/d");
        assertThat(data.path("gone").toString()).isEqualTo("[\"shop/c\"]");
    }

    /** What people write ends neither the line nor the text that it stands in. */
    @Test
    void nothingThatIsSaidEndsAFrame() throws IOException {
        String nasty = "\"}]\n\nevent: all\rdata: {} </script><img src=x onerror=alert(1)> \u2028 \\";
        OrderCard order = new OrderCard(
                "RegionDrain",
                "x",
                List.of("east"),
                false,
                false,
                nasty,
                nasty,
                "Active",
                nasty,
                Optional.empty(),
                0,
                List.of());
        ConsoleView view = ConsoleView.of(CardMaker.STANDING, List.of(), List.of(order), List.of());

        JsonNode said = data(Frames.all(view, AT)).path("orders").get(0);

        assertThat(said.path("reason").asText()).isEqualTo(Line.of(nasty)).contains("</script>");
    }

    /** A text may be cut in the middle of a character. */
    @Test
    void halfACharacterSpoilsNothing() throws IOException {
        byte[] frame = Frames.all(view(policy("checkout", "Failed\uD83D")), AT);

        assertThat(data(frame).path("policies").get(0).path("phase").asText()).startsWith("Failed");
    }
}
