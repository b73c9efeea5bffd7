package io.regionalfailover.demo;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.HistoryEntry;
import io.regionalfailover.testing.dns.ScriptedDnsServer.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at every part of the world and tells the screen what is new, each thing from whoever knows it first hand. */
final class Follower {
    private static final int PROBES_SHOWN = 3;

    private enum Kind {
        DETAIL,
        FAILURE,
        MILESTONE
    }

    private record News(Instant at, Kind kind, String text) {}

    private final World world;
    private final Screen screen;
    private final List<Replicas> replicas = new ArrayList<>();
    private final List<PublishedPlan> plans = new ArrayList<>();
    private int asked;
    private int failures;
    private Optional<Instant> brokenAt = Optional.empty();
    private Optional<String> answered = Optional.empty();
    private Instant answersSeen = Instant.EPOCH;
    private String lastPhase = "";
    private String lastReason = "";

    Follower(World world, Screen screen) {
        this.world = world;
        this.screen = screen;
    }

    /** What was so far is no news. */
    void skip() {
        news();
    }

    /** From now on a question for the eastern database's name is a failing probe; empty: no longer. */
    void databaseBroken(Optional<Instant> at) {
        brokenAt = at;
        failures = 0;
    }

    /** Prints what is new since it was called last. */
    void look() {
        for (News item : news()) {
            switch (item.kind()) {
                case DETAIL -> screen.happened(item.at(), item.text());
                case FAILURE -> screen.failure(item.at(), item.text());
                case MILESTONE -> screen.milestone(item.at(), item.text());
            }
        }
    }

    /** The policy's status; empty while it has none. */
    Optional<FailoverPolicyStatus> status() {
        return world.policy().map(policy -> policy.getStatus());
    }

    /** The plans published so far, oldest first. */
    List<PublishedPlan> plans() {
        return List.copyOf(plans);
    }

    /** The plans published since a moment, oldest first. */
    List<PublishedPlan> plansSince(Instant moment) {
        return plans.stream().filter(plan -> plan.at().isAfter(moment)).toList();
    }

    /** What was seen of the applications' replicas, each change once. */
    List<Replicas> replicas() {
        return List.copyOf(replicas);
    }

    /** When that many replicas were first seen ready in a region, after a moment. */
    Optional<Instant> readySince(Site site, int count, Instant moment) {
        return replicas.stream()
                .filter(seen -> seen.site() == site
                        && seen.ready() >= count
                        && seen.at().isAfter(moment))
                .map(Replicas::at)
                .findFirst();
    }

    private List<News> news() {
        List<News> news = new ArrayList<>();
        newProbes(news);
        newReplicas(news);
        newPlans(news);
        newAnswers(news);
        newStatus(news);
        news.sort(Comparator.comparing(News::at));
        return news;
    }

    private void newProbes(List<News> news) {
        List<Asked> all = world.databases().asked();
        for (Asked question : all.subList(asked, all.size())) {
            boolean fails = question.name().equals(Site.EAST.database())
                    && brokenAt.filter(broken -> question.at().isAfter(broken)).isPresent();
            if (fails && ++failures <= PROBES_SHOWN) {
                news.add(new News(
                        question.at(),
                        Kind.FAILURE,
                        "probe " + failures + " of orders-database in us-east-1 fails: NXDOMAIN"));
            }
        }
        asked = all.size();
    }

    private void newReplicas(List<News> news) {
        for (Site site : Site.values()) {
            Replicas now = world.replicas(site);
            Optional<Replicas> before =
                    replicas.stream().filter(seen -> seen.site() == site).reduce((first, second) -> second);
            if (before.filter(now::isLike).isEmpty()) {
                replicas.add(now);
                before.ifPresent(known -> news.add(described(known, now)));
            }
        }
    }

    private static News described(Replicas before, Replicas now) {
        String text =
                now.site().region() + ": " + now.desired() + " replicas are wanted, " + now.ready() + " are ready";
        boolean full = now.ready() == now.desired() && now.desired() >= before.desired();
        return new News(now.at(), full ? Kind.MILESTONE : Kind.DETAIL, text);
    }

    private void newPlans(List<News> news) {
        long last = plans.isEmpty() ? 0 : plans.getLast().epoch();
        List<HistoryEntry> entries =
                status().map(FailoverPolicyStatus::history).orElse(List.of()).reversed();
        for (HistoryEntry entry : entries) {
            Instant at = entry.at();
            if (entry.epoch() == null || at == null || entry.epoch() <= last) {
                continue;
            }
            Map<Site, Integer> weights = new EnumMap<>(Site.class);
            for (Site site : Site.values()) {
                weights.put(site, entry.weights().getOrDefault(site.region(), 0));
            }
            PublishedPlan plan = new PublishedPlan(entry.epoch(), at, weights);
            answersUnder(plan).ifPresent(news::add);
            plans.add(plan);
            news.add(new News(
                    at,
                    Kind.MILESTONE,
                    "plan " + plan.epoch() + ": us-east-1 " + Screen.bar(plan.percent(Site.EAST)) + "   us-west-2 "
                            + Screen.bar(plan.percent(Site.WEST))));
        }
    }

    /** What the name server said while two regions shared the traffic. */
    private Optional<News> answersUnder(PublishedPlan next) {
        if (plans.isEmpty() || !plans.getLast().isDivided()) {
            return Optional.empty();
        }
        List<DnsWatch.Answer> answers = world
                .watch()
                .answersSince(plans.getLast().at())
                .stream()
                .filter(answer -> answer.at().isBefore(next.at()))
                .toList();
        long east = answers.stream()
                .filter(answer ->
                        answer.address().filter(Site.EAST.address()::equals).isPresent())
                .count();
        return Optional.of(new News(
                next.at(), Kind.DETAIL, "of " + answers.size() + " answers meanwhile, " + east + " said us-east-1"));
    }

    private void newAnswers(List<News> news) {
        boolean divided = !plans.isEmpty() && plans.getLast().isDivided();
        Instant planned = plans.isEmpty() ? Instant.EPOCH : plans.getLast().at();
        for (DnsWatch.Answer answer : world.watch().answersSince(answersSeen)) {
            answersSeen = answer.at();
            // While two regions share the traffic the answers alternate, which is no news.
            if (divided || answer.at().isBefore(planned) || answer.address().equals(answered)) {
                continue;
            }
            if (answered.isPresent()) {
                news.add(new News(
                        answer.at(),
                        Kind.MILESTONE,
                        World.NAME + " is "
                                + answer.address().map(Follower::named).orElse("ANSWERED WITH NOTHING")));
            }
            answered = answer.address();
        }
    }

    private void newStatus(List<News> news) {
        status().ifPresent(status -> {
            String phase = String.valueOf(status.phase());
            String reason = String.valueOf(status.reason());
            if (!reason.equals(lastReason)) {
                news.add(new News(
                        Instant.now(), Kind.DETAIL, "status: " + phase + ", " + reason + ": " + status.message()));
            } else if (!phase.equals(lastPhase)) {
                news.add(new News(Instant.now(), Kind.DETAIL, "status: " + phase));
            }
            lastPhase = phase;
            lastReason = reason;
        });
    }

    private static String named(String address) {
        return Stream.of(Site.values())
                .filter(site -> site.address().equals(address))
                .map(site -> address + " (" + site.region() + ")")
                .findFirst()
                .orElse(address);
    }
}
