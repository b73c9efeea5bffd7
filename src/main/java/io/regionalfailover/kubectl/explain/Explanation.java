package io.regionalfailover.kubectl.explain;

import io.regionalfailover.api.v1alpha1.CheckStatus;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.decision.Order;
import io.regionalfailover.kubectl.view.Ages;
import io.regionalfailover.kubectl.view.Paint;
import io.regionalfailover.kubectl.view.Paint.Tone;
import io.regionalfailover.kubectl.view.Prose;
import io.regionalfailover.kubectl.view.Table;
import io.regionalfailover.kubectl.view.Table.Cell;
import io.regionalfailover.kubectl.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a policy is as it is.
 *
 * @param namespace the policy's namespace
 * @param name the policy's name
 * @param phase where traffic is
 * @param reason why, in one word
 * @param message why, in the operator's sentence
 * @param regions how each region stands
 * @param checks those that do not pass
 * @param conditions those that ask for attention
 * @param rules what each rule of the decision said
 * @param next what happens next
 */
public record Explanation(
        String namespace,
        String name,
        String phase,
        String reason,
        String message,
        List<Standing> regions,
        List<Failing> checks,
        List<Attention> conditions,
        List<RuleSaid> rules,
        List<String> next) {
    private static final int WIDTH = 110;

    /** How a region stands. */
    public record Standing(
            String region, String health, String since, int weight, int steadyWeight, String share, String checks) {}

    /** A check that does not pass. */
    public record Failing(
            String region, String check, String severity, String result, String seenBy, String since, String message) {}

    /** A condition that asks for attention. */
    public record Attention(String type, String status, String reason, String message) {}

    /** Explains a policy by its spec, its status and the orders in force for it. */
    public static Explanation of(FailoverPolicy policy, List<Order> orders) {
        Story story = new Story(policy, orders);
        List<Failing> checks = new ArrayList<>();
        for (PolicyRegionStatus region : story.status().regions()) {
            region.checks().forEach(check -> checks.add(failing(region.name(), check)));
        }
        return new Explanation(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                story.status().phase() == null
                        ? story.phase().text()
                        : story.status().phase(),
                Words.orEmpty(story.status().reason()),
                Words.orEmpty(story.status().message()),
                story.status().regions().stream().map(Explanation::standing).toList(),
                checks,
                story.status().conditions().stream()
                        .filter(Explanation::asksForAttention)
                        .map(each -> new Attention(each.type(), each.status(), each.reason(), each.message()))
                        .toList(),
                Pipeline.of(story),
                NextSteps.of(story));
    }

    /** Regions that hold less of the traffic than the spec gives them. */
    public static List<String> away(FailoverPolicy policy) {
        return new Story(policy, List.of()).away();
    }

    private static boolean asksForAttention(Condition condition) {
        return switch (condition.type()) {
            case "Ready", "FailoverReady" -> !condition.status().equals("True");
            case "Stalled", "Suspended", "Degraded", "Reconciling" ->
                condition.status().equals("True");
            default -> false;
        };
    }

    private static Standing standing(PolicyRegionStatus region) {
        int passing = region.checksPassing() == null ? 0 : region.checksPassing();
        int failing = region.checksFailing() == null ? 0 : region.checksFailing();
        int unknown = region.checksUnknown() == null ? 0 : region.checksUnknown();
        return new Standing(
                region.name(),
                region.health() == null ? "Unknown" : region.health(),
                Words.orEmpty(region.since()),
                Story.weight(region),
                region.steadyWeight() == null ? 0 : region.steadyWeight(),
                Words.orEmpty(region.share()) + " %",
                passing + " of " + (passing + failing + unknown) + " pass");
    }

    private static Failing failing(String region, CheckStatus check) {
        String seenBy = check.vantagePoints() == null
                ? ""
                : Words.orEmpty(check.vantagePointsFailing()) + " of " + check.vantagePoints();
        return new Failing(
                region,
                check.name(),
                Words.orEmpty(check.severity()),
                check.result(),
                seenBy,
                Words.orEmpty(check.since()),
                Words.orEmpty(check.message()));
    }

    /** As lines for people. */
    public List<String> lines(Paint paint, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.of(Tone.STRONG, namespace + "/" + name) + "  " + phase
                + (reason.isEmpty() ? "" : " (" + reason + ")"));
        lines.addAll(Prose.wrapped(message, "", "", WIDTH));
        lines.add("");
        facts(lines, paint, now);
        lines.add(paint.of(Tone.STRONG, "What each rule said, in the order in which they are asked"));
        for (RuleSaid rule : rules) {
            String head = "  " + rule.number() + " " + padded(rule.rule(), 15) + padded(word(rule.outcome()), 8);
            List<String> wrapped = Prose.wrapped(rule.said(), "", " ".repeat(head.length()), WIDTH - head.length());
            lines.add("  " + rule.number() + " " + padded(rule.rule(), 15)
                    + paint.of(tone(rule.outcome()), word(rule.outcome()))
                    + " ".repeat(8 - word(rule.outcome()).length()) + wrapped.getFirst());
            lines.addAll(wrapped.subList(1, wrapped.size()));
        }
        lines.add("");
        lines.add(paint.of(Tone.STRONG, "What happens next"));
        next.forEach(sentence -> lines.addAll(Prose.wrapped(sentence, "  ", "  ", WIDTH)));
        return lines;
    }

    private void facts(List<String> lines, Paint paint, Instant now) {
        Table standing = new Table("REGION", "HEALTH", "SINCE", "SHARE", "WEIGHT", "STEADY", "CHECKS");
        for (Standing region : regions) {
            standing.row(List.of(
                    Cell.of(region.region()),
                    new Cell(region.health(), healthTone(region.health())),
                    Cell.of(age(region.since(), now)),
                    Cell.of(region.share()),
                    Cell.of(String.valueOf(region.weight())),
                    Cell.of(String.valueOf(region.steadyWeight())),
                    Cell.of(region.checks())));
        }
        lines.addAll(standing.lines(paint, "  "));
        lines.add("");
        if (!checks.isEmpty()) {
            Table table = new Table("CHECK", "REGION", "RESULT", "SEVERITY", "SEEN BY", "SINCE", "WHAT WAS SEEN");
            for (Failing check : checks) {
                table.row(List.of(
                        Cell.of(check.check()),
                        Cell.of(check.region()),
                        new Cell(check.result(), check.result().equals("Failing") ? Tone.BAD : Tone.NOTABLE),
                        Cell.of(check.severity()),
                        Cell.of(check.seenBy()),
                        Cell.of(age(check.since(), now)),
                        Cell.of(check.message())));
            }
            lines.addAll(table.lines(paint, "  "));
            lines.add("");
        }
        if (!conditions.isEmpty()) {
            for (Attention condition : conditions) {
                String head = condition.type() + " is " + condition.status() + " (" + condition.reason() + "): ";
                lines.addAll(Prose.wrapped(head + condition.message(), "  ", "    ", WIDTH));
            }
            lines.add("");
        }
    }

    private static String age(String since, Instant now) {
        return since.isEmpty() ? "" : Ages.since(Instant.parse(since), now);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static Tone healthTone(String health) {
        return switch (health) {
            case "Healthy" -> Tone.GOOD;
            case "Unhealthy" -> Tone.BAD;
            default -> Tone.NOTABLE;
        };
    }

    private static String word(RuleSaid.Outcome outcome) {
        return switch (outcome) {
            case PASSES -> "passes";
            case ACTS -> "acts";
            case HOLDS -> "holds";
            case UNKNOWN -> "unknown";
        };
    }

    private static Tone tone(RuleSaid.Outcome outcome) {
        return switch (outcome) {
            case PASSES -> Tone.GOOD;
            case ACTS, UNKNOWN -> Tone.NOTABLE;
            case HOLDS -> Tone.BAD;
        };
    }
}
