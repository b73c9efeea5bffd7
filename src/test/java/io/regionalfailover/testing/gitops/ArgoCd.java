package io.regionalfailover.testing.gitops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Our kinds' Lua, in the layout of Argo CD's own repository, and the ConfigMap that brings it into an Argo CD. */
public final class ArgoCd {
    /** Where the example for Argo CD stands, seen from the project's folder. */
    public static final Path FOLDER = Path.of("examples", "gitops", "argocd");

    /** The ConfigMap; written from the scripts, never by hand. */
    public static final Path CONFIG_MAP = FOLDER.resolve("health.yaml");

    private static final String GROUP = "regionalfailover.io";
    private static final Path SCRIPTS =
            FOLDER.resolve("resource_customizations").resolve(GROUP);

    /** Applications say what their children say: without this no wave waits for the one before it. */
    private static final String BEGINNING = """
            # Merged into Argo CD's own ConfigMap: our kinds say by conditions how they are, and Applications say what their children say.
            # Generated from resource_customizations/ by `make docs`. Do not edit.
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argocd-cm
              namespace: argocd
            data:
              resource.customizations.health.argoproj.io_Application: |
                local health = {status = "Progressing", message = ""}
                if obj.status ~= nil and obj.status.health ~= nil then
                  health.status = obj.status.health.status
                  health.message = obj.status.health.message or ""
                end
                return health
            """;

    private ArgoCd() {}

    /** The kinds that have scripts, sorted. */
    public static List<String> kinds() {
        return folders(SCRIPTS);
    }

    /** The actions of a kind, sorted; empty for one without. */
    public static List<String> actions(String kind) {
        Path folder = SCRIPTS.resolve(kind).resolve("actions");
        return Files.isDirectory(folder) ? folders(folder) : List.of();
    }

    /** The script that says how healthy an object of a kind is. */
    public static String health(String kind) {
        return read(SCRIPTS.resolve(kind).resolve("health.lua"));
    }

    /** The script that says which actions an object of a kind offers. */
    public static String discovery(String kind) {
        return read(SCRIPTS.resolve(kind).resolve("actions").resolve("discovery.lua"));
    }

    /** The script of an action. */
    public static String action(String kind, String action) {
        return read(SCRIPTS.resolve(kind).resolve("actions").resolve(action).resolve("action.lua"));
    }

    /** The ConfigMap, as the scripts say. */
    public static String configMap() {
        StringBuilder text = new StringBuilder(BEGINNING);
        for (String kind : kinds()) {
            text.append("  resource.customizations.health.%s_%s: |\n".formatted(GROUP, kind));
            text.append(health(kind).indent(4));
            if (!actions(kind).isEmpty()) {
                text.append("  resource.customizations.actions.%s_%s: |\n".formatted(GROUP, kind));
                text.append("    discovery.lua: |\n").append(discovery(kind).indent(6));
                text.append("    definitions:\n");
                for (String action : actions(kind)) {
                    text.append("    - name: %s\n      action.lua: |\n".formatted(action));
                    text.append(action(kind, action).indent(8));
                }
            }
        }
        // An empty line in a block needs no spaces.
        return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> folders(Path in) {
        try (var paths = Files.list(in)) {
            return paths.filter(Files::isDirectory)
                    .map(path -> in.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
