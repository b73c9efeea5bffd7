package io.regionalfailover.testing.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that a page shows in a block marked {@code sh}.
 *
 * @param page where it stands
 * @param heading under which
 * @param text as a shell takes it, here-document and continued lines included
 */
public record ShownCommand(Path page, String heading, String text) {
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?'?([A-Z]+)'?");

    /** All commands of a page, from top to bottom. */
    public static List<ShownCommand> of(Path page) {
        try {
            List<ShownCommand> commands = new ArrayList<>();
            String heading = "";
            boolean inside = false;
            Iterator<String> lines = Files.readAllLines(page).iterator();
            while (lines.hasNext()) {
                String line = lines.next().strip();
                if (line.startsWith("```")) {
                    inside = line.equals("```sh");
                } else if (inside && !line.isBlank() && !line.startsWith("#")) {
                    commands.add(new ShownCommand(page, heading, whole(line, lines)));
                } else if (!inside && line.startsWith("#")) {
                    heading = line.replaceFirst("^#+ ", "");
                }
            }
            return commands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages that people read: README, CONTRIBUTING, docs and those of the examples. */
    public static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        for (String folder : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pages;
    }

    private static String whole(String first, Iterator<String> more) {
        StringBuilder text = new StringBuilder(first);
        while (text.toString().endsWith("\\") && more.hasNext()) {
            text.append('\n').append(more.next());
        }
        Matcher here = HERE_DOCUMENT.matcher(text);
        boolean open = here.find();
        while (open && more.hasNext()) {
            String line = more.next();
            text.append('\n').append(line);
            open = !line.equals(here.group(1));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return page + ", " + heading + ": " + text;
    }
}
