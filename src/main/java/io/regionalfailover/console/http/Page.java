package io.regionalfailover.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of the page.
 *
 * @param type its media type
 * @param content as it is sent
 */
record Page(String type, byte[] content) {
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "console.css", "text/css; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "picture.js", "text/javascript; charset=utf-8",
            "words.js", "text/javascript; charset=utf-8",
            "parts.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    /** All of them, by name. */
    static Map<String, Page> all() {
        Map<String, Page> pages = new HashMap<>();
        FILES.forEach((name, type) -> pages.put(name, new Page(type, read(name))));
        return Map.copyOf(pages);
    }

    private static byte[] read(String name) {
        try (InputStream file = Page.class.getResourceAsStream("/console/" + name)) {
            if (file == null) {
                throw new IllegalStateException("/console/" + name + " is not on the class path");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
