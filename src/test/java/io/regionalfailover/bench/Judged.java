package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.OperatorProcess;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an operator judged each policy for the first time, by its own log: a decision that holds something back counts. */
final class Judged {
    private static final Pattern LINE =
            Pattern.compile("\"timestamp\":\"([^\"]+)\".*\"message\":\"" + Shape.NAMESPACE + "/(app-\\d+): [A-Z]");

    private Judged() {}

    /** The moment at which so many policies had been judged; empty while they have not. */
    static Optional<Instant> all(OperatorProcess operator, int policies) {
        Map<String, Instant> first = new HashMap<>();
        for (String line : List.copyOf(operator.log())) {
            Matcher found = LINE.matcher(line);
            if (found.find()) {
                first.putIfAbsent(found.group(2), Instant.parse(found.group(1)));
            }
        }
        return first.size() < policies
                ? Optional.empty()
                : first.values().stream().max(Instant::compareTo);
    }
}
