package io.regionalfailover.simulation;

/** Tells of a finding: what was broken, how to see it again, and the shortest schedule that still breaks it. */
final class Report {
    private Report() {}

    static void print(Campaign.Finding finding) {
        String invariant = finding.broken().invariant();
        Scenario shortest = Shrinker.shortest(finding.whole(), invariant);
        Simulation.Outcome outcome = Simulation.traced(shortest);
        StringBuilder text = new StringBuilder();
        text.append("BROKEN with seed ")
                .append(finding.whole().seed())
                .append(": ")
                .append(finding.broken());
        text.append("\nIts shortest schedule, ").append(shortest);
        text.append("\nWhat happens then:");
        outcome.lines().forEach(line -> text.append("\n  ").append(line));
        System.out.println(text);
    }
}
