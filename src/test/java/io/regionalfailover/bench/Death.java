package io.regionalfailover.bench;

import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.Operation;
import io.regionalfailover.testing.route53.RecordSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A region dies, and all policies leave it: what the front ends and the provider saw of it.
 *
 * @param lags milliseconds from the last probe that a policy's move needed until the provider had answered the request that moved it
 * @param seconds from the last policy's last probe until the last change was accepted
 * @param changes requests that changed a zone
 * @param refused those of them that were not accepted
 * @param left how many policies had left, by seconds since the region died
 */
record Death(Times lags, double seconds, int changes, int refused, Picture.Series left) {
    private static final Duration COMES_TO_AN_END = Duration.ofMinutes(5);

    /** When it was is known by the requests; to look through 40,000 record sets takes the time of what is measured. */
    private static final Duration LOOKS = Duration.ofSeconds(1);

    /**
     * The first region dies now.
     *
     * @param failures in a row that make a check fail
     * @param latency of the provider, by which an answer is later than its request
     */
    static Death of(Place place, int failures, Duration latency) {
        place.frontEnds().watch();
        Instant died = Instant.now();
        place.frontEnds().fail(FrontEnds.EAST);
        Waiting.until("all policies have left", COMES_TO_AN_END, LOOKS, () -> place.allServedBy(FrontEnds.WEST));
        Waiting.until(
                "all requests are answered",
                COMES_TO_AN_END,
                () -> changes(place, died).stream()
                        .noneMatch(request -> request.outcome().equals("Pending")));
        List<ApiRequest> requests = changes(place, died);
        Map<String, Instant> accepted = new HashMap<>();
        for (ApiRequest request : requests) {
            if (request.outcome().equals("OK")) {
                names(request)
                        .forEach(name -> accepted.putIfAbsent(name, request.at().plus(latency)));
            }
        }
        List<Double> lags = new ArrayList<>();
        List<Instant> left = new ArrayList<>();
        Instant lastReason = died;
        for (int policy = 0; policy < place.policies(); policy++) {
            Instant reason = place.frontEnds()
                    .reasonToMove(Shape.policy(policy), FrontEnds.EAST, FrontEnds.WEST, failures)
                    .orElseThrow();
            Instant moved = accepted.get(place.recordName(policy) + ".");
            lags.add(Duration.between(reason, moved).toNanos() / 1e6);
            left.add(moved);
            lastReason = reason.isAfter(lastReason) ? reason : lastReason;
        }
        left.sort(null);
        List<Picture.Point> points = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            points.add(new Picture.Point(Duration.between(died, left.get(i)).toMillis() / 1000.0, i + 1));
        }
        return new Death(
                Times.of(lags),
                Duration.between(lastReason, left.getLast()).toMillis() / 1000.0,
                requests.size(),
                (int) requests.stream()
                        .filter(request -> !request.outcome().equals("OK"))
                        .count(),
                new Picture.Series("policies that have left", points));
    }

    private static List<ApiRequest> changes(Place place, Instant after) {
        return place.route53().requests(Operation.CHANGE_RECORD_SETS).stream()
                .filter(request -> request.at().isAfter(after))
                .toList();
    }

    /** Names whose sets in the second region get weight with a batch. */
    private static List<String> names(ApiRequest request) {
        return request.changes().stream()
                .filter(change -> change.action() == Change.Action.CREATE)
                .map(Change::set)
                .filter(set -> set.type().equals("A") && set.weight().orElse(0L) > 0)
                .filter(set -> set.values().contains(FrontEnds.ADDRESSES.get(FrontEnds.WEST)))
                .map(RecordSet::name)
                .toList();
    }

    /** How long one request per policy takes at least, with a full bucket of tokens and no time for a request itself. */
    static double oneRequestEach(int policies, double perSecond, int burst) {
        return Math.max(0, policies - burst) / perSecond;
    }
}
