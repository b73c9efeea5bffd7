package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.dns.FenceCodec.Parsed;
import io.regionalfailover.dns.NameserverAsker.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to ask an authoritative server, and what it answers when it shows a plan: beside every name the fence with the plan's
 * nonce, and for every type a value of a region that has weight. Where one of those is an alias, only the nonce is asked for:
 * its answers are its target's matter.
 */
final class Questions {
    private Questions() {}

    /** One question and what it should come to. */
    sealed interface Question {
        DnsName name();

        String type();

        /** What is wrong with an answer, to stand after the server's name; empty when it shows the plan. */
        Optional<String> wrongWith(Answer answer);
    }

    /** @param fences whether fences are served, too */
    static List<Question> of(Publication publication, Plan plan, Set<DnsName> names, boolean fences) {
        List<Question> questions = new ArrayList<>();
        publication.byName().forEach((name, entries) -> {
            if (names.contains(name)) {
                if (fences) {
                    questions.add(new FenceQuestion(name.fence(), plan));
                }
                entries.stream()
                        .filter(entry -> !servesAlias(entry, plan))
                        .forEach(entry -> questions.add(new AnswerQuestion(
                                belowWildcard(name, plan), entry.type(), Set.copyOf(servingValues(entry, plan)))));
            }
        });
        return questions;
    }

    private record FenceQuestion(DnsName name, Plan plan) implements Question {
        @Override
        public String type() {
            return "TXT";
        }

        @Override
        public Optional<String> wrongWith(Answer answer) {
            return switch (answer) {
                case Answer.None(String how) -> Optional.of(how);
                case Answer.Authoritative(List<String> values) -> wrongWith(values);
            };
        }

        private Optional<String> wrongWith(List<String> values) {
            String shows = values.isEmpty() ? "shows no fence of" : "shows something else than a fence of";
            for (String value : values) {
                if (TxtValue.unquote(value).map(FenceCodec::parse).orElseGet(Parsed.NotAFence::new)
                        instanceof Parsed.Valid(Fence fence)) {
                    if (fence.nonce().equals(plan.nonce())) {
                        return Optional.empty();
                    }
                    shows = "shows epoch " + fence.epoch() + " instead of";
                }
            }
            return Optional.of(shows + " epoch " + plan.epoch());
        }
    }

    /** @param serving values of regions with weight; empty when only regions outside the spec have any: all will do then */
    private record AnswerQuestion(DnsName name, String type, Set<String> serving) implements Question {
        @Override
        public Optional<String> wrongWith(Answer answer) {
            return switch (answer) {
                case Answer.None(String how) -> Optional.of(how);
                case Answer.Authoritative(List<String> values) -> {
                    boolean shown = serving.isEmpty()
                            ? !values.isEmpty()
                            : Values.canonical(type, values).stream().anyMatch(serving::contains);
                    yield shown
                            ? Optional.empty()
                            : Optional.of("answers " + type + " of " + name + " with "
                                    + (values.isEmpty() ? "nothing" : "a region without weight"));
                }
            };
        }
    }

    private static boolean servesAlias(Publication.Entry entry, Plan plan) {
        return entry.aliasByRegion().keySet().stream()
                .anyMatch(region -> plan.weights().of(region) > 0);
    }

    private static Set<String> servingValues(Publication.Entry entry, Plan plan) {
        Set<String> values = new HashSet<>();
        plan.weights().byRegion().forEach((region, weight) -> {
            if (weight > 0) {
                values.addAll(
                        Values.canonical(entry.type(), entry.valuesByRegion().getOrDefault(region, List.of())));
            }
        });
        return values;
    }

    /** A wildcard is seen in the answer for a name that nobody made. */
    private static DnsName belowWildcard(DnsName name, Plan plan) {
        return name.text().startsWith("*.")
                ? DnsName.of("rfo-" + plan.nonce() + name.text().substring(1))
                : name;
    }
}
