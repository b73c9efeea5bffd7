package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.acceptance.ConsoleRequest.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sees the console, and who does not: on the wire, at a real API server. */
class ConsoleAccessIT {
    private static final List<String> SHOWN = List.of("failoverpolicies", "trafficshifts", "regions", "regiondrains");

    private static @Nullable ConsoleWorld world;

    @BeforeAll
    static void begin() {
        world = new ConsoleWorld();
        new ConsoleScenes(world()).steady();
    }

    @AfterAll
    static void end() {
        if (world != null) {
            world.close();
        }
    }

    private static ConsoleWorld world() {
        return java.util.Objects.requireNonNull(world);
    }

    private static ConsoleRequest events() {
        return ConsoleRequest.toEvents(world().operator());
    }

    private static ConsoleRequest page(String line) {
        return ConsoleRequest.to(world().operator(), line);
    }

    /** As through something that passes it on, so that this machine's own word does not count. */
    private static ConsoleRequest passedOn() {
        return events().with("X-Forwarded-For", "10.1.2.3");
    }

    @Test
    void whoForwardsAPortIsShownEverything() {
        Answer answer = events().send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "text/event-stream");
        assertThat(answer.first()).contains("event: all");
    }

    @Test
    void withoutATokenNothingIsShownToAnybodyElse() {
        Answer answer = passedOn().send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer realm=\"console\"");
        assertThat(answer.first()).contains("A bearer token is needed").doesNotContain("shop");
        for (String proxy : List.of("Forwarded", "Via", "X-Real-IP", "X-Envoy-External-Address")) {
            assertThat(events().with(proxy, "10.1.2.3").status()).as(proxy).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsNobodysIsNoneAndOneWithoutTheRightIsForbidden() {
        String stranger = world().token("stranger", "");

        assertThat(passedOn().with("Authorization", "Bearer nobodys").status()).isEqualTo(401);
        assertThat(events().with("Authorization", "Bearer nobodys").status())
                .as("also from this machine: who shows a token means it")
                .isEqualTo(401);
        assertThat(passedOn().with("Authorization", "Bearer " + stranger).status())
                .isEqualTo(403);
        for (String kind : SHOWN) {
            String others =
                    list(SHOWN.stream().filter(each -> !each.equals(kind)).toList());
            String token = world().token("all-but-" + kind, others);
            assertThat(passedOn().with("Authorization", "Bearer " + token).status())
                    .as("all but %s", kind)
                    .isEqualTo(403);
        }
    }

    private static String list(List<String> kinds) {
        return "{apiGroups: [regionalfailover.io], resources: %s, verbs: [list]}".formatted(kinds);
    }

    @Test
    void whoMayListAllThatIsShownIsShownIt() {
        String reader = world().token("reader", list(SHOWN));

        // What was granted is in force a moment later.
        await().untilAsserted(() -> assertThat(passedOn()
                        .with("Authorization", "Bearer " + reader)
                        .send()
                        .first())
                .contains("event: all"));
    }

    /** A name that somebody else pointed at this machine leads a browser here; it says which name that was. */
    @Test
    void underAForeignNameNothingIsServed() {
        String reader = world().token("rebound", list(SHOWN));
        for (String path : List.of("/console", "/console/", "/console/console.js", "/console/events")) {
            Answer answer =
                    page("GET " + path).with("Host", "evil.example:8080").send();
            assertThat(answer.status()).as(path).isEqualTo(421);
            assertThat(answer.first()).contains("not served under this name");
        }
        assertThat(events().with("Host", "evil.example")
                        .with("Authorization", "Bearer " + reader)
                        .status())
                .isEqualTo(421);
    }

    @Test
    void aPageOfAnotherOriginIsToldNothing() {
        assertThat(events().with("Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
        assertThat(events().with("Origin", "https://evil.example").status()).isEqualTo(403);
    }

    @Test
    void itOnlyReads() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            Answer answer =
                    page(method + " /console/").with("Content-Length", "0").send();
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void everyAnswerSaysWhatABrowserMayDoWithIt() {
        for (String path : List.of("/console/", "/console/console.css", "/console/nothing")) {
            Answer answer = page("GET " + path).send();
            assertThat(answer.headers())
                    .as(path)
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("cache-control", "no-store");
            assertThat(answer.headers().get("content-security-policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*", "http:");
        }
        assertThat(page("GET /console").send().headers()).containsEntry("location", "console/");
    }
}
