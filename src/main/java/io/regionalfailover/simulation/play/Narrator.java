package io.regionalfailover.simulation.play;

import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Hold;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Reporter;
import io.regionalfailover.simulation.timeline.Entry.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts into words what instances tell: plans of all of them, judgements and holds of the one that observes. */
final class Narrator {
    private final Notebook notebook;
    private final Set<Long> served = new HashSet<>();
    private final Map<String, RegionHealth> health = new HashMap<>();
    private final Map<String, Outcome> warnings = new HashMap<>();
    private Set<String> holds = Set.of();
    private String decided = "";
    private String trouble = "";
    private String outlook = "";
    private String phase = "";

    Narrator(Notebook notebook) {
        this.notebook = notebook;
    }

    /** Who listens to a member. */
    Reporter of(Member member, boolean observes) {
        return new Reporter() {
            @Override
            public void report(PolicySnapshot snapshot) {
                member.reported(snapshot);
                if (observes) {
                    snapshot.decision().ifPresent(decision -> told(decision, snapshot));
                }
            }

            @Override
            public void written(PastPlan plan, Reason reason, Shifted shifted) {
                notebook.note(
                        Kind.WRITTEN,
                        "",
                        "plan " + plan.epoch() + " by " + member.region() + ": "
                                + plan.weights().serving() + " (" + reason.text() + ")");
            }

            @Override
            public void fenced(String message) {
                notebook.note(Kind.DNS, "", member.region() + " is fenced: " + message);
            }
        };
    }

    /** What stands now, for a person. */
    String outlook() {
        return outlook;
    }

    private void told(Decision decision, PolicySnapshot snapshot) {
        decision.regions().forEach(this::judged);
        decision.proposal().ifPresent(this::proposed);
        if (decision.proposal().isEmpty()) {
            decided = "";
        }
        held(decision);
        String now = snapshot.trouble().map(found -> found.message()).orElse("");
        if (!now.isEmpty() && !now.equals(trouble)) {
            notebook.note(Kind.DNS, "", now);
        }
        trouble = now;
        snapshot.progress()
                .filter(progress -> progress.observedAt().isPresent() && served.add(progress.epoch()))
                .ifPresent(progress -> notebook.note(
                        Kind.SERVED, "", "plan " + progress.epoch() + " is seen at every server of the zone"));
        outlook = decision.phase().text() + ": " + decision.message();
        if (!decision.phase().text().equals(phase) && decision.phase() == Phase.FAILED_OPEN) {
            notebook.note(Kind.DECIDED, "", outlook);
        }
        phase = decision.phase().text();
    }

    private void judged(RegionJudgement region) {
        for (RegionJudgement.CheckJudgement check : region.checks()) {
            Outcome before = warnings.put(region.name() + "/" + check.name(), check.outcome());
            if (check.severity() == Severity.WARNING && before != null && before != check.outcome()) {
                notebook.note(
                        Kind.CHECK,
                        region.name(),
                        check.name() + " is " + word(check.outcome())
                                + (check.message().isEmpty() ? "" : ": " + check.message()));
            }
        }
        RegionHealth before = health.put(region.name(), region.health());
        String now = word(region.health());
        notebook.begins("health " + region.name(), now, region.message());
        if (before != null && before != region.health()) {
            notebook.note(Kind.REGION, region.name(), now + ": " + region.message());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private void proposed(Proposal proposal) {
        String gist = proposal.kind() + " " + proposal.reason() + " "
                + proposal.weights().serving();
        if (!gist.equals(decided)) {
            decided = gist;
            notebook.note(Kind.DECIDED, String.join(", ", new TreeSet<>(proposal.from())), proposal.message());
        }
    }

    private void held(Decision decision) {
        Set<String> now = new HashSet<>();
        for (Hold hold : decision.holds()) {
            String reason = hold.reason().text();
            now.add(reason);
            notebook.begins("hold " + reason, reason, hold.message());
            if (!holds.contains(reason)) {
                notebook.noteIfLasting(
                        "hold " + reason,
                        Kind.HELD,
                        String.join(", ", new TreeSet<>(hold.regions())),
                        reason + ": " + hold.message());
            }
        }
        for (String before : holds) {
            if (!now.contains(before)) {
                notebook.endsNoted("hold " + before);
            }
        }
        holds = now;
    }
}
