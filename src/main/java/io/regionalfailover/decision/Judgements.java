package io.regionalfailover.decision;

import io.regionalfailover.decision.RegionJudgement.CheckJudgement;
import java.util.ArrayList;
import java.util.List;

/** What is shown of regions and checks. */
final class Judgements {
    private Judgements() {}

    static List<RegionJudgement> of(Situation situation) {
        List<RegionJudgement> judgements = new ArrayList<>(situation.regions().size());
        Trace trace = situation.facts().memory().trace();
        for (RegionState region : situation.regions()) {
            Trace.OfRegion before = trace.regions().get(region.name());
            if (before != null && before.state() == region) {
                judgements.add(before.judgement());
                continue;
            }
            List<CheckJudgement> checks = new ArrayList<>(region.checks().size());
            for (CheckState check : region.checks()) {
                checks.add(of(check));
            }
            judgements.add(new RegionJudgement(
                    region.name(),
                    region.health(),
                    region.inForce(),
                    region.since(),
                    Sentences.reasonOf(region),
                    Sentences.clipped(Sentences.ofRegion(region)),
                    region.steadyWeight(),
                    checks));
        }
        return judgements;
    }

    private static CheckJudgement of(CheckState check) {
        Outcome shown = check.shown();
        return new CheckJudgement(
                check.rule().name(),
                check.rule().severity(),
                shown,
                check.since(),
                shown == Outcome.PASSING ? "" : Sentences.clipped(check.message()),
                check.failing(),
                check.vantagePoints());
    }
}
