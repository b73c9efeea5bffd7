package io.regionalfailover.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What persons read. Times are absolute, so that a sentence does not change while nothing else does. */
final class Sentences {
    private static final int LONGEST = 256;

    private Sentences() {}

    /** At most 256 characters, the last of them three dots when something was left out. */
    static String clipped(String text) {
        return clipped(text, LONGEST);
    }

    /** At most so many characters, the last of them three dots when something was left out. */
    static String clipped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /** Whole seconds, rounded up, since nothing happens before. */
    static String at(Instant time) {
        Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
        return "at " + (whole.equals(time) ? whole : whole.plusSeconds(1));
    }

    static String list(Collection<String> names) {
        return String.join(", ", names);
    }

    /** A hold of some regions' change. */
    static Hold hold(Reason reason, String message, Set<String> regions, Optional<Instant> until) {
        return new Hold(reason, clipped(message), regions, until);
    }

    /** Why a region is shown as it is. */
    static String ofRegion(RegionState region) {
        return switch (reasonOf(region)) {
            case CHECK_FAILING -> firstFailing(region.checks(), false);
            case COMMON_CAUSE -> firstFailing(region.checks(), true) + "; no other region was seen well since";
            case REGION_REMOVED -> "no longer in the spec";
            case CHECKS_PASSING -> region.checks().isEmpty() ? "nothing is checked" : "every critical check passes";
            default -> firstUnknown(region.checks());
        };
    }

    /** The reason for a region's health. */
    static Reason reasonOf(RegionState region) {
        if (region.removed()) {
            return Reason.REGION_REMOVED;
        }
        return switch (region.health()) {
            case UNHEALTHY -> Reason.CHECK_FAILING;
            case HEALTHY -> Reason.CHECKS_PASSING;
            case UNKNOWN -> region.failsOnlyForCommonCause() ? Reason.COMMON_CAUSE : Reason.REGION_UNKNOWN;
        };
    }

    /** Why a region must not serve: {@code us-east-1 is unhealthy (orders-database: NXDOMAIN…)}. */
    static String ofExclusion(RegionState region, Exclusion exclusion) {
        return switch (exclusion.cause()) {
            case UNHEALTHY -> region.name() + " is unhealthy (" + ofUnhealthy(region) + ")";
            case DRAINED -> region.name() + " is drained (" + exclusion.text() + ")";
            case DRILLED -> region.name() + " is left to rehearse it (" + exclusion.text() + ")";
            case SHIFTED -> region.name() + " is ordered away from (" + exclusion.text() + ")";
            case REMOVED -> region.name() + " is no longer in the spec";
        };
    }

    private static String ofUnhealthy(RegionState region) {
        for (CheckState check : region.checks()) {
            if (check.failsCritically()) {
                return check.sentence();
            }
        }
        return "not seen well since";
    }

    private static String firstFailing(List<CheckState> checks, boolean commonCause) {
        for (CheckState check : checks) {
            if (check.failsCritically() && check.commonCause() == commonCause) {
                return check.sentence();
            }
        }
        return "";
    }

    private static String firstUnknown(List<CheckState> checks) {
        for (CheckState check : checks) {
            if (check.critical() && check.shown() == Outcome.UNKNOWN) {
                return check.rule().name() + ": " + (check.message().isEmpty() ? "not judged yet" : check.message());
            }
        }
        return "not judged yet";
    }
}
