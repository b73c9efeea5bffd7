package io.regionalfailover.kubectl.view;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.kubectl.view.Concentration.Group;
import io.regionalfailover.kubectl.view.Paint.Tone;
import io.regionalfailover.kubectl.view.Table.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Would a failover succeed now? For every policy, those that are not ready first; and what many of them hang on.
 *
 * @param policies one each
 * @param concentration what they share
 */
public record ReadinessView(List<Readiness> policies, Concentration concentration) {
    private static final int MOST_GROUPS = 5;
    private static final int MOST_NAMES = 3;

    /**
     * Whether a failover of a policy would succeed.
     *
     * @param ready True, False or Unknown, as the condition FailoverReady says
     * @param reason in one word
     * @param obstacle what stands in the way; what speaks for it where nothing does
     */
    public record Readiness(String namespace, String name, String ready, String reason, String obstacle) {
        private int rank() {
            return switch (ready) {
                case "False" -> 0;
                case "True" -> 2;
                default -> 1;
            };
        }
    }

    /** Of these policies. */
    public static ReadinessView of(List<FailoverPolicy> policies) {
        return new ReadinessView(
                policies.stream()
                        .map(ReadinessView::readiness)
                        .sorted(Comparator.comparingInt(Readiness::rank)
                                .thenComparing(Readiness::namespace)
                                .thenComparing(Readiness::name))
                        .toList(),
                Concentration.of(policies));
    }

    private static Readiness readiness(FailoverPolicy policy) {
        Optional<Condition> condition = Words.condition(Words.status(policy), "FailoverReady");
        return new Readiness(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                condition.map(Condition::status).orElse("Unknown"),
                condition.map(Condition::reason).orElse(""),
                condition.map(Condition::message).orElse("the operator has not looked at it yet"));
    }

    /** Whether a failover of every policy would succeed now. */
    public boolean allReady() {
        return policies.stream().allMatch(policy -> policy.ready().equals("True"));
    }

    /**
     * As lines for people.
     *
     * @param wide with the reasons, every group and every name
     */
    public List<String> lines(Paint paint, boolean wide) {
        long ready = policies.stream()
                .filter(policy -> policy.ready().equals("True"))
                .count();
        List<String> lines = new ArrayList<>();
        lines.add(paint.of(Tone.STRONG, ready + " of " + policies.size() + " policies are ready for a failover"));
        Table table = wide
                ? new Table("NAMESPACE", "POLICY", "READY", "REASON", "WHY")
                : new Table("NAMESPACE", "POLICY", "READY", "WHY");
        for (Readiness policy : policies) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(policy.namespace()),
                    Cell.of(policy.name()),
                    new Cell(policy.ready(), tone(policy.ready()))));
            if (wide) {
                cells.add(Cell.of(policy.reason()));
            }
            cells.add(Cell.of(policy.obstacle()));
            table.row(cells);
        }
        lines.addAll(table.lines(paint, "  "));
        groups(lines, "Policies that have all of their traffic in one region", concentration.regions(), paint, wide);
        groups(lines, "Policies that publish in one zone", concentration.zones(), paint, wide);
        groups(lines, "Policies whose checks watch the same dependency", concentration.dependencies(), paint, wide);
        return lines;
    }

    private static void groups(List<String> lines, String title, List<Group> groups, Paint paint, boolean wide) {
        if (groups.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(paint.of(Tone.STRONG, title));
        Table table = new Table("ON", "POLICIES", "OF ALL", "WHICH");
        int shown = wide ? groups.size() : Math.min(MOST_GROUPS, groups.size());
        for (Group group : groups.subList(0, shown)) {
            table.row(
                    group.on(),
                    String.valueOf(group.policies().size()),
                    group.percent() + " %",
                    names(group.policies(), wide));
        }
        lines.addAll(table.lines(paint, "  "));
        if (shown < groups.size()) {
            lines.add("  and " + (groups.size() - shown) + " more: -o wide");
        }
    }

    private static String names(List<String> names, boolean wide) {
        if (wide || names.size() <= MOST_NAMES) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private static Tone tone(String ready) {
        return switch (ready) {
            case "True" -> Tone.GOOD;
            case "False" -> Tone.BAD;
            default -> Tone.NOTABLE;
        };
    }
}
