package io.regionalfailover.demo;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.dns.ScriptedDnsServer.Asked;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.RecordSet;
import io.regionalfailover.testing.route53.WeightsInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final Map<String, Site> setIdentifiers = new HashMap<>();
    private int batches;
    private int inForce = 1;
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

    /** The weights that are in force, by region. */
    Map<Site, Long> weights() {
        return bySite(world.route53()
                .history(world.zoneId(), World.NAME, "A")
                .getLast()
                .weights());
    }

    /** The accepted change batches since a moment that touch the name, oldest first. */
    List<ApiRequest> batchesSince(Instant moment) {
        return accepted().filter(request -> request.at().isAfter(moment)).toList();
    }

    /** The weights of the eastern region that were in force since a moment, in order, in percent of all. */
    List<Integer> easternPercentagesSince(Instant moment) {
        return world.route53().history(world.zoneId(), World.NAME, "A").stream()
                .filter(weights -> weights.since().isAfter(moment))
                .map(weights -> percent(bySite(weights.weights()), Site.EAST))
                .toList();
    }

    private List<News> news() {
        List<News> news = new ArrayList<>();
        newProbes(news);
        newBatches(news);
        newWeights(news);
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

    private void newBatches(List<News> news) {
        List<ApiRequest> all = accepted().toList();
        for (ApiRequest request : all.subList(batches, all.size())) {
            news.add(new News(request.at(), Kind.MILESTONE, described(request)));
        }
        batches = all.size();
    }

    private Stream<ApiRequest> accepted() {
        return world.route53().requests(Operation.CHANGE_RECORD_SETS).stream()
                .filter(request -> request.outcome().equals("OK"))
                .filter(request -> request.changes().stream().anyMatch(Follower::isAnswer));
    }

    private static boolean isAnswer(Change change) {
        return change.set().type().equals("A") && change.set().name().startsWith(World.NAME);
    }

    private String described(ApiRequest request) {
        Map<Site, Long> weights = new EnumMap<>(Site.class);
        for (Change change : request.changes()) {
            if (isAnswer(change) && change.action() != Change.Action.DELETE) {
                site(change.set())
                        .ifPresent(
                                site -> weights.put(site, change.set().weight().orElse(0L)));
            }
        }
        boolean fenced = request.changes().stream()
                .anyMatch(change ->
                        change.set().type().equals("TXT") && change.set().name().startsWith("_failover." + World.NAME));
        return "Route 53 accepts a change batch: " + weighed(weights)
                + (fenced ? ", and the fence" : ", WITHOUT A FENCE");
    }

    private void newWeights(List<News> news) {
        List<WeightsInForce> all = world.route53().history(world.zoneId(), World.NAME, "A");
        for (int i = Math.min(inForce, all.size()); i < all.size(); i++) {
            WeightsInForce weights = all.get(i);
            answersUnder(all.get(i - 1), weights.since()).ifPresent(news::add);
            Map<Site, Long> sites = bySite(weights.weights());
            news.add(new News(
                    weights.since(),
                    Kind.DETAIL,
                    "in force: us-east-1 " + Screen.bar(percent(sites, Site.EAST)) + "   us-west-2 "
                            + Screen.bar(percent(sites, Site.WEST))));
        }
        inForce = Math.max(inForce, all.size());
    }

    /** What the name servers said while two regions shared the traffic. */
    private Optional<News> answersUnder(WeightsInForce weights, Instant until) {
        int percent = percent(bySite(weights.weights()), Site.EAST);
        if (percent == 0 || percent == 100) {
            return Optional.empty();
        }
        List<DnsWatch.Answer> answers = world.watch().answersSince(weights.since()).stream()
                .filter(answer -> answer.at().isBefore(until))
                .toList();
        long east = answers.stream()
                .filter(answer ->
                        answer.address().filter(Site.EAST.address()::equals).isPresent())
                .count();
        return Optional.of(new News(
                until, Kind.DETAIL, "of " + answers.size() + " answers meanwhile, " + east + " said us-east-1"));
    }

    private void newAnswers(List<News> news) {
        WeightsInForce last =
                world.route53().history(world.zoneId(), World.NAME, "A").getLast();
        boolean divided =
                last.weights().values().stream().filter(weight -> weight > 0).count() > 1;
        for (DnsWatch.Answer answer : world.watch().answersSince(answersSeen)) {
            answersSeen = answer.at();
            // While two regions share the traffic the answers alternate, which is no news.
            if (divided
                    || answer.at().isBefore(last.since())
                    || answer.address().equals(answered)) {
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

    private Map<Site, Long> bySite(Map<String, Long> weights) {
        for (RecordSet set : world.route53().recordSets(world.zoneId(), World.NAME, "A")) {
            set.setIdentifier()
                    .ifPresent(identifier -> site(set).ifPresent(site -> setIdentifiers.put(identifier, site)));
        }
        Map<Site, Long> found = new EnumMap<>(Site.class);
        weights.forEach((identifier, weight) ->
                Optional.ofNullable(setIdentifiers.get(identifier)).ifPresent(site -> found.put(site, weight)));
        return found;
    }

    private static Optional<Site> site(RecordSet set) {
        return Stream.of(Site.values())
                .filter(site -> set.values().contains(site.address()))
                .findFirst();
    }

    private static int percent(Map<Site, Long> weights, Site site) {
        long sum = weights.values().stream().mapToLong(Long::longValue).sum();
        return sum == 0 ? 0 : Math.toIntExact(Math.round(100.0 * weights.getOrDefault(site, 0L) / sum));
    }

    private static String weighed(Map<Site, Long> weights) {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().region() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String named(String address) {
        return Stream.of(Site.values())
                .filter(site -> site.address().equals(address))
                .map(site -> address + " (" + site.region() + ")")
                .findFirst()
                .orElse(address);
    }
}
