package io.regionalfailover.testing.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regionalfailover.testing.dns.DebianTools;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chromium without a window, with one tab, driven over its DevTools protocol. What the tab complains of and asks for is kept. Not
 * thread-safe.
 */
public final class Browser implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its own fonts and no others, so that pictures look the same everywhere. */
    private static final String FONTS = """
            <fontconfig>
              <dir>%s/usr/share/fonts</dir>
              <cachedir>%s/fonts</cachedir>
              <alias binding="same"><family>system-ui</family><prefer><family>Liberation Sans</family></prefer></alias>
              <alias binding="same"><family>sans-serif</family><prefer><family>Liberation Sans</family></prefer></alias>
              <alias binding="same"><family>ui-monospace</family><prefer><family>Liberation Mono</family></prefer></alias>
            </fontconfig>
            """;

    /** Keys that are no letters, and their numbers. */
    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Escape", 27);

    private final TiedProcess process;
    private final DevTools tools;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Browser(TiedProcess process, DevTools tools) {
        this.process = process;
        this.tools = tools;
        tools.listen(this::hear);
        String target = tools.ask("Target.createTarget", JSON.createObjectNode().put("url", "about:blank"), "")
                .path("targetId")
                .asText();
        session = tools.ask(
                        "Target.attachToTarget",
                        JSON.createObjectNode().put("targetId", target).put("flatten", true),
                        "")
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Audits")) {
            ask(domain + ".enable", JSON.createObjectNode());
        }
    }

    /**
     * Starts it. Where Chromium cannot be had, the test that asks is skipped with a sentence.
     *
     * @param folder gets its profile and log
     */
    public static Browser startOrSkip(Path folder) {
        DebianTools chromium = DebianTools.orSkip("chromium");
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve("chromium.log");
            Files.deleteIfExists(log);
            Path fonts = folder.resolve("fonts.conf").toAbsolutePath();
            Files.writeString(fonts, FONTS.formatted(chromium.root(), folder.toAbsolutePath()));
            TiedProcess process = chromium.command(
                            log,
                            "usr/lib/chromium/chromium-headless-shell",
                            // The pages are ours, and there may be no right to a sandbox.
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--hide-scrollbars",
                            "--remote-debugging-port=0",
                            "--remote-debugging-address=127.0.0.1",
                            "--user-data-dir=" + folder.resolve("profile").toAbsolutePath(),
                            "about:blank")
                    .env("FONTCONFIG_FILE", fonts.toString())
                    .withoutEnv("DBUS_SESSION_BUS_ADDRESS")
                    .start();
            return new Browser(process, DevTools.connect(address(process, log)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI address(TiedProcess process, Path log) {
        return await("Chromium listens")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new IllegalStateException("Chromium ended:\n" + process.logTail(20));
                            }
                            Matcher found = LISTENING.matcher(Files.readString(log));
                            return found.find() ? URI.create(found.group(1)) : null;
                        },
                        found -> found != null);
    }

    private void hear(JsonNode event) {
        JsonNode params = event.path("params");
        switch (event.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requests.add(params.path("request").path("url").asText());
            case "Log.entryAdded" -> {
                JsonNode entry = params.path("entry");
                if (!entry.path("level").asText().equals("verbose")
                        && !entry.path("level").asText().equals("info")) {
                    complaints.add(entry.path("source").asText() + ": "
                            + entry.path("text").asText());
                }
            }
            case "Runtime.exceptionThrown" ->
                complaints.add(params.path("exceptionDetails").toString());
            case "Audits.issueAdded" -> complaints.add(params.path("issue").toString());
            default -> {}
        }
    }

    private JsonNode ask(String method, ObjectNode params) {
        return tools.ask(method, params, session);
    }

    /** Loads a page; what was complained of before is forgotten. */
    public void open(String address) {
        complaints.clear();
        requests.clear();
        ask("Page.navigate", JSON.createObjectNode().put("url", address));
    }

    /**
     * What an expression of JavaScript is worth in the page.
     *
     * @throws AssertionError when it throws
     */
    public JsonNode value(String expression) {
        JsonNode answer = ask(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression of JavaScript is true in the page. */
    public void until(String what, String expression) {
        try {
            await(what)
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> value(expression).asBoolean());
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    what + "; the page says:\n"
                            + value("document.body.innerText").asText(),
                    e);
        }
    }

    /** Presses and lets go of a key: a letter, {@code Tab}, {@code Enter} or {@code Escape}. */
    public void press(String key) {
        ObjectNode down = JSON.createObjectNode().put("type", "keyDown").put("key", key);
        if (KEYS.containsKey(key)) {
            down.put("windowsVirtualKeyCode", KEYS.get(key)).put("code", key);
            if (key.equals("Enter")) {
                down.put("text", "\r");
            }
        } else {
            down.put("text", key);
        }
        ask("Input.dispatchKeyEvent", down);
        ask("Input.dispatchKeyEvent", down.deepCopy().put("type", "keyUp").without("text"));
    }

    /** Types a text where the focus is. */
    public void type(String text) {
        ask("Input.insertText", JSON.createObjectNode().put("text", text));
    }

    /**
     * How big the window is, in CSS pixels, and whether its owner likes it dark.
     *
     * @param scale pixels of the picture for each of these
     */
    public void window(int width, int height, double scale, boolean dark) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", scale)
                        .put("mobile", width < 600));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        ask("Emulation.setEmulatedMedia", media);
    }

    /** What it shows now, as a PNG. */
    public void picture(Path file) {
        try {
            JsonNode answer =
                    ask("Page.captureScreenshot", JSON.createObjectNode().put("format", "png"));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it complained of since the page was opened: errors, refused contents, faults of the script. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What it asked for since the page was opened. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        tools.close();
        process.close();
    }
}
