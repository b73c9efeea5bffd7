package io.regionalfailover.kubectl;

import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** What could follow on a command line that is being typed, as kubectl asks its plugins. */
final class Completion {
    /** How kubectl_complete-failover asks for it. */
    static final String NAME = "__complete";

    /** Cobra's way to say that files are no answer. */
    private static final String NO_FILES = ":4";

    private Completion() {}

    /**
     * One candidate each, and at last how they are meant.
     *
     * @param arguments what was typed, the last one unfinished, perhaps empty
     */
    static List<String> of(CommandLine line, String[] arguments) {
        List<String> lines = new ArrayList<>();
        if (arguments.length > 0) {
            String last = arguments[arguments.length - 1];
            List<CharSequence> rests = new ArrayList<>();
            AutoComplete.complete(
                    line.getCommandSpec(), arguments, arguments.length - 1, last.length(), last.length(), rests);
            rests.stream()
                    .map(rest -> last + rest)
                    .filter(word -> !word.equals("generate-completion"))
                    .sorted()
                    .distinct()
                    .forEach(lines::add);
        }
        lines.add(NO_FILES);
        return lines;
    }
}
