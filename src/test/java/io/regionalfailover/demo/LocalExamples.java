package io.regionalfailover.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The manifests of {@code examples/checkout}, with addresses of this machine and with times that nobody minds waiting for. */
final class LocalExamples {
    /** Where the examples are, seen from the project's folder. */
    static final Path FOLDER = Path.of("examples", "checkout");

    /** The files, in the order of application. */
    static final List<String> FILES = List.of("zone.yaml", "regions.yaml", "policy.yaml");

    /** What is shortened, for the people who watch: what the example says, and what the demonstration says. */
    static final Map<String, String> SHORTENED = shortened();

    private LocalExamples() {}

    /**
     * Writes the adapted manifests.
     *
     * @param places what stands where on this machine
     * @param folder where to write them; exists
     * @throws IllegalStateException when an example no longer holds a text that must be replaced
     */
    static void write(Places places, Path folder) {
        try {
            for (String file : FILES) {
                Files.writeString(folder.resolve(file), adapted(file, Files.readString(FOLDER.resolve(file)), places));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot adapt the examples", e);
        }
    }

    private static String adapted(String file, String example, Places places) {
        String text = example;
        for (Map.Entry<String, String> replacement : replacements(file, places).entrySet()) {
            if (!text.contains(replacement.getKey())) {
                throw new IllegalStateException(FOLDER.resolve(file) + " no longer holds '" + replacement.getKey()
                        + "', which the demonstration" + " replaces: make both say the same again");
            }
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        return text;
    }

    private static Map<String, String> replacements(String file, Places places) {
        Map<String, String> found = new LinkedHashMap<>();
        switch (file) {
            case "zone.yaml" -> {
                found.put(
                        "    route53:\n      hostedZoneId: Z0123456789ABCDEFGHIJ    # yours; credentials come from the"
                                + " operator's own environment\n",
                        "    embedded: {}\n");
            }
            case "policy.yaml" -> {
                found.put("198.51.100.10", places.eastAddress());
                found.put("203.0.113.10", places.westAddress());
                found.put("https://{target}/healthz", "http://{target}:" + places.frontendPort() + "/healthz");
                found.put("      type: A\n", "      type: A\n      resolvers: [\"" + places.resolver() + "\"]\n");
                found.putAll(SHORTENED);
            }
            default -> {}
        }
        return found;
    }

    private static Map<String, String> shortened() {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("ttl: 30s", "ttl: 2s");
        found.put("interval: 5s", "interval: 1s");
        found.put("timeout: 2s", "timeout: 800ms");
        found.put("cooldown: 60s", "cooldown: 10s");
        found.put("stableFor: 5m", "stableFor: 12s");
        found.put("stepInterval: 1m", "stepInterval: 8s");
        return found;
    }
}
