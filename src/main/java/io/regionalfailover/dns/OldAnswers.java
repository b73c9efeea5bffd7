package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.NameserverAsker.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a resolver is asked after a shift, and which answers are old: those with a value that only regions without weight have.
 * A name below a wildcard is in nobody's cache before it is asked for, and what an alias points to is its target's matter:
 * neither is asked for.
 */
final class OldAnswers {
    private OldAnswers() {}

    /**
     * One question.
     *
     * @param old region by value
     */
    record Question(DnsName name, String type, Map<String, String> old) {
        Question {
            old = Map.copyOf(old);
        }

        /** What is wrong with an answer, to stand after the resolver's name; empty when it is none of the old ones. */
        Optional<String> wrongWith(Answer answer) {
            return switch (answer) {
                case Answer.None(String how) -> Optional.of(how);
                case Answer.Authoritative(List<String> values)
                when values.isEmpty() -> Optional.of("answers " + type + " of " + name + " with nothing");
                case Answer.Authoritative(List<String> values) ->
                    Values.canonical(type, values).stream()
                            .filter(old::containsKey)
                            .findFirst()
                            .map(value -> "still answers " + type + " of " + name + " with " + value + " of "
                                    + old.get(value));
            };
        }
    }

    /** Empty when the plan leaves no region without weight whose answers could be told from others'. */
    static List<Question> of(Publication publication, Plan plan) {
        List<Question> questions = new ArrayList<>();
        for (Publication.Entry entry : publication.entries()) {
            Map<String, String> old = old(entry, plan);
            if (!old.isEmpty() && !entry.name().text().startsWith("*.")) {
                questions.add(new Question(entry.name(), entry.type(), old));
            }
        }
        return questions;
    }

    private static Map<String, String> old(Publication.Entry entry, Plan plan) {
        Map<String, String> old = new TreeMap<>();
        Set<String> serving = new HashSet<>();
        entry.valuesByRegion().forEach((region, values) -> {
            List<String> canonical = List.copyOf(Values.canonical(entry.type(), values));
            if (plan.weights().of(region) > 0) {
                serving.addAll(canonical);
            } else {
                canonical.forEach(value -> old.put(value, region));
            }
        });
        old.keySet().removeAll(serving);
        return old;
    }
}
